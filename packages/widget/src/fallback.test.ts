import type { NoticeDocument } from '@constat/core/notice'
import { noticeText } from '@constat/core/notice'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderFallback } from './fallback.ts'

const notice: NoticeDocument = {
  schema: 'constat/notice@1',
  key: 'devis',
  locale: 'fr',
  audience: 'B2C_CONSUMER',
  controller: 'cuisines',
  parties: [{ key: 'cuisines', legalName: 'Cuisines du Val', url: 'https://cuisines.example.fr/?a=1&b=2' }],
  goods: [],
  questions: [
    {
      key: 'appel',
      kind: 'OPT_IN',
      control: 'TICK',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'LIVE_CALL',
      advertisers: ['cuisines'],
      goods: [],
      label: 'J’accepte un appel.',
    },
    {
      key: 'sms',
      kind: 'OPT_IN',
      control: 'YES_NO',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'SMS',
      advertisers: ['cuisines'],
      goods: [],
      label: 'Des SMS ?',
      required: true,
    },
    {
      key: 'courriel',
      kind: 'SOFT_OPT_IN',
      control: 'TICK',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'EMAIL',
      advertisers: ['cuisines'],
      goods: [],
      label: 'Je m’oppose aux e-mails.',
    },
  ],
  items: {
    NR_PERIOD: { text: 'Un an.', links: [{ label: 'Retrait', url: 'https://cuisines.example.fr/r' }] },
  },
}

const unescape = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

const tags = (html: string) => html.match(/<[a-z/][^>]*>/g)?.map((tag) => /^<\/?\w+/.exec(tag)?.[0])

describe('renderFallback', () => {
  test('names and values are those of the element; a box left alone sends nothing', () => {
    const html = renderFallback(notice)
    const inputs = [...html.matchAll(/<input\s+type="(\w+)"[^>]*\s+name="([^"]+)"\s+value="(\w+)"/g)].map(
      (match) => match.slice(1),
    )
    expect(inputs).toEqual([
      ['checkbox', 'choices[appel]', 'granted'],
      ['radio', 'choices[sms]', 'granted'],
      ['radio', 'choices[sms]', 'refused'],
      ['checkbox', 'choices[courriel]', 'refused'],
    ])
  })

  test('every label stands for its own control', () => {
    const html = renderFallback(notice, { name: 'autres' })
    const ids = [...html.matchAll(/<input[^>]*\sid="([^"]+)"/g)].map(([, id]) => id)
    expect([...html.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id)).toEqual(ids)
    expect(new Set(ids).size).toBe(4)
  })

  test('nothing is ticked, and only a yes/no can be required', () => {
    expect(renderFallback(notice)).not.toContain('checked')
    const required = renderFallback({
      ...notice,
      questions: notice.questions.map((each) => ({ ...each, required: true })),
    })
    expect([...required.matchAll(/<input\s+type="(\w+)"[^>]*\s+required/g)].map(([, type]) => type)).toEqual([
      'radio',
      'radio',
    ])
  })

  test.each([
    ['ar', 'rtl', 'اختياراتك'],
    ['pt', 'ltr', 'As suas escolhas'],
    ['fi', 'ltr', '<span lang="en" dir="ltr">Your choices</span>'],
  ])(
    'in "%s" it is written %s and framed in that language where there are words for it',
    (locale, dir, legend) => {
      const html = renderFallback({ ...notice, locale })
      expect(html).toContain(`<fieldset lang="${locale}" dir="${dir}"`)
      expect(html).toContain(`<legend>${legend}</legend>`)
    },
  )

  test('the version shown goes along when it is known', () => {
    expect(renderFallback(notice, { sha256: 'ab'.repeat(32) })).toContain(
      `<input type="hidden" name="choices-notice" value="${'ab'.repeat(32)}"`,
    )
  })

  test('the questions asked go along, and a browser without script says so', () => {
    const html = renderFallback(notice)
    expect(html).toContain('<input type="hidden" name="choices-asked" value="appel sms courriel"')
    expect(html).toMatch(
      /<noscript><input type="hidden" name="choices-origin" value="no-script"[^>]*><\/noscript>/,
    )
  })

  test('two forms of a page can ask the same without sharing ids', () => {
    const idsOf = (html: string) => [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    const first = idsOf(renderFallback(notice))
    expect(idsOf(renderFallback(notice, { idPrefix: 'pied' })).filter((id) => first.includes(id))).toEqual([])
  })

  test.each([
    ['fr', 'Oui', 'ltr'],
    ['en', 'Yes', 'ltr'],
    ['de', 'Ja', 'ltr'],
    ['es', 'Sí', 'ltr'],
    ['it', 'Sì', 'ltr'],
    ['nl', 'Ja', 'ltr'],
    ['pt', 'Sim', 'ltr'],
    ['ar', 'نعم', 'rtl'],
  ])('speaks %s, the language of the notice', (locale, yes, direction) => {
    const html = renderFallback({ ...notice, locale })
    expect(html).toContain(`lang="${locale}" dir="${direction}" translate="no"`)
    expect(html).toContain(`>${yes}</label>`)
  })

  test('as the element, it can require an answer to every yes or no, and then says so', () => {
    const free = { ...notice, questions: notice.questions.map((each) => ({ ...each, required: false })) }
    expect(renderFallback(free)).not.toContain('required')
    expect(renderFallback(free, { required: true }).match(/ required/g)).toHaveLength(2)
    expect(renderFallback(free, { required: true })).toMatch(/Des SMS \? \(.+\)<\/legend>/)
  })

  test('says every text of the notice, in order, whatever characters it is made of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (label) => {
        const said = unescape(
          renderFallback({ ...notice, questions: notice.questions.map((each) => ({ ...each, label })) }),
        )
          .normalize('NFC')
          .replaceAll(/\s+/g, ' ')
        let from = 0
        for (const text of noticeText({
          ...notice,
          questions: notice.questions.map((each) => ({ ...each, label })),
        })) {
          const at = said.indexOf(text, from)
          expect(at).toBeGreaterThanOrEqual(0)
          from = at
        }
      }),
    )
  })

  test('in a language without words of ours, ours are marked as English', () => {
    const polish = renderFallback({ ...notice, locale: 'pl' })
    expect(polish).toContain('<fieldset lang="pl"')
    for (const words of ['Your choices', 'Yes', 'No', 'Who may contact you:', 'answer required'])
      expect(polish).toContain(`<span lang="en" dir="ltr">${words}</span>`)
    expect(renderFallback(notice)).not.toContain('lang="en"')
  })

  test('no text of a notice becomes markup', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('<script>', '"><img onerror=x>', "' onclick='", '&lt;b>', '</fieldset>'),
        (label) => {
          const hostile = { ...notice, questions: notice.questions.map((each) => ({ ...each, label })) }
          expect(tags(renderFallback(hostile))).toEqual(tags(renderFallback(notice)))
        },
      ),
    )
  })
})
