import type { NoticeItemId } from '@constat/core/notice'
import type { Provision } from '../rules/rule.ts'

/** What a form asks, as far as it decides which information is mandatory. */
export type FormFacts = {
  readonly consumers: boolean
  /** A telephone number is collected. */
  readonly phoneNumber: boolean
  /** Consent to calls is asked. */
  readonly phoneConsent: boolean
  /** Some consent is asked. */
  readonly consent: boolean
  /** Some contact would rest on an objection not made. */
  readonly objection: boolean
  readonly legitimateInterest: boolean
  readonly softOptIn: boolean
  readonly professionals: boolean
  /** Someone other than the controller would use the coordinate. */
  readonly partners: boolean
  /** Someone other than the controller would call. */
  readonly callingPartners: boolean
  readonly dpo: boolean
}

/** When an item of mandatory information must be there (law.md §4). */
export type ItemRule = Provision & {
  readonly item: NoticeItemId
  readonly requires: (form: FormFacts) => boolean
  /** What the item tells the person. */
  readonly content: string
}

const GDPR = { from: '2018-05-25', to: null } as const
const FROM_2026 = { from: '2026-08-11', to: null } as const

const always = () => true
const phoneOfConsumers = ({ consumers, phoneNumber }: FormFacts): boolean => consumers && phoneNumber
const callsToConsumers = ({ consumers, phoneConsent }: FormFacts): boolean => consumers && phoneConsent

type Row = readonly [
  item: NoticeItemId,
  content: string,
  citation: string,
  requires: ItemRule['requires'],
  inForce: Pick<Provision, 'from' | 'to'>,
]

const ROWS: readonly Row[] = [
  ['N13_CONTROLLER', 'who the controller is and how to reach it', 'GDPR 13(1)(a)', always, GDPR],
  ['N13_DPO', 'how to reach the data protection officer', 'GDPR 13(1)(b)', ({ dpo }) => dpo, GDPR],
  ['N13_PURPOSES', 'what the data are for', 'GDPR 13(1)(c)', always, GDPR],
  ['N13_LEGAL_BASIS', 'the legal basis of each purpose', 'GDPR 13(1)(c)', always, GDPR],
  [
    'N13_LEGIT_INTEREST',
    'the legitimate interest pursued',
    'GDPR 13(1)(d)',
    ({ legitimateInterest }) => legitimateInterest,
    GDPR,
  ],
  ['N13_RECIPIENTS', 'who receives the data', 'GDPR 13(1)(e)', always, GDPR],
  ['N13_RETENTION', 'how long the data are kept', 'GDPR 13(2)(a)', always, GDPR],
  ['N13_RIGHTS', 'the rights of the person', 'GDPR 13(2)(b)', always, GDPR],
  [
    'N13_WITHDRAW',
    'that consent can be withdrawn at any time',
    'GDPR 13(2)(c)',
    ({ consent }) => consent,
    GDPR,
  ],
  ['N13_COMPLAINT', 'the right to complain to the CNIL', 'GDPR 13(2)(d)', always, GDPR],
  [
    'N13_POSTMORTEM',
    'the right to give directives for after death',
    'LIL 48, 85',
    always,
    { from: '2019-06-01', to: null },
  ],
  [
    'N21_OBJECTION_SEPARATE',
    'the right to object to prospecting, apart from the rest',
    'GDPR 21(4)',
    ({ objection }) => objection,
    GDPR,
  ],
  [
    'NCC_PHONE_INFO',
    'that prospecting calls need prior consent',
    'C. conso. L223-2',
    phoneOfConsumers,
    FROM_2026,
  ],
  [
    'NCC_BLOCTEL',
    'the right to register on Bloctel',
    'C. conso. L223-2 (to 2026-08-10)',
    phoneOfConsumers,
    { from: '2020-07-26', to: '2026-08-10' },
  ],
  ['NR_PRO_ID', 'the professional who will call', 'C. conso. R223-1 I', callsToConsumers, FROM_2026],
  [
    'NR_THIRD_PARTY',
    'the third party who collects or calls',
    'C. conso. R223-1 I',
    (form) => callsToConsumers(form) && form.callingPartners,
    FROM_2026,
  ],
  ['NR_GOODS', 'the nature of the goods or services', 'C. conso. R223-1 I', callsToConsumers, FROM_2026],
  ['NR_CHOICE', 'that the person may consent or not', 'C. conso. R223-1 I', callsToConsumers, FROM_2026],
  [
    'NR_PERIOD',
    'how long the consent lasts, at most a year',
    'C. conso. R223-1 I 3°',
    callsToConsumers,
    FROM_2026,
  ],
  [
    'NR_WITHDRAWAL',
    'the right to withdraw and how',
    'C. conso. R223-1 I, R223-3',
    callsToConsumers,
    FROM_2026,
  ],
  [
    'NR_DURABLE_ACCESS',
    'how to get the proof on a durable medium',
    'C. conso. R223-1 I, R223-2',
    callsToConsumers,
    FROM_2026,
  ],
  [
    'PT_LIST',
    'the complete list of partners, with a link or their names',
    'CNIL partners sheet 28 Dec 2018',
    ({ partners }) => partners,
    GDPR,
  ],
  [
    'SOI_INFO',
    'that the coordinate will serve offers of analogous goods',
    'CPCE L34-5 al. 4',
    ({ softOptIn }) => softOptIn,
    { from: null, to: null },
  ],
  [
    'B2B_INFO',
    'that the coordinate may serve prospecting',
    'CNIL 26 Jan 2022; GDPR 13',
    ({ professionals }) => professionals,
    GDPR,
  ],
]

/** The mandatory information of law.md §4 that a notice document carries, with its condition and dates. */
export const ITEM_RULES: readonly ItemRule[] = ROWS.map(([item, content, citation, requires, inForce]) => ({
  ...inForce,
  id: item,
  item,
  content,
  citation,
  requires,
}))
