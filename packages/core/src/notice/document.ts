import type { Audience, Channel, Control, Purpose, QuestionKind, Sector } from '../vocabulary/index.ts'

/** The mandatory information a notice can carry, by the item ids of `law.md` §4. */
export const NOTICE_ITEMS = [
  'N13_CONTROLLER',
  'N13_DPO',
  'N13_PURPOSES',
  'N13_LEGAL_BASIS',
  'N13_LEGIT_INTEREST',
  'N13_RECIPIENTS',
  'N13_TRANSFERS',
  'N13_RETENTION',
  'N13_RIGHTS',
  'N13_WITHDRAW',
  'N13_COMPLAINT',
  'N13_MANDATORY',
  'N13_AUTOMATED',
  'N13_POSTMORTEM',
  'N14_CATEGORIES',
  'N14_SOURCE',
  'N21_OBJECTION_SEPARATE',
  'NCC_PHONE_INFO',
  'NCC_CONTRACT_CLAUSE',
  'NCC_BLOCTEL',
  'NR_PRO_ID',
  'NR_THIRD_PARTY',
  'NR_GOODS',
  'NR_CHOICE',
  'NR_PERIOD',
  'NR_WITHDRAWAL',
  'NR_DURABLE_ACCESS',
  'NR_SLOT',
  'REC_EXISTENCE',
  'REC_CONTROLLER',
  'REC_PURPOSE',
  'REC_LEGAL_BASIS',
  'REC_RECIPIENTS',
  'REC_RETENTION',
  'REC_OBJECTION',
  'REC_RIGHTS',
  'REC_COMPLAINT',
  'REC_ALT_MEANS',
  'PT_LIST',
  'PT_CHANGE',
  'SOI_INFO',
  'B2B_INFO',
  'B2B_OPTOUT',
] as const
export type NoticeItemId = (typeof NOTICE_ITEMS)[number]

/** A link of a notice: https, mailto or tel, never markup. */
export type NoticeLink = { readonly label: string; readonly url: string }

/** One piece of mandatory information in plain words. */
export type NoticeItem = { readonly text: string; readonly links?: readonly NoticeLink[] | undefined }

/** A legal person named in the notice: the controller or an advertiser. */
export type NoticeParty = {
  readonly key: string
  readonly legalName: string
  readonly siren?: string | undefined
  readonly address?: string | undefined
  readonly contact?: string | undefined
  readonly dpo?: string | undefined
  readonly url?: string | undefined
}

/** Goods or services that the questions are about (C. conso. R223-1 I). */
export type NoticeGoods = { readonly key: string; readonly label: string; readonly sector: Sector }

/** One purpose × one channel × named advertisers. */
export type NoticeQuestion = {
  readonly key: string
  readonly kind: QuestionKind
  readonly control: Control
  readonly purpose: Purpose
  readonly channel: Channel
  readonly advertisers: readonly string[]
  readonly goods: readonly string[]
  /** Days the consent lasts, counted from the day it is given. */
  readonly periodDays?: number | undefined
  readonly label: string
  /** Read only so that the lint can refuse it by name (law.md CB-1); no element draws it. */
  readonly defaultChecked?: boolean | undefined
  /** Whether an answer must be given before the form goes; on a TICK it would force a yes (law.md CB-6). */
  readonly required?: boolean | undefined
}

/** A notice in one locale: public text, immutable once published, addressed by its SHA-256. */
export type NoticeDocument = {
  readonly schema: 'constat/notice@1'
  readonly key: string
  readonly locale: string
  readonly audience: Audience
  readonly controller: string
  readonly parties: readonly NoticeParty[]
  readonly goods: readonly NoticeGoods[]
  readonly questions: readonly NoticeQuestion[]
  readonly items: { readonly [id in NoticeItemId]?: NoticeItem | undefined }
}
