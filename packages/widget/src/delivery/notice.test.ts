import { noticeBytes as coreNoticeBytes, NOTICE_ITEMS, parseNotice } from '@constat/core/notice'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { localesFor, noticeBytes } from './notice.ts'

const party = { key: 'cuisines', legalName: 'Cuisines du Val', url: 'https://cuisines.example.fr' }
const question = {
  key: 'appel',
  kind: 'OPT_IN',
  control: 'YES_NO',
  purpose: 'COMMERCIAL_PROSPECTING',
  channel: 'LIVE_CALL',
  advertisers: ['cuisines'],
  goods: [],
}
const words = fc.string({ minLength: 2, unit: 'binary' })

test('a notice has the bytes that core gives it, whatever its words and the order of its members', () => {
  fc.assert(
    fc.property(
      words,
      words,
      fc.integer({ min: 1, max: 36_500 }),
      fc.shuffledSubarray([...NOTICE_ITEMS]),
      (label, text, periodDays, items) => {
        const parsed = parseNotice({
          schema: 'constat/notice@1',
          questions: [{ label: `Un ${label}`, required: true, periodDays, ...question }],
          key: 'devis',
          locale: 'fr',
          audience: 'B2C_CONSUMER',
          controller: 'cuisines',
          parties: [party],
          goods: [],
          items: Object.fromEntries(items.map((id) => [id, { text: `Un ${text}` }])),
        })
        if (parsed.ok) expect(noticeBytes(parsed.value)).toEqual(coreNoticeBytes(parsed.value))
      },
    ),
  )
})

test.each([
  [['fr'], ['fr', null]],
  [
    ['fr_FR', 'fr-FR', 'en'],
    ['fr-FR', 'en', null],
  ],
  [[''], [null]],
  [
    ['not a language', 'de'],
    ['de', null],
  ],
])('of the languages %j it asks for %j', (languages, locales) => {
  expect(localesFor(languages)).toEqual(locales)
})
