/** Why a record is none that can be read. */
export type RecordFault = 'quote-misplaced' | 'quote-open' | 'too-long' | 'columns'

/** One record of a CSV file. Its texts are bytes as Latin-1: a character a byte, whatever the encoding. */
export type CsvRecord = {
  /** Of the line that it begins on, from 1. */
  readonly line: number
  /** Its bytes without the line end; of a faulty line that is longer than a record may be, none. */
  readonly text: string
  /** Of the byte after its line end, in the file. */
  readonly end: number
  readonly columns: number
  /** The cell of the column that was asked for, unquoted; empty where there is none. */
  readonly cell: string
  /** Whether a cell begins as a formula does. */
  readonly suspect: boolean
  readonly fault: RecordFault | undefined
}

/** How a file is written. */
export type RecordShape = {
  readonly delimiter: string
  /** Index of the column to give, from 0. */
  readonly column: number
  /** Bytes of a record. */
  readonly most?: number
}

/** Where reading goes on. */
export type RecordPlace = { readonly offset: number; readonly line: number }

/** Reads records as the chunks of a file come. */
export type RecordReader = {
  /** The records that a chunk completes; blank lines are none. */
  readonly push: (chunk: Buffer) => readonly CsvRecord[]
  /** The last record, where no line end follows it. */
  readonly end: () => readonly CsvRecord[]
  /** The line that the next record begins on. */
  readonly line: () => number
}

/** Far above any record, and what a quote that is never closed can hold back. */
export const MAX_RECORD = 262_144

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
const FULL_WIDTH = /^(?:\xef\xbc[\x9d\x8b\x8d]|\xef\xbc\xa0)/

/** Whether what a cell begins with makes a spreadsheet run it (OWASP, CSV Injection): = + - @, tab, line ends. */
const beginsAsFormula = (text: string, at: number, to: number): boolean => {
  if (at >= to) return false
  const code = text.charCodeAt(at)
  if (code === 0xef) return FULL_WIDTH.test(text.slice(at, at + 3))
  return (
    code <= 0x40 &&
    (code === 0x3d ||
      code === 0x2b ||
      code === 0x2d ||
      code === 0x40 ||
      code === 9 ||
      code === CR ||
      code === LF)
  )
}

const linesIn = (text: string, from: number, to: number): number => {
  let lines = 0
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at)
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) lines += 1
  }
  return lines
}

// Where the physical line ends, and where the next begins; -1 while that is not known.
const lineEnd = (text: string, from: number, final: boolean): { to: number; next: number } => {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === LF) return { to: at, next: at + 1 }
    if (code !== CR) continue
    if (at + 1 < text.length) return { to: at, next: text.charCodeAt(at + 1) === LF ? at + 2 : at + 1 }
    return final ? { to: at, next: at + 1 } : { to: -1, next: -1 }
  }
  return final ? { to: text.length, next: text.length } : { to: -1, next: -1 }
}

/** How long a text is without a carriage return at its end, which a line feed may follow. */
const withoutOpenEnd = (text: string): number => (text.endsWith('\r') ? text.length - 1 : text.length)

/**
 * Splits a CSV file into records (RFC 4180) at any line end; a quote opens a cell only where the cell begins, elsewhere it is a
 * character. What is not well quoted costs the line that it begins on and nothing more. Bytes that no record needs are not
 * held; the answer does not depend on how the file is cut into chunks.
 */
export const createRecordReader = (
  { delimiter, column, most = MAX_RECORD }: RecordShape,
  place: RecordPlace,
): RecordReader => {
  const comma = delimiter.charCodeAt(0)
  let held = ''
  let { offset, line } = place
  // Of a line that is too long, its fault is all there is to keep until the line ends.
  let dropping: RecordFault | undefined

  const faultyRecord = (text: string, next: number, fault: RecordFault): CsvRecord => {
    const record = { line, text, end: offset + next, columns: 0, cell: '', suspect: false, fault }
    line += 1
    return record
  }

  const faulty = (
    text: string,
    from: number,
    final: boolean,
    fault: RecordFault,
  ): { record: CsvRecord; next: number } | undefined => {
    const { to, next } = lineEnd(text, from, final)
    if (next !== -1)
      return { record: faultyRecord(to - from > most ? '' : text.slice(from, to), next, fault), next }
    if (withoutOpenEnd(text) - from > most) dropping = fault
    return undefined
  }

  /** Skips what is left of a line that is too long; gives where the next one begins, -1 while that is not known. */
  const drop = (text: string, final: boolean, records: CsvRecord[]): number => {
    if (dropping === undefined) return 0
    const { next } = lineEnd(text, 0, final)
    if (next === -1) return -1
    records.push(faultyRecord('', next, dropping))
    dropping = undefined
    return next
  }

  const readRecord = (
    text: string,
    from: number,
    final: boolean,
  ): { record: CsvRecord | undefined; next: number } | undefined => {
    const { length } = text
    let at = from
    let columns = 0
    let cellFrom = 0
    let cellTo = 0
    let quoted = false
    let suspect = false
    let isMultiLine = false
    for (;;) {
      const start = at
      let code = text.charCodeAt(at)
      if (code === QUOTE) {
        let close = text.indexOf('"', at + 1)
        while (close !== -1 && close - from <= most && text.charCodeAt(close + 1) === QUOTE)
          close = text.indexOf('"', close + 2)
        if (close === -1 || close - from > most)
          return close !== -1 || final || length - from > most
            ? faulty(text, from, final, 'quote-open')
            : undefined
        at = close + 1
        if (at >= length && !final) return undefined
        code = text.charCodeAt(at)
        if (at < length && code !== comma && code !== CR && code !== LF)
          return faulty(text, from, final, 'quote-misplaced')
        if (columns === column) {
          cellFrom = start + 1
          cellTo = close
          quoted = true
        }
        suspect ||= beginsAsFormula(text, start + 1, close)
        isMultiLine = true
      } else {
        while (at < length && code !== comma && code !== LF && code !== CR) code = text.charCodeAt((at += 1))
        if (columns === column) {
          cellFrom = start
          cellTo = at
        }
        suspect ||= beginsAsFormula(text, start, at)
      }
      columns += 1
      if (at >= length) {
        if (!final) return length - from > most ? faulty(text, from, final, 'too-long') : undefined
        break
      }
      if (code === comma) {
        at += 1
        continue
      }
      if (code === CR && at + 1 >= length && !final) return undefined
      break
    }
    if (at - from > most) return faulty(text, from, final, 'too-long')
    const next =
      at >= length ? at : text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
    const raw = text.slice(cellFrom, cellTo)
    const record: CsvRecord | undefined =
      at === from
        ? undefined
        : {
            line,
            text: text.slice(from, at),
            end: offset + next,
            columns,
            cell: quoted && raw.includes('"') ? raw.replaceAll('""', '"') : raw,
            suspect,
            fault: undefined,
          }
    line += 1 + (isMultiLine ? linesIn(text, from, at) : 0)
    return { record, next }
  }

  const readAll = (text: string, final: boolean): readonly CsvRecord[] => {
    const records: CsvRecord[] = []
    let from = drop(text, final, records)
    while (from !== -1 && from < text.length) {
      const read = readRecord(text, from, final)
      if (!read) break
      if (read.record) records.push(read.record)
      from = read.next
    }
    const kept = dropping === undefined ? from : withoutOpenEnd(text)
    held = text.slice(kept)
    offset += kept
    return records
  }
  return {
    push: (chunk) => readAll(held + chunk.toString('latin1'), false),
    end: () => readAll(held, true),
    line: () => line,
  }
}

/** The cells of one record as bytes in Latin-1, each with its quotes taken off; of a record without fault. */
export const cellsOf = (
  text: string,
  delimiter: string,
): readonly { readonly raw: string; readonly value: string }[] => {
  const cells: { raw: string; value: string }[] = []
  let at = 0
  for (;;) {
    const start = at
    if (text[at] === '"') {
      do {
        at = text.indexOf('"', at + 1) + 1
      } while (at > 0 && text[at] === '"')
      if (at === 0) at = text.length
      cells.push({ raw: text.slice(start, at), value: text.slice(start + 1, at - 1).replaceAll('""', '"') })
    } else {
      const next = text.indexOf(delimiter, at)
      at = next === -1 ? text.length : next
      cells.push({ raw: text.slice(start, at), value: text.slice(start, at) })
    }
    if (at >= text.length) return cells
    at += 1
  }
}
