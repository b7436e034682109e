import type { NoticeBlock, NoticeItem } from '@constat/core/notice'
import type { ReportBlock } from './render.ts'

/** A line of a report in a terminal. */
export type ReportLine = {
  readonly style: 'verified' | 'warning' | 'refused' | 'heading' | 'text'
  readonly text: string
}

// Broken before a word that would go beyond the width; a word that is longer than the line stays whole, so that it can be copied.
const wrap = (text: string, width: number): string[] => {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last === '') lines[lines.length - 1] = word
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

const hang = (first: string, text: string, width: number): string[] =>
  wrap(text, Math.max(width - first.length, 20)).map((line, at) =>
    at === 0 ? `${first}${line}` : `${' '.repeat(first.length)}${line}`,
  )

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

// Controls, what turns the order of text, and all else that shows nothing of itself but ends a line; U+FE0F only colours the
// sign before it.
const INVISIBLE = /(?!\n|\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/gu

/** A text from outside, with a mark for each character that a reader would not see; line ends are kept. */
export const visible = (text: string): string => text.replaceAll(INVISIBLE, '\uFFFD')

/** A line of text from outside: nothing in it is hidden, moves the cursor, recolours the terminal or turns what follows. */
export const printable = (line: string): string => visible(line).replaceAll('\n', '\uFFFD')

/** JSON that shows as escapes (RFC 8259 §7) what a reader would not see. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replaceAll(INVISIBLE, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  )

type TableBlock = Extract<ReportBlock, { block: 'table' }>

const MAX_NAME_WIDTH = 28

// Values stand under each other where the names are short, else on lines of their own.
const tableLines = ({ rows }: TableBlock, width: number): string[] => {
  const nameWidth = Math.max(...rows.map(({ name }) => name.length))
  return rows.flatMap(({ name, value }) => {
    if (nameWidth <= MAX_NAME_WIDTH) return hang(`  ${name.padEnd(nameWidth)}  `, value, width)
    const dots = '.'.repeat(Math.max(0, width - name.length - value.length - 6))
    return dots.length > 0 && value.length < MAX_NAME_WIDTH
      ? [`  ${name} ${dots} ${value}`]
      : [...hang('  ', name, width), ...hang('    ', value, width)]
  })
}

const bodyOf = (block: Exclude<ReportBlock, { block: 'verdict' }>, width: number): string[] => {
  switch (block.block) {
    case 'list':
      return block.items.flatMap((item) => hang('  - ', item, width))
    case 'table':
      return tableLines(block, width)
    case 'notice':
      return block.blocks
        .flatMap((each) => noticeLines(each, block.layers))
        .flatMap((text) => text.split('\n'))
        .flatMap((line) => hang(/^ */.exec(line)?.[0] ?? '', line.trimStart(), width - 4))
        .map((line) => `  | ${line}`)
  }
}

const linesOf = (block: ReportBlock, width: number): ReportLine[] => {
  if (block.block === 'verdict') return [{ style: block.tone, text: block.text }]
  return [
    { style: 'text', text: '' },
    { style: 'heading', text: block.heading },
    ...bodyOf(block, width).map((text): ReportLine => ({ style: 'text', text })),
  ]
}

/**
 * A rendered report as lines of plain text, for a terminal.
 *
 * @param width Columns; words that are longer than a line go beyond it.
 */
export const reportLines = (blocks: readonly ReportBlock[], width = 100): readonly ReportLine[] =>
  blocks
    .flatMap((block) => linesOf(block, width))
    .map(({ style, text }) => ({ style, text: printable(text) }))
