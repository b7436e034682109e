import { cellsOf } from './records.ts'

const FORMULA = /^(?:[\t\r\n]|\s*(?:[=+\-@]|\xef\xbc[\x9d\x8b\x8d\xa0]))/
// A sign and what numbers are written with, and nothing to compute: a second sign or a slash would be.
const NUMBER = /^\s*[+-](?:[\d\s.,()]|\xa0|\xc2\xa0|\xe2\x80\xaf)*$/
// Within a cell, what a spreadsheet would run that parts cells elsewhere than this file does.
const INNER = /([,;\t|][^\S\t]*)((?:[=@]|[+-](?=\S)|\xef\xbc[\x9d\x8b\x8d\xa0])[^,;\t|]*)/g

const isInnerFormula = (part: string): boolean => !NUMBER.test(part)

const hasInnerFormula = (value: string): boolean =>
  Array.from(value.matchAll(INNER)).some(([, , part = '']) => isInnerFormula(part))

/** Whether a spreadsheet would run a cell; a signed number, such as +33 6 39 98 12 34, is none. Bytes as Latin-1. */
export const isFormula = (value: string): boolean =>
  (FORMULA.test(value) && !NUMBER.test(value)) || hasInnerFormula(value)

const marked = (value: string): string => {
  const inner = value.replaceAll(INNER, (all, before: string, part: string) =>
    isInnerFormula(part) ? `${before}'${part}` : all,
  )
  return FORMULA.test(value) && !NUMBER.test(value) ? `'${inner}` : inner
}

// A quick look, for the many records that have none: an operator after a space, a delimiter or a quote.
const SUSPECT = /[\s,;|"](?:[=+\-@]|\xef\xbc[\x9d\x8b\x8d\xa0])/

/** Whether a record may have a formula other than by what one of its cells begins with. */
export const mayHideFormula = (text: string): boolean => SUSPECT.test(text)

/**
 * A record in which no cell is run by a spreadsheet: a cell that would be is quoted, with an apostrophe before each formula
 * (OWASP, CSV Injection). All other bytes stay as they are.
 */
export const withoutFormulas = (text: string, delimiter: string): string =>
  cellsOf(text, delimiter)
    .map(({ raw, value }) => (isFormula(value) ? `"${marked(value).replaceAll('"', '""')}"` : raw))
    .join(delimiter)
