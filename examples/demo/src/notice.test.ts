import { expect, it } from 'vitest'
import { parseNotice, type NoticeDocument } from '@constat/core/notice'
import { lintNotice } from '@constat/law'
import { NEWSLETTER_NOTICES } from './newsletter.ts'
import { DEVIS_NOTICE } from './notice.ts'

const IN_NOVEMBER_2026 = Date.parse('2026-11-21T10:00:00Z')

const findings = (notice: NoticeDocument, profile: 'standard' | 'strict') =>
  lintNotice(notice, {
    at: IN_NOVEMBER_2026,
    profile,
    facts: { fromPerson: true, requiredFields: true, dpoDesignated: notice === DEVIS_NOTICE },
  })

it('the demo’s notice is one to which the law has nothing to say, under either profile', () => {
  expect(parseNotice(DEVIS_NOTICE).ok).toBe(true)
  for (const profile of ['standard', 'strict'] as const) expect(findings(DEVIS_NOTICE, profile)).toEqual([])
})

it.each(NEWSLETTER_NOTICES.map((notice) => [notice.locale, notice] as const))(
  'nor to the newsletter’s in %s, but that the lint does not read every language',
  (locale, notice) => {
    expect(parseNotice(notice).ok).toBe(true)
    const rules = findings(notice, 'strict').map(({ rule }) => rule)
    expect(rules).toEqual(['fr', 'en', 'de'].includes(locale) ? [] : ['WORDING_NOT_READ'])
  },
)
