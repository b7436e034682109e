import { describe, expect, it } from 'vitest'
import { parseNotice, type NoticeDocument, type NoticeQuestion } from '@constat/core/notice'
import {
  callQuestion,
  linted,
  NOVEMBER_2026,
  lawfulNotice,
  objectionQuestion,
  partnerQuestion,
  withItems,
} from '../testing/notices.ts'
import { lintNotice } from './lint.ts'

const LAST_DAY_OF_BLOCTEL = Date.parse('2026-08-10T10:00:00Z')

const asking = (...questions: readonly NoticeQuestion[]): NoticeDocument => lawfulNotice({ questions })

describe('a lawful notice', () => {
  it('is a notice, and the law has nothing to say', () => {
    expect(parseNotice(lawfulNotice()).ok).toBe(true)
    expect(linted(lawfulNotice())).toEqual([])
  })

  it('gives each finding a message that says what to do and a citation', () => {
    for (const { message, citation } of lintNotice(lawfulNotice({ items: {} }), { at: NOVEMBER_2026 })) {
      expect(message).toMatch(/\.$/)
      expect(citation).not.toBe('')
    }
  })
})

describe('checkbox rules', () => {
  const refused: readonly (readonly [what: string, notice: NoticeDocument, finding: string])[] = [
    [
      'a box ticked in advance',
      asking(callQuestion({ defaultChecked: true })),
      'ERROR CB-1 questions.0.defaultChecked',
    ],
    [
      'a label that asks about SMS too',
      asking(callQuestion({ label: 'J’accepte que Cuisines du Val m’appelle et m’envoie des SMS.' })),
      'WARNING CB-3 questions.0.label',
    ],
    [
      'own use and partner use in one question',
      asking(partnerQuestion({ advertisers: ['cuisines', 'sols'] })),
      'ERROR CB-4 questions.0.advertisers',
    ],
    [
      'a label with the terms',
      asking(callQuestion({ label: 'J’accepte les CGV et que Cuisines du Val m’appelle.' })),
      'ERROR CB-5 questions.0.label',
    ],
    [
      'a label with the privacy policy',
      lawfulNotice({
        locale: 'en',
        questions: [callQuestion({ label: 'I accept the privacy policy and calls from Cuisines du Val.' })],
      }),
      'ERROR CB-5 questions.0.label',
    ],
    ['a required tick', asking(callQuestion({ required: true })), 'ERROR CB-6 questions.0.required'],
    [
      'a double negative',
      asking(callQuestion({ label: 'Je ne m’oppose pas à ce que Cuisines du Val m’appelle.' })),
      'ERROR CB-8 questions.0.label',
    ],
    [
      '"sauf avis contraire"',
      asking(callQuestion({ label: 'Sauf avis contraire, Cuisines du Val m’appelle.' })),
      'ERROR CB-8 questions.0.label',
    ],
    [
      'an opt-in worded as an objection',
      asking(callQuestion({ label: 'Je refuse que Cuisines du Val m’appelle.' })),
      'ERROR CB-8 questions.0.label',
    ],
    [
      'an opt-out worded as an acceptance',
      asking(
        objectionQuestion({
          kind: 'OPT_OUT',
          channel: 'POST',
          label: 'J’accepte de recevoir par courrier postal les offres de Cuisines du Val.',
        }),
      ),
      'ERROR CB-8 questions.0.label',
    ],
    [
      'a soft opt-in worded as an acceptance',
      asking(objectionQuestion({ label: 'J’accepte les e-mails de Cuisines du Val.' })),
      'ERROR CB-11 questions.0.label',
    ],
    [
      'a ticked objection box',
      asking(objectionQuestion({ defaultChecked: true })),
      'ERROR CB-11 questions.0.defaultChecked',
    ],
    [
      'silence for a consumer’s e-mail',
      asking(objectionQuestion({ kind: 'OPT_OUT' })),
      'ERROR CB-12 questions.0.kind',
    ],
    [
      'silence for calls',
      asking(
        objectionQuestion({
          kind: 'OPT_OUT',
          channel: 'LIVE_CALL',
          label: 'Je m’oppose aux appels de Cuisines du Val.',
        }),
      ),
      'ERROR CB-12 questions.0.kind',
    ],
    [
      'a label that does not name the channel',
      asking(callQuestion({ label: 'J’accepte les offres de Cuisines du Val.' })),
      'WARNING CB-8 questions.0.label',
    ],
    [
      'a label that does not name who calls',
      asking(callQuestion({ label: 'J’accepte d’être appelé.' })),
      'WARNING CB-8 questions.0.label',
    ],
  ]
  it.each(refused)('find %s', (_, notice, finding) => {
    expect(linted(notice)).toContain(finding)
  })

  it('want partners reachable: a url, or a list that names or links them', () => {
    const unreachable = [
      { key: 'cuisines', legalName: 'Cuisines du Val SAS' },
      { key: 'sols', legalName: 'Sols de Loire SARL' },
    ]
    expect(linted(withItems({ PT_LIST: { text: 'Nos partenaires.' } }, { parties: unreachable }))).toEqual([
      'ERROR CB-4 questions.1.advertisers',
      'WARNING PT_LIST items.PT_LIST.text',
    ])
    expect(linted(lawfulNotice({ parties: unreachable }))).toEqual(['WARNING PT_LIST items.PT_LIST.links'])
    const linked = (url: string) =>
      linted(
        withItems(
          { PT_LIST: { text: 'Nos partenaires.', links: [{ label: 'Liste', url }] } },
          { parties: unreachable },
        ),
      )
    expect(linked('https://cuisines.example/partenaires')).toEqual([])
    expect(linked('mailto:bonjour@cuisines.example')).toEqual(['ERROR CB-4 questions.1.advertisers'])
  })

  it('let a yes-or-no question require its answer', () => {
    const question = callQuestion({ control: 'YES_NO', required: true })
    const notice = withItems({ N13_MANDATORY: undefined }, { questions: [question] })
    expect(linted(notice)).toEqual(['ERROR N13_MANDATORY items.N13_MANDATORY'])
    const told = { ...notice.items, N13_MANDATORY: { text: 'Répondez oui ou non : les deux vont.' } }
    expect(linted({ ...notice, items: told })).toEqual([])
  })

  it('read what follows the first sentence as information, not as another question', () => {
    expect(
      linted(
        asking(
          callQuestion({
            label:
              'J’accepte que Cuisines du Val m’appelle pour des cuisines équipées. Je peux retirer cet accord par e-mail.',
          }),
        ),
      ),
    ).toEqual([])
  })

  it('let an objection box stand where the law does: professionals, post, press, calls until 2026-08-10', () => {
    const letters = objectionQuestion({
      kind: 'OPT_OUT',
      channel: 'POST',
      label: 'Je m’oppose au courrier postal de Cuisines du Val.',
    })
    const calls = objectionQuestion({
      kind: 'OPT_OUT',
      channel: 'LIVE_CALL',
      label: 'Je m’oppose aux appels de Cuisines du Val.',
    })
    const silence = (notice: NoticeDocument, at = NOVEMBER_2026) =>
      linted(notice, at).filter((finding) => finding.includes('CB-12'))
    expect(silence(asking(letters))).toEqual([])
    expect(silence(asking(calls), LAST_DAY_OF_BLOCTEL)).toEqual([])
    expect(silence(asking({ ...calls, purpose: 'PRESS_SUBSCRIPTION' }))).toEqual([])
    expect(silence(lawfulNotice({ audience: 'B2B_PROFESSIONAL', questions: [calls] }))).toEqual([])
  })

  it('doubt a soft opt-in by fax under strict only (D-1)', () => {
    const fax = asking(
      objectionQuestion({ channel: 'FAX', label: 'Je m’oppose aux fax de Cuisines du Val.' }),
    )
    expect(linted(fax)).toContain('ERROR CB-12 questions.0.kind')
    expect(linted(fax, NOVEMBER_2026, 'standard')).not.toContain('ERROR CB-12 questions.0.kind')
  })
})
