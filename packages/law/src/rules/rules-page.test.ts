import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { printedRules } from '../testing/print-rules.ts'
import { ACT_PROVISIONS } from './acts.ts'
import { CONTACT_PROVISIONS } from './pack.ts'

/** Only the padding of tables, which is oxfmt's, may differ. */
const lines = (page: string): readonly string[] =>
  page.split('\n').map((line) => line.replaceAll(/-{3,}/g, '---').replaceAll(/\s+/g, ' ').trim())

describe('RULES.md', () => {
  const printed = printedRules()

  it('is what the rules say', () => {
    const committed = readFileSync(new URL('../../RULES.md', import.meta.url), 'utf8')
    expect(lines(committed)).toEqual(lines(printed))
  })

  it('names every provision once as a row, with a test', () => {
    const rows = printed.split('\n').filter((line) => line.startsWith('| `'))
    for (const { id } of [...CONTACT_PROVISIONS, ...ACT_PROVISIONS]) {
      const [row = '', ...others] = rows.filter((line) => line.startsWith(`| \`${id}\` |`))
      expect(others).toEqual([])
      expect(row).not.toMatch(/\|\s*\|$/)
    }
  })
})
