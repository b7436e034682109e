import { expect, it } from 'vitest'
import { parseNotice } from '@constat/core/notice'
import { lintNotice } from '@constat/law'
import { DEVIS_NOTICE } from './notice.ts'

const IN_NOVEMBER_2026 = Date.parse('2026-11-21T10:00:00Z')

it('the demo’s notice is one to which the law has nothing to say, under either profile', () => {
  expect(parseNotice(DEVIS_NOTICE).ok).toBe(true)
  for (const profile of ['standard', 'strict'] as const)
    expect(
      lintNotice(DEVIS_NOTICE, {
        at: IN_NOVEMBER_2026,
        profile,
        facts: { fromPerson: true, requiredFields: true, dpoDesignated: true },
      }),
    ).toEqual([])
})
