import { parse } from 'csv-parse/sync'
import { array, assert, constantFrom, integer, property, string, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { isFormula, mayHideFormula, withoutFormulas } from './formula.ts'
import { cellsOf, createRecordReader, type CsvRecord } from './records.ts'

const DELIMITER = ';'

const read = (
  bytes: Buffer,
  { cuts = [], column = 0, most }: { cuts?: readonly number[]; column?: number; most?: number } = {},
): readonly CsvRecord[] => {
  const reader = createRecordReader(
    { delimiter: DELIMITER, column, ...(most === undefined ? {} : { most }) },
    { offset: 0, line: 1 },
  )
  const records: CsvRecord[] = []
  let from = 0
  for (const to of [...cuts.toSorted((one, other) => one - other), bytes.length]) {
    records.push(...reader.push(bytes.subarray(from, Math.min(to, bytes.length))))
    from = Math.min(to, bytes.length)
  }
  return [...records, ...reader.end()]
}

const piece = constantFrom('a', 'é', ';', '"', '\n', '\r\n', '\r', ' ', '=', '+33', '', '0639', '""')
const cell = array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
// Of two empty cells or more, so that no record is a blank line.
const table = array(tuple(cell, cell, cell), { maxLength: 8 })
const written = (rows: readonly (readonly string[])[], newline: string): string =>
  rows
    .map((row) =>
      row
        .map((value) => (/[;"\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
        .join(DELIMITER),
    )
    .join(newline)

test('cells that are well quoted are read as csv-parse reads them, however the file is cut', () => {
  assert(
    property(
      table,
      constantFrom('\n', '\r\n', '\r'),
      array(integer({ min: 0, max: 80 }), { maxLength: 6 }),
      integer({ min: 0, max: 2 }),
      (rows, newline, cuts, column) => {
        const bytes = Buffer.from(written(rows, newline))
        const expected: readonly (readonly string[])[] = parse(bytes, {
          delimiter: DELIMITER,
          record_delimiter: ['\r\n', '\n', '\r'],
          relax_quotes: false,
          encoding: 'utf8',
        })
        const records = read(bytes, { cuts, column })
        expect(records.map(({ fault }) => fault)).toEqual(expected.map(() => undefined))
        const cells = records.map(({ text }) =>
          cellsOf(text, DELIMITER).map(({ value }) => Buffer.from(value, 'latin1').toString()),
        )
        expect(cells).toEqual(expected)
        expect(records.map((record) => Buffer.from(record.cell, 'latin1').toString())).toEqual(
          expected.map((row) => row[column]),
        )
        expect(records.map(({ columns }) => columns)).toEqual(expected.map(({ length }) => length))
      },
    ),
  )
})

test('whatever the bytes, each is in one record or between two, and cuts change nothing', () => {
  assert(
    property(
      array(piece, { maxLength: 30 }).map((pieces) => Buffer.from(pieces.join(''))),
      array(integer({ min: 0, max: 60 }), { maxLength: 8 }),
      (bytes, cuts) => {
        const most = 20
        const records = read(bytes, { most })
        expect(read(bytes, { cuts, most })).toEqual(records)
        let at = 0
        for (const { text, end } of records) {
          const before = bytes.toString('latin1', at, end)
          expect(before.trimStart().startsWith(text.trimStart())).toBe(true)
          expect(end).toBeGreaterThan(at)
          at = end
        }
        expect(/^[\r\n]*$/.test(bytes.toString('latin1', at))).toBe(true)
        const lines = records.map(({ line }) => line)
        expect(lines).toEqual(lines.toSorted((one, other) => one - other))
      },
    ),
  )
})

test('a record knows the line that it begins on, whatever stands in quotes before it', () => {
  const bytes = Buffer.from('a;b\n"x\ny\r\nz";1\n\nlast;2')
  expect(read(bytes).map(({ line, text }) => [line, text])).toEqual([
    [1, 'a;b'],
    [2, '"x\ny\r\nz";1'],
    [6, 'last;2'],
  ])
})

test('what is not well quoted costs the line that it begins on', () => {
  const faults = (text: string, most?: number) =>
    read(Buffer.from(text), most === undefined ? {} : { most }).map(({ line, fault, text: raw }) => [
      line,
      fault ?? raw,
    ])
  expect(faults('"a"b;1\nc;2\n')).toEqual([
    [1, 'quote-misplaced'],
    [2, 'c;2'],
  ])
  expect(faults('"never closed;1\nc;2\nd;3')).toEqual([
    [1, 'quote-open'],
    [2, 'c;2'],
    [3, 'd;3'],
  ])
  expect(faults(`${'x'.repeat(30)};1\nc;2`, 20)).toEqual([
    [1, 'too-long'],
    [2, 'c;2'],
  ])
  expect(faults('5" pipe;1')).toEqual([[1, '5" pipe;1']])
})

test.each([
  // Read anew with each chunk, it would take a minute.
  ['of letters', 'x', 300],
  ['that opens a quote', '"x', 5],
  ['with a misplaced quote', '"x"x', 5],
])('of a line without an end %s nothing is held, however long it is', (_, begin, chunks) => {
  const reader = createRecordReader({ delimiter: DELIMITER, column: 0 }, { offset: 0, line: 1 })
  const chunk = Buffer.alloc(1 << 18, 'x')
  const records = [...reader.push(Buffer.from(begin))]
  for (let count = 0; count < chunks; count += 1) records.push(...reader.push(chunk))
  expect(records).toEqual([])
  const [bad, next, ...none] = reader.push(Buffer.from('\r\nc;2\n'))
  const end = begin.length + chunks * chunk.length + 2
  expect([bad?.line, bad?.text, bad?.end, bad?.fault]).toEqual([1, '', end, expect.any(String)])
  expect([next?.line, next?.text, none]).toEqual([2, 'c;2', []])
})

test('reading goes on from any record as if it had begun there', () => {
  const bytes = Buffer.from('a;1\n"b\nb";2\nc;3\n')
  const all = read(bytes)
  for (const [index, { end }] of all.entries()) {
    const line = all[index + 1]?.line ?? 0
    const reader = createRecordReader({ delimiter: DELIMITER, column: 0 }, { offset: end, line })
    expect([...reader.push(bytes.subarray(end)), ...reader.end()]).toEqual(all.slice(index + 1))
  }
})

test.each([
  ['=1+1', true],
  ['+33 6 39 98 12 34', false],
  ['+33639981234', false],
  ['+33 (0)6.39.98.12.34', false],
  ['-12,50', false],
  ['+cmd|calc', true],
  ['-2+3+cmd', true],
  ['-2-3', true],
  ['+1/2', true],
  [' =1', true],
  [' -12,50', false],
  ['a,=HYPERLINK("http://x")', true],
  ['a\t@SUM(A1)', true],
  ['Paris, -2', false],
  ['Dupont, - Paris', false],
  ['+33 6, +33 7', true],
  ['@SUM(A1)', true],
  ['\tx', true],
  ['\rx', true],
  ['a=1', false],
  ['', false],
  [Buffer.from('＝1+1').toString('latin1'), true],
  [Buffer.from('é').toString('latin1'), false],
])('a cell %j is a formula: %s', (value, expected) => {
  expect(isFormula(value)).toBe(expected)
})

test('a formula behind another delimiter, or a space, is marked where it stands', () => {
  expect(withoutFormulas('a,=HYPERLINK("x"); =1;-2-3;Paris, -2', ';')).toBe(
    `"a,'=HYPERLINK(""x"")";"' =1";"'-2-3";Paris, -2`,
  )
  // However many delimiters there are.
  expect(isFormula(`x${'\t'.repeat(200_000)}`)).toBe(false)
})

test('cells that a spreadsheet would run are quoted, and no other byte is changed', () => {
  expect(withoutFormulas('a;=HYPERLINK("x");+33639981234;"b ""c"""', ';')).toBe(
    `a;"'=HYPERLINK(""x"")";+33639981234;"b ""c"""`,
  )
  assert(
    property(array(string(), { minLength: 1, maxLength: 4 }), (values) => {
      const text = Buffer.from(written([values], '\n')).toString('latin1')
      const safe = withoutFormulas(text, ';')
      const [record] = read(Buffer.from(safe, 'latin1'))
      if (safe === '') return
      expect(record?.columns).toBe(values.length)
      expect(cellsOf(safe, ';').some(({ value }) => isFormula(value))).toBe(false)
      if (safe !== text)
        expect(read(Buffer.from(text, 'latin1'))[0]?.suspect || mayHideFormula(text)).toBe(true)
    }),
  )
})
