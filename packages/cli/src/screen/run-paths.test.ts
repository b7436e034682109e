import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { callProgram, newFolder } from '@constat/verifier/testing'
import { beforeAll, expect, test } from 'vitest'
import { constat } from '../index.ts'
import { makeScreened, TUESDAY, type Screened } from '../testing/screened.ts'
import { phoneOf } from '../testing/serve.ts'
import { untilWritten } from '../testing/until.ts'

let screened: Screened

beforeAll(async () => {
  screened = await makeScreened(2, (index) => index === 0)
})

const LEADS = `phone\n${phoneOf(0)}\n${phoneOf(1)}\n`
const never = (): Promise<void> => new Promise(() => undefined)

/** A folder in which files are screened. */
const newPlace = (leads = LEADS) => {
  const folder = newFolder()
  const at = (name: string): string => join(folder, name)
  writeFileSync(at('in.csv'), leads)
  const screen = (
    {
      input = 'in.csv',
      out = 'out.csv',
      report = 'r.json',
    }: Partial<Record<'input' | 'out' | 'report', string>>,
    more: readonly string[] = [],
    ended = never,
  ) => {
    const question = ['--channel', 'LIVE_CALL', '--advertiser', 'cuisines', '--at', TUESDAY]
    const where = ['--data', screened.data, '--keys', screened.keys]
    const files = ['--out', at(out), '--report', at(report)]
    return callProgram(constat, ['screen', at(input), ...question, ...where, ...files, ...more], { ended })
  }
  return { folder, at, screen }
}

test.each([
  ['a report in a folder that is not there', { report: 'none/r.json' }, [], 'ENOENT'],
  ['lines in a folder that is not there', { out: 'none/out.csv' }, [], 'ENOENT'],
  ['a folder as report', { report: 'folder' }, ['--replace'], 'is not a file'],
  ['a folder as lines', { out: 'folder' }, ['--replace'], 'is not a file'],
])('what cannot be written is refused before the first line: %s', async (_, names, more, said) => {
  const { folder, at, screen } = newPlace()
  mkdirSync(at('folder'))
  const { code, err } = await screen(names, more)
  expect([code, err]).toEqual([2, expect.stringContaining(said)])
  expect(err).not.toContain('Column')
  expect(readdirSync(folder).toSorted()).toEqual(['folder', 'in.csv'])
})

test.each(['out.csv.part', 'out.csv.resume.new', 'r.json.new', 'r.html.new'])(
  'a disk that is full ends a run with a sentence: %s',
  async (name) => {
    const { at, screen } = newPlace()
    symlinkSync('/dev/full', at(name))
    const { code, err } = await screen({})
    expect([code, err]).toEqual([2, expect.stringMatching(/cannot be written \(ENOSPC\)/)])
    expect(existsSync(at('out.csv'))).toBe(false)
  },
)

test.each([
  ['in.csv.part', { out: 'in.csv' }],
  ['in.csv.resume', { out: 'in.csv' }],
  ['in.csv.resume.lock', { out: 'in.csv' }],
  ['in.csv.resume.new', { out: 'in.csv' }],
  ['r.json.new', {}],
  ['r.html', {}],
])('a file is never screened under a name that its own run writes: %s', async (input, names) => {
  const { at, screen } = newPlace()
  renameSync(at('in.csv'), at(input))
  const { code, err } = await screen({ ...names, input }, ['--replace', '--restart'])
  expect([code, err]).toEqual([2, expect.stringContaining('a name of their own')])
  expect(readFileSync(at(input), 'utf8')).toBe(LEADS)
})

test.each([
  ['a hard link', linkSync],
  ['a symbolic link', symlinkSync],
])('nor through %s', async (_, link) => {
  const { at, screen } = newPlace()
  link(at('in.csv'), at('out.csv'))
  const { code, err } = await screen({}, ['--replace'])
  expect([code, err]).toEqual([2, expect.stringContaining('a name of their own')])
})

test('a run that goes on writes over no file either', async () => {
  const rows = Array.from({ length: 20_000 }, () => phoneOf(1)).join('\n')
  const { at, screen } = newPlace(`phone\n${rows}\n`)
  const begun = () => untilWritten(at('out.csv.resume'))
  expect((await screen({}, [], begun)).code).toBe(2)
  writeFileSync(at('other.json'), 'mine')
  const other = await screen({ report: 'other.json' })
  expect([other.code, other.err]).toEqual([
    2,
    expect.stringContaining('Another run to this file was cut off'),
  ])
  expect(readFileSync(at('other.json'), 'utf8')).toBe('mine')
  writeFileSync(at('r.html'), 'mine')
  const refused = await screen({})
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('r.html is already there')])
  expect((await screen({}, ['--replace'])).code).toBe(0)
})

test('a file that has the name of a state and is none stays', async () => {
  const { at, screen } = newPlace()
  writeFileSync(at('out.csv.resume'), '{}')
  expect((await screen({})).code).toBe(2)
  expect(readFileSync(at('out.csv.resume'), 'utf8')).toBe('{}')
})
