import { cellsOf } from './records.ts'

const FORMULA = /^(?:[=+\-@\t\r\n]|\xef\xbc[\x9d\x8b\x8d\xa0])/
// A sign and what numbers are written with: a spreadsheet shows a number, and there is nothing to run.
const NUMBER = /^[+-](?:[\d\s.,()/-]|\xa0|\xc2\xa0|\xe2\x80\xaf)*$/

/** Whether a spreadsheet would run a cell; a signed number, such as +33 6 39 98 12 34, is none. Bytes as Latin-1. */
export const isFormula = (value: string): boolean => FORMULA.test(value) && !NUMBER.test(value)

/**
 * A record in which no cell is run by a spreadsheet: a cell that would be is quoted and begins with an apostrophe (OWASP, CSV
 * Injection). All other bytes stay as they are.
 */
export const withoutFormulas = (text: string, delimiter: string): string =>
  cellsOf(text, delimiter)
    .map(({ raw, value }) => (isFormula(value) ? `"'${value.replaceAll('"', '""')}"` : raw))
    .join(delimiter)
