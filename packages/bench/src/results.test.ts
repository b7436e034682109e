import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { BENCHMARKS } from './benchmarks.ts'
import { readFloors, readResults } from './report.ts'
import { compareWithFloors, markdownTable, withTable, type Ratio, type Result } from './results.ts'

const measured = (...ratios: readonly Ratio[]): Result => ({
  takenAt: '2026-11-22T01:00:00.000Z',
  machine: { processor: 'any', cores: 2, memoryGiB: 8, system: 'linux x64', node: '24.0.0', load: 1 },
  sizes: {},
  ratios,
  figures: [],
})

describe('compareWithFloors', () => {
  const results = { law: measured({ name: 'of JSON.stringify', value: 0.6 }) }

  test('is content with a ratio at or above its floor', () => {
    expect(compareWithFloors(results, { law: { 'of JSON.stringify': 0.6 } })).toEqual([])
    expect(compareWithFloors(results, { law: { 'of JSON.stringify': 0.1 } })).toEqual([])
  })

  test('names the ratio that is below its floor, and both numbers', () => {
    expect(compareWithFloors(results, { law: { 'of JSON.stringify': 0.61 } })).toEqual([
      'law: of JSON.stringify is 0.6, below its floor of 0.61.',
    ])
  })

  test('names a ratio that nobody gave a floor', () => {
    expect(compareWithFloors(results, {})).toEqual([
      'law: of JSON.stringify has no floor; give it one in floors.json.',
    ])
  })

  test('names a floor whose ratio was not measured', () => {
    expect(compareWithFloors({}, { law: { 'of JSON.stringify': 0.6 } })).toEqual([
      'law: of JSON.stringify has a floor and was not measured; run pnpm bench law.',
    ])
  })

  test('does not take a ratio that is no number', () => {
    const broken = { law: measured({ name: 'of JSON.stringify', value: NaN }) }
    expect(compareWithFloors(broken, { law: { 'of JSON.stringify': 0 } })).toHaveLength(1)
  })
})

test('a table has columns of equal width', () => {
  expect(markdownTable(['a', 'b'], [['long cell', '1']])).toBe(
    ['| a         | b   |', '| --------- | --- |', '| long cell | 1   |'].join('\n'),
  )
})

test('a README without the marks is refused', () => {
  expect(() => withTable('# Constat', {})).toThrow('no <!-- bench')
})

test("the README's table is that of results.json", async () => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8')
  expect(withTable(readme, await readResults())).toBe(readme)
})

test('every benchmark has a committed result, and every result is of a benchmark that is there', async () => {
  expect(Object.keys(await readResults())).toEqual(BENCHMARKS.map(({ name }) => name))
})

test('every committed ratio has a floor, and is not below it', async () => {
  expect(compareWithFloors(await readResults(), await readFloors())).toEqual([])
})
