import {
  NOTICE_ITEMS,
  type NoticeDocument,
  type NoticeItem,
  type NoticeItemId,
  type NoticeParty,
  type NoticeQuestion,
} from './document.ts'

/** Information that belongs beside the question itself, not behind a summary to open. */
const FIRST_LAYER: readonly NoticeItemId[] = [
  'NCC_PHONE_INFO',
  'N21_OBJECTION_SEPARATE',
  'SOI_INFO',
  'B2B_INFO',
]

/** The second layers in the order in which they are drawn; an item goes to the first layer whose prefix fits. */
const LAYERS = [
  { layer: 'agreement', prefixes: ['NR_', 'PT_', 'NCC_'] },
  { layer: 'recording', prefixes: ['REC_'] },
  { layer: 'data', prefixes: ['N13_', 'N14_', 'N21_', 'SOI_', 'B2B_'] },
] as const
export type NoticeLayer = (typeof LAYERS)[number]['layer']

export type NoticeBlockItem = NoticeItem & { readonly id: NoticeItemId }

/** One piece of a notice in the order in which a person meets it. */
export type NoticeBlock =
  | { readonly block: 'information'; readonly item: NoticeBlockItem }
  | {
      readonly block: 'question'
      readonly question: NoticeQuestion
      readonly advertisers: readonly NoticeParty[]
    }
  | { readonly block: 'layer'; readonly layer: NoticeLayer; readonly items: readonly NoticeBlockItem[] }

// In the order of the list: the members of a stored notice come in the order of their names, which is no reading order.
const itemsOf = (notice: NoticeDocument): NoticeBlockItem[] =>
  NOTICE_ITEMS.flatMap((id) => {
    const item = notice.items[id]
    return item ? [{ ...item, id }] : []
  })

const layerOf = (id: NoticeItemId): NoticeLayer =>
  LAYERS.find(({ prefixes }) => prefixes.some((prefix) => id.startsWith(prefix)))?.layer ?? 'data'

/**
 * What a notice looks like: its first-layer information, its questions, then its layers. Widget, server page,
 * script-less fallback and verifier draw these blocks and nothing else, so that all show the same notice.
 */
export const noticeBlocks = (notice: NoticeDocument): readonly NoticeBlock[] => {
  const items = itemsOf(notice)
  const parties = new Map(notice.parties.map((party) => [party.key, party]))
  return [
    ...FIRST_LAYER.flatMap((id): NoticeBlock[] => {
      const item = items.find((each) => each.id === id)
      return item ? [{ block: 'information', item }] : []
    }),
    ...notice.questions.map((question): NoticeBlock => ({
      block: 'question',
      question,
      advertisers: question.advertisers.flatMap((key) => parties.get(key) ?? []),
    })),
    ...LAYERS.flatMap(({ layer }): NoticeBlock[] => {
      const inLayer = items.filter(({ id }) => !FIRST_LAYER.includes(id) && layerOf(id) === layer)
      return inLayer.length > 0 ? [{ block: 'layer', layer, items: inLayer }] : []
    }),
  ]
}

/** The form in which texts are compared and hashed: Unicode NFC, runs of spaces collapsed, no outer spaces. */
export const collapse = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()

const itemText = (item: NoticeItem): string[] => [item.text, ...(item.links ?? []).map((link) => link.label)]

const blockText = (block: NoticeBlock): string[] => {
  if (block.block === 'information') return itemText(block.item)
  if (block.block === 'layer') return block.items.flatMap(itemText)
  return [block.question.label, ...block.advertisers.map((party) => party.legalName)]
}

/** Every text that the notice itself contributes to the page, in reading order, NFC, runs of spaces collapsed. */
export const noticeText = (notice: NoticeDocument): readonly string[] =>
  noticeBlocks(notice).flatMap(blockText).map(collapse)
