import { normalizeContact } from '@constat/core/contact'
import type { ContactKind } from '@constat/core/vocabulary'
import { createRecordReader, cellsOf, type CsvRecord } from './records.ts'
import { encodingOf, textOf, type Encoding } from './text.ts'

export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** How a file is laid out, as its start tells. */
export type Layout = {
  readonly encoding: Encoding
  /** What stands before the first record, bytes as Latin-1: a byte order mark, the line `sep=;` of a spreadsheet. */
  readonly preamble: string
  readonly delimiter: Delimiter
  readonly newline: string
  /** Names of the columns, where the first record is a header; else undefined. */
  readonly header: readonly string[] | undefined
  /** Whether the first record is taken for a contact, though it is none that can be read: it may be a header nevertheless. */
  readonly doubtful: boolean
  /** Whether the first record has one cell alone, as a title over the table has, and most others have several. */
  readonly titled: boolean
  readonly columns: number
  /** Cells of the first records that are no header. */
  readonly sample: readonly (readonly string[])[]
}

const SAMPLED = 200

const recordsIn = (start: Buffer, delimiter: string, whole: boolean): readonly CsvRecord[] => {
  const reader = createRecordReader({ delimiter, column: 0 }, { offset: 0, line: 1 })
  const records = reader.push(start)
  return (whole ? [...records, ...reader.end()] : records).slice(0, SAMPLED)
}

// The delimiter that parts most records into one and the same number of cells; of two, the one that makes more of them.
const guessDelimiter = (start: Buffer, whole: boolean): Delimiter => {
  const scores = DELIMITERS.map((delimiter) => {
    const counts = new Map<number, number>()
    for (const { columns, fault } of recordsIn(start, delimiter, whole))
      if (!fault) counts.set(columns, (counts.get(columns) ?? 0) + 1)
    const [columns, records] = [...counts].toSorted((one, other) => other[1] - one[1])[0] ?? [1, 0]
    return { delimiter, score: columns > 1 ? records : 0, columns }
  })
  const best = scores.toSorted((one, other) => other.score - one.score || other.columns - one.columns)[0]
  return best && best.score > 0 ? best.delimiter : ','
}

const isContact = (text: string): boolean =>
  (['phone', 'email'] as const).some((kind: ContactKind) => normalizeContact(kind, text).ok)

// Names of columns have a digit or two; a contact that was mistyped, cut short or commented has more, or an at sign.
const DIGITS = 6
const DIGITS_ALONE = 3

const isLikeContact = (text: string): boolean => {
  const digits = text.replaceAll(/\D/g, '').length
  return text.includes('@') || digits >= (/\p{L}/u.test(text) ? DIGITS : DIGITS_ALONE)
}

// Of the cells below that hold something, most must be contacts for the first to be measured by them.
const MOST = 0.5

const areContacts = (cells: readonly string[]): boolean =>
  cells.filter(isContact).length > cells.length * MOST

/** Whether the first row holds what looks like a contact, in a column of contacts where there is one. */
const beginsLikeContact = (first: readonly string[], rest: readonly (readonly string[])[]): boolean => {
  const columns = first.map((_, index) => index)
  const holding = columns.filter((index) => areContacts(rest.flatMap((row) => row[index] || [])))
  return (holding.length > 0 ? holding : columns).some((index) => isLikeContact(first[index] ?? ''))
}

// A number that is kept from being read as one, by an apostrophe or as a formula; one that was read as one.
const KEPT = /^(?:'(?<marked>.*)|="(?<quoted>[^"]*)"|(?<whole>\+?\d{8,15})\.0)$/s

/** What a cell says, without what spreadsheets and statistics programs put around a phone number. */
export const contactText = (bytes: string): string => {
  const text = textOf(bytes)
  const { marked, quoted, whole } = KEPT.exec(text)?.groups ?? {}
  return marked ?? quoted ?? whole ?? text
}

// What Excel reads a file by, and writes where it is asked to.
const SEP = /^(?:\xef\xbb\xbf)?"?sep=(.)"?(?:\r\n|\n|\r)/i
const BOM = /^\xef\xbb\xbf/

const isFilled = (cell: string): boolean => cell !== ''

const isTitle = (first: readonly string[], rest: readonly (readonly string[])[]): boolean =>
  isFilled(first[0] ?? '') &&
  first.filter(isFilled).length === 1 &&
  rest.filter((row) => row.filter(isFilled).length > 1).length > rest.length / 2

const newlineIn = (text: string): string => /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'

/**
 * Reads the layout of a file off its start.
 *
 * @param whole whether that is all of it
 * @param given what the caller says instead
 */
export const layoutOf = (
  start: Buffer,
  whole: boolean,
  given: { readonly delimiter?: Delimiter | undefined; readonly header?: boolean | undefined },
): Layout => {
  const encoding = encodingOf(start)
  const begin = start.toString('latin1', 0, 16)
  const [sepLine, sep] = SEP.exec(begin) ?? []
  const preamble = sepLine ?? BOM.exec(begin)?.[0] ?? ''
  const body = start.subarray(preamble.length)
  const said = DELIMITERS.find((each) => each === sep)
  const delimiter = given.delimiter ?? said ?? guessDelimiter(body, whole)
  const records = recordsIn(body, delimiter, whole)
  const rows = records
    .filter(({ fault }) => fault === undefined)
    .map(({ text }) => cellsOf(text, delimiter).map(({ value }) => contactText(value).trim()))
  const [first = [], ...rest] = rows
  const isReadable = records[0]?.fault === undefined
  const isContactRow = first.some(isContact)
  const doubtful = !isReadable || (!isContactRow && beginsLikeContact(first, rest))
  const hasHeader = isReadable && (given.header ?? !(isContactRow || doubtful))
  return {
    encoding,
    preamble,
    delimiter,
    newline: newlineIn(body.toString('latin1')),
    header: hasHeader ? first : undefined,
    doubtful: doubtful && given.header === undefined,
    titled: hasHeader && given.header === undefined && isTitle(first, rest),
    columns: first.length,
    sample: hasHeader ? rest : rows,
  }
}
