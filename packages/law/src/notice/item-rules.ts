import type { Provision } from '../rules/provision.ts'
import { CONSUMER_CODE_ITEMS } from './items-consumer-code.ts'
import { GDPR_ITEMS } from './items-gdpr.ts'
import { PROSPECTING_ITEMS } from './items-prospecting.ts'
import { RECORDING_NOTICE_ITEMS } from './items-recording.ts'
import type { ItemLaw } from './item-rule.ts'
import type { LawItem } from './items.ts'

// An item of law.md §4 that has no entry does not compile.
const ITEM_LAWS: { readonly [item in LawItem]: ItemLaw } = {
  ...GDPR_ITEMS,
  ...CONSUMER_CODE_ITEMS,
  ...RECORDING_NOTICE_ITEMS,
  ...PROSPECTING_ITEMS,
}

/** The law of one item of mandatory information, under its id. */
export type ItemRule<Item extends LawItem = LawItem> = Provision & ItemLaw & { readonly id: Item }

/** What law.md §4 says of an item. */
export const itemRule = <Item extends LawItem>(item: Item): ItemRule<Item> => ({
  ...ITEM_LAWS[item],
  id: item,
})
