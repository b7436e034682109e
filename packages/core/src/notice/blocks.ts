import type { NoticeDocument, NoticeItem, NoticeParty, NoticeQuestion } from './document.ts'

/*
 * Where an item stands and in which order it is read: the members of a stored notice come in the order of their names, which is no
 * reading order: `FAMILY:A,B` are those whose ids begin with FAMILY_A and FAMILY_B. Each begins the id of one item alone, for every page
 * with a notice loads them; a test holds them to NOTICE_ITEMS.
 */

/** Information that belongs beside the question itself, not behind a summary to open. */
const FIRST_LAYER = 'NCC:P N21: SOI: B2B:I'

/** The second layers in the order in which they are drawn. */
const LAYERS = [
  ['agreement', 'NCC:C,B NR:PR,T,G,C,PE,W,D,S PT:L,C'],
  ['recording', 'REC:E,CON,P,L,REC,RET,O,RI,COM,A'],
  ['data', 'N13:CON,D,PU,LEGA,LEGI,REC,T,RET,RI,W,COM,M,A,PO N14:C,S B2B:O'],
] as const
export type NoticeLayer = (typeof LAYERS)[number][0]

/** One piece of a notice in the order in which a person meets it. */
export type NoticeBlock =
  | { readonly block: 'information'; readonly item: NoticeItem }
  | {
      readonly block: 'question'
      readonly question: NoticeQuestion
      readonly advertisers: readonly NoticeParty[]
    }
  | { readonly block: 'layer'; readonly layer: NoticeLayer; readonly items: readonly NoticeItem[] }

const itemsOf = ({ items }: NoticeDocument, families: string): readonly NoticeItem[] =>
  families.split(' ').flatMap((each) => {
    const [family, ...words] = each.split(/[:,]/)
    return words.flatMap((word) =>
      Object.entries(items).flatMap(([id, item]) => (id.startsWith(`${family}_${word}`) && item) || []),
    )
  })

/**
 * What a notice looks like: its first-layer information, its questions, then its layers. Widget, server page,
 * script-less fallback and verifier draw these blocks and nothing else, so that all show the same notice.
 */
export const noticeBlocks = (notice: NoticeDocument): readonly NoticeBlock[] => {
  const parties = new Map(notice.parties.map((party) => [party.key, party]))
  return [
    ...itemsOf(notice, FIRST_LAYER).map((item): NoticeBlock => ({ block: 'information', item })),
    ...notice.questions.map((question): NoticeBlock => ({
      block: 'question',
      question,
      advertisers: question.advertisers.flatMap((key) => parties.get(key) ?? []),
    })),
    ...LAYERS.flatMap(([layer, words]): readonly NoticeBlock[] => {
      const items = itemsOf(notice, words)
      return items.length > 0 ? [{ block: 'layer', layer, items }] : []
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
