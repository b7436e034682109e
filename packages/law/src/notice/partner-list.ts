import type { NoticeDocument } from '@constat/core/notice'
import type { BoxRecipients } from '../question/words.ts'
import { isCategory, names } from './wording.ts'

/** Whether PT_LIST links to a page: an address to write to is no list. */
export const isListLinked = ({ items }: NoticeDocument): boolean =>
  (items.PT_LIST?.links ?? []).some(({ url }) => url.startsWith('https:'))

const isReachable = (partner: string, notice: NoticeDocument): boolean => {
  const party = notice.parties.find(({ key }) => key === partner)
  const list = notice.items.PT_LIST
  return (
    party?.url !== undefined ||
    isListLinked(notice) ||
    (list !== undefined && party !== undefined && names(list.text, party.legalName))
  )
}

/** How a partner is named: by what is a name, and with a place where its own list or page is found (CB-4). */
export const namingOf = (partner: string, notice: NoticeDocument): BoxRecipients => {
  const party = notice.parties.find(({ key }) => key === partner)
  // A registered company may well be called so; a SIREN tells.
  if (party?.siren === undefined && isCategory(party?.legalName ?? '')) return 'CATEGORY_ONLY'
  return isReachable(partner, notice) ? 'NAMED' : 'LIST_UNREACHABLE'
}
