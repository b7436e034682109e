import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callProgram, newFolder } from '@constat/verifier/testing'
import { beforeAll, expect, test } from 'vitest'
import { constat } from '../index.ts'
import { makeScreened, TUESDAY, type Screened } from '../testing/screened.ts'
import { phoneOf } from '../testing/serve.ts'

let screened: Screened

// Numbers 0, 10, 20 … have agreed.
beforeAll(async () => {
  screened = await makeScreened(100, (index) => index % 10 === 0)
})

const QUESTION = ['--channel', 'LIVE_CALL', '--advertiser', 'cuisines', '--at', TUESDAY]

/** Screens these bytes in a folder of their own. */
const screen = async (
  bytes: Buffer | string,
  options: readonly string[] = [],
  world: Parameters<typeof callProgram>[2] = {},
) => {
  const folder = newFolder()
  const at = (name: string): string => join(folder, name)
  writeFileSync(at('leads.csv'), bytes)
  const args = ['screen', at('leads.csv'), '--data', screened.data, '--keys', screened.keys, ...QUESTION]
  const files = ['--out', at('allowed.csv'), '--report', at('report.json'), '--answers', at('answers.ndjson')]
  const ran = await callProgram(constat, [...args, ...files, ...options], {
    ended: () => new Promise(() => undefined),
    ...world,
  })
  const read = (name: string): Buffer => readFileSync(at(name))
  return {
    ...ran,
    folder,
    at,
    read,
    allowed: () => read('allowed.csv').toString('latin1'),
    report: () => JSON.parse(read('report.json').toString()),
    left: () => readdirSync(folder).toSorted(),
  }
}

const bytesOf = (text: string, encoding: 'utf8' | 'latin1' = 'utf8'): Buffer => Buffer.from(text, encoding)

test('writes the lines that may be contacted as they are, a report, its picture and the answer to each line', async () => {
  const leads = `nom;téléphone;ville\nAda;06 39 98 00 00;Paris\n`.replace('06 39 98 00 00', phoneOf(0))
  const rows = [
    leads,
    `Bob;${phoneOf(1)};Lyon\n`,
    `"Cy ""le\ngrand""";"${phoneOf(10).replace('+33', '0')}";Nice\n`,
    'Dan;nothing;Metz\n',
    '\n',
    'Eve;too;many;cells\n',
    `=cmd|calc;${phoneOf(20)};-1\n`,
  ].join('')
  const { code, out, err, allowed, report, read, left } = await screen(rows)
  expect([code, out]).toEqual([0, 'ALLOW   3\nDEFER   0\nREVIEW  0\nDENY    1\nBAD     2\n'])
  expect(err).toContain('Column téléphone (2, guessed by its name); UTF-8, delimiter ";", with a header.')
  expect(bytesOf(allowed(), 'latin1').toString()).toBe(
    [
      'nom;téléphone;ville',
      `Ada;${phoneOf(0)};Paris`,
      `"Cy ""le\ngrand""";"${phoneOf(10).replace('+33', '0')}";Nice`,
      `"'=cmd|calc";${phoneOf(20)};-1`,
      '',
    ].join('\n'),
  )
  expect(report()).toMatchObject({
    type: 'scrub-report',
    file: {
      name: 'leads.csv',
      sha256: createHash('sha256').update(rows).digest('hex'),
      bytes: Buffer.byteLength(rows),
      column: { index: 1, name: 'téléphone', by: 'NAME' },
    },
    answers: { count: 6, verdicts: { ALLOW: 3, DENY: 1 }, problems: { 'phone-letters': 1, columns: 1 } },
    reasons: [{ code: 'OK_CONSENT_VALID', count: 3 }, { count: 1 }],
    badLines: {
      count: 2,
      listed: [
        { line: 6, rule: 'phone-letters' },
        { line: 8, rule: 'columns' },
      ],
    },
    out: { lines: 3 },
    receipts: [{ answers: 6, receipt: { type: 'scrub-receipt' } }],
  })
  const answers = read('answers.ndjson').toString().trimEnd().split('\n')
  expect(answers.map((line) => JSON.parse(line).ref)).toEqual(['2', '3', '4', '6', '8', '9'])
  expect(read('report.html').toString()).toContain('<svg role="img"')
  expect(left()).toEqual(['allowed.csv', 'answers.ndjson', 'leads.csv', 'report.html', 'report.json'])
})

test.each([
  [
    'Windows-1252, semicolons, CRLF',
    `prénom;tel\r\nZoé;${phoneOf(0)}\r\n`,
    'latin1' as const,
    'Windows-1252',
  ],
  [
    'a byte order mark and commas',
    `\uFEFFname,phone\nZoé,${phoneOf(0)}\n`,
    'utf8' as const,
    'UTF-8 with BOM',
  ],
  ['tabs', `name\tphone\nZoé\t${phoneOf(0)}\n`, 'utf8' as const, 'UTF-8'],
  ['no line end at the end', `name,phone\nZoé,${phoneOf(0)}`, 'utf8' as const, 'UTF-8'],
])('keeps columns, encoding and delimiter: %s', async (_, text, encoding, said) => {
  const bytes = bytesOf(text, encoding)
  const { read, report, err } = await screen(bytes)
  const expected = text.endsWith('\n') ? bytes : Buffer.concat([bytes, Buffer.from('\n')])
  expect(read('allowed.csv').equals(expected)).toBe(true)
  expect(report().file.encoding).toBe(said)
  expect(err).toContain(said)
})

test.each([
  ['+33 6 39 98 00 00'],
  ['0033639980000'],
  ['06.39.98.00.00'],
  ['06\u00a039\u00a098\u00a000\u00a000'],
  ['06\u202f39\u202f98\u202f00\u202f00'],
  ['+33 (0)6 39 98 00 00'],
  ["'+33639980000"],
  ['="0639980000"'],
  ['"=""0639980000"""'],
  ['33639980000.0'],
])('reads a phone however it is spelt: %j', async (phone) => {
  const { report, err } = await screen(`name;phone\nA;${phone}\n`)
  expect(err).toContain('Column phone')
  expect(report().answers.problems).toEqual({})
  expect(report().answers.count).toBe(1)
})

test('reads the spaces of Windows-1252, and calls one person by one name', async () => {
  const { report, read } = await screen(
    bytesOf('nom;tél\nÉve;06\u00a039\u00a098\u00a000\u00a000\n', 'latin1'),
  )
  expect(report().answers.problems).toEqual({})
  expect(JSON.parse(read('answers.ndjson').toString()).contact).toBe('+33639980000')
})

test('a file without a header is screened from its first line, and the column found by what it holds', async () => {
  const { allowed, err } = await screen(`Ada,${phoneOf(0)}\nBob,${phoneOf(1)}\n`)
  expect(allowed()).toBe(`Ada,${phoneOf(0)}\n`)
  expect(err).toContain('Column 2 (2, guessed by its content)')
})

test.each([
  ['with a comment', `0639981005 (objected)\n${phoneOf(0)}\n`],
  ['cut short', `Dupont;06 39 98;Paris\nAda;${phoneOf(0)};Paris\n`],
  ['cut shorter', `Dupont;06 39;Paris\nAda;${phoneOf(0)};Paris\n`],
  ['with a letter for a digit', `O639981001\n${phoneOf(0)}\n`],
  ['of which a quote is misplaced', `"Dupont" x;0639981001\nAda;${phoneOf(0)}\n`],
  ['alone', `Dupont;06 39 98\n`],
])('a first line that is a contact %s is listed as bad and never written', async (_, rows) => {
  const column = ['--column', rows.includes(';') ? '2' : '1']
  const { code, err, allowed, report } = await screen(rows, column)
  expect([code, err]).toEqual([0, expect.stringContaining('--header yes')])
  expect(allowed()).toBe(rows.split('\n').slice(1).join('\n'))
  expect(report().badLines.listed).toMatchObject([{ line: 1 }])
})

test('a first line is a header with digits in its names, or where it is said', async () => {
  const yes = await screen(`vu le 2026-11-22;tel2\nx;${phoneOf(0)}\n`)
  expect([yes.report().file.header, yes.report().badLines.count]).toEqual([true, 0])
  const said = await screen(`x;tel 2026-11-22\nx;${phoneOf(0)}\n`, ['--header', 'yes'])
  expect([said.report().file.header, said.err]).toEqual([true, expect.not.stringContaining('--header')])
  const no = await screen(`nom;tel\nx;${phoneOf(0)}\n`, ['--header', 'no', '--column', '2'])
  expect(no.report().badLines.listed).toMatchObject([{ line: 1 }])
  expect((await screen('tel\n', ['--header', 'maybe'])).err).toContain('--header knows yes and no')
})

test.each([
  ['sep=;\r\nnom;tel\r\n', '\r\n'],
  ['\uFEFFsep=;\nnom;tel\n', '\n'],
  ['"sep=;"\n', '\n'],
])('the line by which Excel is told the delimiter is kept, and is no contact: %j', async (begin, newline) => {
  const { code, out, allowed, err } = await screen(`${begin}A, B;${phoneOf(0)}${newline}`)
  expect([code, out]).toEqual([0, expect.stringMatching(/ALLOW +1\n[^]*BAD +0\n/)])
  expect(bytesOf(allowed(), 'latin1').toString()).toBe(`${begin}A, B;${phoneOf(0)}${newline}`)
  expect(err).toContain('delimiter ";"')
})

test('a row may lack empty cells at its end, or have some more', async () => {
  const rows = `nom;tel;ville\nA;${phoneOf(0)};Paris;\nB;${phoneOf(10)};;;\nC;${phoneOf(20)}\nD\nE;${phoneOf(30)};x;y\n`
  const { report, allowed } = await screen(rows)
  expect(report().badLines.listed).toMatchObject([
    { line: 5, rule: 'columns' },
    { line: 6, rule: 'columns' },
  ])
  expect(allowed()).toBe(`${rows.split('\n').slice(0, 4).join('\n')}\n`)
})

test('a file of which almost no line can be read says so aloud', async () => {
  const rows = `nom;tel\n${`A;${phoneOf(0)};x\n`.repeat(3)}`
  expect((await screen(rows, ['--column', 'tel', '--header', 'yes'])).err).toContain(
    'WARNING: almost no line',
  )
  expect((await screen(`nom;tel\nA;${phoneOf(0)}\n`)).err).not.toContain('WARNING')
})

test('a title above the table is no header, unless it is said to be one', async () => {
  const rows = `Export du mois;;\nnom;tel;ville\nA;${phoneOf(0)};Paris\nB;${phoneOf(1)};Paris\n`
  const refused = await screen(rows)
  expect([refused.code, refused.err]).toEqual([
    2,
    expect.stringContaining('delete what stands above the table'),
  ])
  expect((await screen(rows, ['--header', 'yes'])).code).toBe(0)
  // As statistics programs write it, with a column of ranks that has no name.
  expect((await screen(`;tel\n0;${phoneOf(0)}\n1;${phoneOf(1)}\n`)).code).toBe(0)
})

test('a column of numbers of another kind is not preferred for being called numero', async () => {
  const rows = `numero;contact\n0639980011;${phoneOf(0)}\n`
  expect((await screen(rows)).err).toContain('Several columns hold contacts: numero, contact.')
  expect((await screen(`numero;nom\n${phoneOf(0)};A\n`)).err).toContain('Column numero')
  expect((await screen('numero;nom\n12;A\n')).err).toContain('Column numero')
})

test('an e-mail is screened by its own column', async () => {
  const { code, report, err } = await screen('id,mail,phone\n1,ada@example.fr,0639980000\n', [
    '--goods',
    'cuisines',
  ])
  expect([code, err]).toEqual([0, expect.stringContaining('Column phone')])
  expect(report().answers.count).toBe(1)
})

test.each([
  [['--column', 'nope'], 'There is no column nope. There are: name, mobile, fixe.'],
  [[], 'Several columns hold contacts: mobile, fixe. Choose by --column.'],
  [['--column', 'mobile', '--delimiter', 'x'], '--delimiter knows'],
  [['--column', 'mobile', '--purpose', 'COMERCIAL_PROSPECTING'], 'is it COMMERCIAL_PROSPECTING?'],
  [['--column', 'mobile', '--facts', '[]'], '--facts needs a JSON object'],
  [['--column', 'mobile', '--facts', '{"colour":"red"}'], '--facts.colour'],
  [['--column', 'mobile', '--tenant', 'tnt_0'], 'There is no tenant tnt_0'],
  [['--column', 'mobile', '--server', 'http://127.0.0.1:1'], '--key-file'],
])('what cannot be asked ends with 2 and leaves nothing: %j', async (options, said) => {
  const { code, err, left } = await screen(`name,mobile,fixe\nA,${phoneOf(0)},${phoneOf(20_000)}\n`, options)
  expect([code, err]).toEqual([2, expect.stringContaining(said)])
  expect(left()).toEqual(['leads.csv'])
})

test.each(['2026-02-30T10:00:00+01:00', 'Tue, 24 Nov 2026T10:00:00Z', '2026-11-24T10:00:00', '2026-11-24'])(
  'an instant is one of a day that there is, with its offset: not %s',
  async (at) => {
    const args = QUESTION.map((arg) => (arg === TUESDAY ? at : arg))
    const { code, err } = await callProgram(constat, [
      'screen',
      'leads.csv',
      ...args,
      '--out',
      'o',
      '--report',
      'r',
    ])
    expect([code, err]).toEqual([2, expect.stringContaining('--at needs an instant with its offset')])
  },
)

test('a file that is not there, is no file, is empty or is UTF-16 is refused', async () => {
  const call = (...args: string[]) =>
    callProgram(constat, ['screen', ...args, '--data', screened.data, '--keys', screened.keys, ...QUESTION])
  const folder = newFolder()
  const to = ['--out', join(folder, 'o.csv'), '--report', join(folder, 'r.json')]
  const said = async (path: string, ...more: string[]) => (await call(path, ...to, ...more)).err
  expect(await said(join(folder, 'none.csv'))).toContain('There is no file')
  expect(await said(folder)).toContain('is not a file')
  writeFileSync(join(folder, 'empty.csv'), '')
  expect(await said(join(folder, 'empty.csv'))).toContain('holds no line')
  writeFileSync(join(folder, 'wide.csv'), Buffer.from('\uFEFFa\tb\n', 'utf16le'))
  expect(await said(join(folder, 'wide.csv'))).toContain('UTF-16')
  writeFileSync(join(folder, 'unmarked.csv'), Buffer.from('tel\n0639980000\n', 'utf16le'))
  expect(await said(join(folder, 'unmarked.csv'))).toContain('UTF-16')
  expect((await call(join(folder, 'empty.csv'))).err).toContain('--out')
  expect(await said(join(folder, 'o.csv'))).toContain('a name of their own')
  expect(existsSync(join(folder, 'o.csv'))).toBe(false)
})

test('nothing is written over unless it is said', async () => {
  const { at } = await screen(`phone\n${phoneOf(0)}\n`)
  const args = ['screen', at('leads.csv'), '--data', screened.data, '--keys', screened.keys, ...QUESTION]
  const again = [...args, '--out', at('allowed.csv'), '--report', at('other.json')]
  const refused = await callProgram(constat, again)
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('allowed.csv is already there')])
  const replaced = await callProgram(constat, [...again, '--replace'], {
    ended: () => new Promise(() => undefined),
  })
  expect(replaced.code).toBe(0)
})

test('a terminal sees a bar with rate and time left', async () => {
  let now = Date.UTC(2026, 10, 21)
  const rows = Array.from({ length: 9_000 }, (_, index) => phoneOf(index)).join('\n')
  const { err } = await screen(`phone\n${rows}\n`, [], {
    terminal: { isTerminal: true, columns: 100 },
    clock: () => (now += 50),
  })
  expect(err).toMatch(/█+░* +\d+ % {2}[\d,]+ lines {2}[\d,]+\/s {2}\d+:\d\d left/)
})
