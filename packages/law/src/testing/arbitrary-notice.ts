import fc from 'fast-check'
import {
  NOTICE_ITEMS,
  type NoticeDocument,
  type NoticeItem,
  type NoticeItemId,
  type NoticeQuestion,
} from '@constat/core/notice'
import { AUDIENCES, CHANNELS, CONTROLS, PURPOSES, QUESTION_KINDS, SECTORS } from '@constat/core/vocabulary'
import type { NoticeFacts } from '../notice/form-facts.ts'
import { callQuestion, lawfulNotice, objectionQuestion, partnerQuestion, RECORDING_TEXTS } from './notices.ts'

/** Notices of every kind: any that can be read, and those to which the law has nothing to say. */

const SAID = [
  'J’accepte que Cuisines du Val m’appelle.',
  'Je m’oppose aux e-mails.',
  'J’accepte les CGV, sauf avis contraire.',
  'Je ne m’oppose pas aux SMS et aux appels.',
  'Nos offres',
  'Un an, renouvelable par tacite reconduction.',
  'Sols de Loire SARL, CNIL',
  'I agree to calls unless I opt out.',
  'Pour obtenir mon devis, j’accepte d’être appelé. Inscription sur Bloctel.',
  'Deux ans, conservés sans limite ; retrait impossible, payant, par lettre.',
  'J’accepte les e-mails de Cuisines du Val et de ses partenaires, irrévocablement.',
  'Ich stimme den AGB zu und widerspreche nicht, 24 Monate, automatisch verlängert.',
]
const text = fc.oneof(
  fc.constantFrom(...SAID),
  fc.string({ unit: 'grapheme', minLength: 1 }).map((any) => `x${any.replaceAll('<', '')}`),
)
const url = fc.constantFrom('https://cuisines.example/vous', 'mailto:dpo@cuisines.example')
const item: fc.Arbitrary<NoticeItem> = fc.record(
  { text, links: fc.array(fc.record({ label: fc.constantFrom('Lien', 'CNIL'), url }), { maxLength: 2 }) },
  { requiredKeys: ['text'] },
)
const ITEM_OF = Object.fromEntries(NOTICE_ITEMS.map((id) => [id, item])) as {
  readonly [id in NoticeItemId]: typeof item
}
const PARTIES = ['cuisines', 'sols', 'tapis'] as const
const GOODS = ['cuisines', 'parquets'] as const

const question: fc.Arbitrary<NoticeQuestion> = fc.record(
  {
    key: fc.stringMatching(/^[a-z]{6}$/),
    kind: fc.constantFrom(...QUESTION_KINDS),
    control: fc.constantFrom(...CONTROLS),
    purpose: fc.constantFrom(...PURPOSES),
    channel: fc.constantFrom(...CHANNELS),
    advertisers: fc.subarray([...PARTIES], { minLength: 1 }),
    goods: fc.subarray([...GOODS]),
    periodDays: fc.constantFrom(1, 365, 366, 367, 36_500),
    label: text,
    defaultChecked: fc.boolean(),
    required: fc.boolean(),
  },
  { requiredKeys: ['key', 'kind', 'control', 'purpose', 'channel', 'advertisers', 'goods', 'label'] },
)

const party = (key: string, legalName: fc.Arbitrary<string>) =>
  fc.record(
    { key: fc.constant(key), legalName, siren: fc.constant('123456789'), contact: url, dpo: url, url },
    { requiredKeys: ['key', 'legalName'] },
  )

/** Any notice that can be read, lawful or not. */
export const anyNotice: fc.Arbitrary<NoticeDocument> = fc.record({
  schema: fc.constant('constat/notice@1' as const),
  key: fc.constant('devis'),
  locale: fc.constantFrom('fr', 'fr-RE', 'en', 'de', 'br', 'frp'),
  audience: fc.constantFrom(...AUDIENCES),
  controller: fc.constantFrom(...PARTIES),
  parties: fc.tuple(
    party('cuisines', fc.constant('Cuisines du Val SAS')),
    party('sols', fc.constantFrom('Sols de Loire SARL', 'Nos partenaires')),
    party('tapis', text),
  ),
  goods: fc.tuple(
    ...GOODS.map((key) =>
      fc.record({ key: fc.constant(key), label: text, sector: fc.constantFrom(...SECTORS) }),
    ),
  ),
  questions: fc
    .uniqueArray(question, { maxLength: 4, selector: ({ key }) => key })
    .map((questions) =>
      questions.map((each) => (each.kind === 'OPT_IN' ? each : { ...each, control: 'TICK' as const })),
    ),
  items: fc.record(ITEM_OF, { requiredKeys: [] }),
})

/** What a document does not show, known or not. */
export const anyFacts: fc.Arbitrary<NoticeFacts> = fc.record(
  {
    fromPerson: fc.boolean(),
    requiredFields: fc.boolean(),
    dpoDesignated: fc.boolean(),
    transfers: fc.boolean(),
    automatedDecisions: fc.boolean(),
    concludesContract: fc.boolean(),
    callsOutOfHours: fc.boolean(),
    recordsCalls: fc.boolean(),
    recordingIsDuty: fc.boolean(),
  },
  { requiredKeys: [] },
)

const LAWFUL_QUESTIONS: readonly NoticeQuestion[] = [
  callQuestion(),
  callQuestion({
    key: 'rappel',
    purpose: 'CALLBACK_REQUESTED',
    label: 'J’accepte que Cuisines du Val me rappelle par téléphone au sujet de mes cuisines équipées.',
  }),
  callQuestion({
    key: 'sols',
    advertisers: ['sols'],
    goods: ['parquets'],
    label: 'J’accepte que Sols de Loire m’appelle pour me proposer des parquets.',
  }),
  callQuestion({
    key: 'sms',
    channel: 'SMS',
    control: 'YES_NO',
    required: true,
    periodDays: undefined,
    label: 'J’accepte de recevoir par SMS les offres de cuisines équipées de Cuisines du Val.',
  }),
  partnerQuestion(),
  objectionQuestion(),
  objectionQuestion({
    key: 'courrier',
    kind: 'OPT_OUT',
    channel: 'POST',
    label: 'Je m’oppose à recevoir par courrier postal les offres de Cuisines du Val.',
  }),
]

/** A text for every item, lawful at any time but for NCC_BLOCTEL. */
export const LAWFUL_TEXTS: { readonly [id in NoticeItemId]: NoticeItem } = {
  ...(Object.fromEntries(NOTICE_ITEMS.map((id) => [id, { text: 'Ce qu’il y a lieu de dire.' }])) as {
    readonly [id in NoticeItemId]: NoticeItem
  }),
  ...RECORDING_TEXTS,
  ...(lawfulNotice().items as { readonly [id in NoticeItemId]: NoticeItem }),
  NR_PRO_ID: { text: 'Vous serez appelé par Cuisines du Val ou par Sols de Loire.' },
}

/** The items that never make another one due, whatever the notice is about. */
export const FREE_ITEMS: readonly NoticeItemId[] = NOTICE_ITEMS.filter(
  (id) => id !== 'NCC_BLOCTEL' && !id.startsWith('REC_'),
)

/** Notices to which the law of any day since 2018 has nothing to say, but for what is said of Bloctel. */
export const lawfulNotices: fc.Arbitrary<NoticeDocument> = fc
  .record({
    audience: fc.constantFrom(...AUDIENCES),
    questions: fc.subarray([...LAWFUL_QUESTIONS]),
    recording: fc.boolean(),
  })
  .map(({ audience, questions, recording }) =>
    lawfulNotice({
      audience,
      questions,
      items: Object.fromEntries(
        NOTICE_ITEMS.filter((id) => FREE_ITEMS.includes(id) || (recording && id.startsWith('REC_'))).map(
          (id) => [id, LAWFUL_TEXTS[id]],
        ),
      ),
    }),
  )
