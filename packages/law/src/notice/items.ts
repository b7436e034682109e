import { NOTICE_ITEMS } from '@constat/core/notice'

/** The mandatory information that no notice document carries but a form, a message or a script does (law.md §4). */
const OTHER_ITEMS = [
  'N14_ALL',
  'N14_TIMING',
  'PT_FIRST_MSG_SOURCE',
  'PT_FIRST_MSG_RIGHTS',
  'SOI_OPTOUT_BOX',
  'SOI_EACH_MSG',
  'MSG_IDENTITY',
  'MSG_OPTOUT',
  'MSG_SUBJECT',
  'CALL_IDENTITY',
  'CALL_PRINCIPAL',
  'CALL_COMMERCIAL',
  'CALL_AI',
  'CALL_BLOCTEL',
] as const

/** Every item of mandatory information that `law.md` §4 names. */
export const LAW_ITEMS = [...NOTICE_ITEMS, ...OTHER_ITEMS] as const
export type LawItem = (typeof LAW_ITEMS)[number]
