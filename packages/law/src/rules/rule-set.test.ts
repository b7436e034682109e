import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ruleSet } from './rule-set.ts'

test('the rule set names the version of its package and each provision once', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const { provisions, ...set } = ruleSet()
  expect(set).toEqual({ version })
  expect(new Set(provisions.map(({ id }) => id)).size).toBe(provisions.length)
  expect(provisions).toContainEqual(
    expect.objectContaining({ id: expect.stringMatching(/^L223-1-v2026:/), from: '2026-08-11' }),
  )
})
