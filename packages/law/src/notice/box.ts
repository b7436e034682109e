import { contactKindsOf } from '@constat/core/consent'
import type { Audience, Channel, Purpose, QuestionKind } from '@constat/core/vocabulary'
import type { LawDate } from '../calendar/law-date.ts'
import type { Check } from '../decision/judge.ts'
import type { BoxRecipients } from '../question/words.ts'
import type { CheckboxRuleId } from './checkbox-rules.ts'
import { isAutomatonOrFax, isElectronic } from '../rules/contact.ts'

/** A box of a form as the law sees it; null is not known, which counts against the form. */
export type Box = {
  readonly date: LawDate
  readonly strict: boolean
  readonly audience: Audience
  readonly kind: QuestionKind | null
  readonly purpose: Purpose
  readonly channels: readonly Channel[] | null
  readonly recipients: BoxRecipients | null
  readonly defaultChecked: boolean | null
  readonly separateFromTerms: boolean | null
  readonly equalProminence: boolean | null
  readonly requiredToSubmit: boolean | null
  readonly wordingClear: boolean | null
  readonly optoutOffered: boolean | null
}

/** A checkbox rule of law.md §5, for a form that is asked about and for a notice before it is published. */
export type BoxRule = Check<Box> & {
  readonly id: CheckboxRuleId
  /** The property of a notice's question that is at fault. */
  readonly field: string
  /** What to do about it, for a developer. */
  readonly advice: string
}

/** CB-3: the channels that one box may ask about together, as CPCE L34-5 has them. */
const FAMILIES: { readonly [channel in Channel]: string } = {
  LIVE_CALL: 'call',
  AUTOMATED_CALL: 'automated call',
  SMS: 'electronic mail',
  EMAIL: 'electronic mail',
  SOCIAL_MESSAGE: 'electronic mail',
  FAX: 'fax',
  POST: 'post',
}

const isSingle = ({ channels, strict }: Box): boolean =>
  channels !== null && new Set(channels.map((each) => (strict ? each : FAMILIES[each]))).size === 1

const asksConsent = ({ kind }: Box): boolean => kind === 'OPT_IN' || kind === null

/** Whether the person is, or must be taken for, a consumer. */
export const isForConsumers = ({ audience }: Pick<Box, 'audience'>): boolean =>
  audience === 'B2C_CONSUMER' || audience === 'UNKNOWN'

/** Whether a question asks for commercial prospecting, or for a consent to it. */
export const isProspecting = ({ purpose }: Pick<Box, 'purpose'>): boolean =>
  purpose === 'COMMERCIAL_PROSPECTING' || purpose === 'CONSENT_REQUEST' || purpose === 'PRESS_SUBSCRIPTION'

/** Whether a channel makes the form collect a telephone number. */
export const asksForPhone = (channel: Channel): boolean =>
  contactKindsOf(channel).every((kind) => kind === 'phone')

/** Whether silence may stand for a yes on a channel: never of a consumer by electronic means, nor by phone from 2026. */
const silenceServes = ({ kind, purpose, strict, date }: Box, channel: Channel): boolean => {
  // L34-5 al. 4 admits electronic mail to one's customers; automata and fax by the CNIL alone (D-1).
  if (kind === 'SOFT_OPT_IN' && isElectronic({ channel })) return !(strict && isAutomatonOrFax({ channel }))
  if (isElectronic({ channel })) return false
  // A running contract (L223-1 al. 4) and the press (L223-5) need no consent, but an objection box all the same.
  return (
    channel !== 'LIVE_CALL' ||
    date <= '2026-08-10' ||
    kind === 'SOFT_OPT_IN' ||
    purpose === 'PRESS_SUBSCRIPTION'
  )
}

const ALWAYS = { from: null, to: null } as const

/** The rules of one box, in the order of law.md §5. CB-2 (one purpose) is the shape of a question itself. */
export const BOX_RULES: readonly BoxRule[] = [
  {
    ...ALWAYS,
    id: 'CB-1',
    citation: 'CJEU C-673/17 Planet49, C-61/19 Orange România; CNIL 26 Jan 2022; C. conso. R223-1 II',
    code: 'CONSENT_PRETICKED',
    field: 'defaultChecked',
    advice: 'Leave the box unticked: a box ticked in advance is no consent.',
    applies: asksConsent,
    holds: ({ defaultChecked }) => defaultChecked === false,
  },
  {
    ...ALWAYS,
    id: 'CB-3',
    citation: 'CPCE L34-5 al. 1; EDPB 05/2020 (granularity)',
    code: 'CONSENT_NOT_GRANULAR',
    field: 'label',
    advice: 'Ask about one channel only, and put the other channels in questions of their own.',
    applies: asksConsent,
    holds: isSingle,
  },
  {
    ...ALWAYS,
    id: 'CB-4',
    citation: 'CNIL partners sheet 28 Dec 2018; CNIL SAN-2023-015 Canal+',
    code: 'CONSENT_RECIPIENT_UNNAMED',
    field: 'advertisers',
    advice:
      'Name each partner, with a url or in a linked PT_LIST, in a question apart from your own prospecting.',
    applies: asksConsent,
    holds: ({ recipients }) => recipients === 'NAMED',
  },
  {
    ...ALWAYS,
    id: 'CB-5',
    citation: 'GDPR 7(2); CE 11 Mar 2015 368624; CNIL',
    code: 'CONSENT_BUNDLED_TERMS',
    field: 'label',
    advice: 'Take terms, conditions and privacy policy out of the label: consent stands apart from them.',
    applies: asksConsent,
    holds: ({ separateFromTerms }) => separateFromTerms === true,
  },
  {
    ...ALWAYS,
    id: 'CB-6',
    citation: 'GDPR 7(4); C. conso. L121-11; EDPB 05/2020',
    code: 'CONSENT_CONDITIONAL',
    field: 'required',
    advice: 'Do not require the tick: it would force a yes. Use the control YES_NO to require an answer.',
    applies: () => true,
    holds: ({ requiredToSubmit }) => requiredToSubmit === false,
  },
  {
    ...ALWAYS,
    id: 'CB-7',
    citation: 'CNIL SAN-2023-025, SAN-2024-003, SAN-2024-004, SAN-2025-001; EDPB 03/2022',
    code: 'CONSENT_DECEPTIVE_DESIGN',
    field: 'control',
    advice: 'Show accepting and refusing alike: same size, contrast, place and number of steps.',
    applies: () => true,
    holds: ({ equalProminence }) => equalProminence === true,
  },
  {
    ...ALWAYS,
    id: 'CB-8',
    citation: 'GDPR 4(11), 7(2), 12(1); C. conso. R223-1 I; EDPB 03/2022',
    code: 'CONSENT_DECEPTIVE_DESIGN',
    field: 'label',
    advice:
      'Say plainly what the person accepts: no double negative, no "sauf avis contraire", nothing turned round.',
    applies: () => true,
    holds: ({ wordingClear }) => wordingClear === true,
  },
  {
    ...ALWAYS,
    id: 'CB-11',
    citation: 'CPCE L34-5 al. 4; CNIL 26 Jan 2022, 6 Dec 2019',
    code: 'CONSENT_PRETICKED',
    field: 'defaultChecked',
    advice: 'Leave the objection box unticked: objecting is for the person to do.',
    applies: (box) => !asksConsent(box),
    holds: ({ defaultChecked }) => defaultChecked === false,
  },
  {
    ...ALWAYS,
    id: 'CB-11',
    citation: 'CPCE L34-5 al. 4; CNIL 26 Jan 2022, 6 Dec 2019',
    code: 'SOFT_OPT_IN_NO_OPTOUT_AT_COLLECTION',
    field: 'label',
    advice: 'Word the box as an objection ("Je m’oppose à…"): ticking it must stop the messages.',
    applies: ({ kind }) => kind === 'SOFT_OPT_IN',
    holds: ({ optoutOffered }) => optoutOffered === true,
  },
  {
    ...ALWAYS,
    id: 'CB-12',
    citation: 'CPCE L34-5 al. 1; C. conso. L223-1 al. 1 (from 2026-08-11)',
    code: 'CONSENT_NO_POSITIVE_ACT',
    field: 'kind',
    advice: 'Use OPT_IN: of a consumer, an objection box left alone is no consent to this channel.',
    applies: (box) => !asksConsent(box) && isForConsumers(box) && isProspecting(box),
    holds: (box) => box.channels !== null && box.channels.every((channel) => silenceServes(box, channel)),
  },
]
