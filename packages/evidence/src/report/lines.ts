import type { NoticeBlock, NoticeItem } from '@constat/core/notice'
import type { ReportBlock } from './render.ts'

const itemLines = ({ text, links }: NoticeItem): string[] => [
  text,
  ...(links ?? []).map(({ label, url }) => `${label}: ${url}`),
]

const noticeLines = (
  block: NoticeBlock,
  layers: Extract<ReportBlock, { block: 'notice' }>['layers'],
): string[] => {
  if (block.block === 'information') return itemLines(block.item)
  if (block.block === 'layer') return [`# ${layers[block.layer]}`, ...block.items.flatMap(itemLines)]
  return [`[ ] ${block.question.label}`, ...block.advertisers.map(({ legalName }) => `    ${legalName}`)]
}

// A text from outside must not move the cursor, recolour the terminal or turn the order of what follows.
const printable = (line: string): string => line.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD')

const linesOf = (block: ReportBlock): string[] => {
  switch (block.block) {
    case 'verdict':
      return [block.text]
    case 'list':
      return ['', block.heading, ...block.items.map((item) => `  - ${item}`)]
    case 'table':
      return ['', block.heading, ...block.rows.map(({ name, value }) => `  ${name}: ${value}`)]
    case 'notice':
      return [
        '',
        block.heading,
        ...block.blocks
          .flatMap((each) => noticeLines(each, block.layers))
          .flatMap((text) => text.split('\n'))
          .map((line) => `  | ${line}`),
      ]
  }
}

/** A rendered report as lines of plain text, for a terminal. */
export const reportLines = (blocks: readonly ReportBlock[]): readonly string[] =>
  blocks.flatMap(linesOf).map(printable)
