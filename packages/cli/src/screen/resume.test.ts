import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { callProgram, newFolder, startProgram } from '@constat/verifier/testing'
import { beforeAll, expect, test } from 'vitest'
import { constat } from '../index.ts'
import { makeScreened, TUESDAY, type Screened } from '../testing/screened.ts'
import { phoneOf } from '../testing/serve.ts'
import { untilWritten } from '../testing/until.ts'
import { MAIN } from '../testing/witness.ts'

// So many that a process which was seen to write its state has far to go still.
const LINES = 45_000

let screened: Screened
let leads: string
let whole: readonly Buffer[]

const FILES = ['allowed.csv', 'answers.ndjson'] as const

const argsIn = (folder: string): readonly string[] => {
  const question = ['--channel', 'LIVE_CALL', '--advertiser', 'cuisines', '--at', TUESDAY]
  const to = ['--out', join(folder, 'allowed.csv'), '--report', join(folder, 'report.json')]
  const answers = ['--answers', join(folder, 'answers.ndjson')]
  return ['screen', leads, ...question, '--data', screened.data, '--keys', screened.keys, ...to, ...answers]
}

const never = (): Promise<void> => new Promise(() => undefined)

const written = (folder: string): readonly Buffer[] => FILES.map((name) => readFileSync(join(folder, name)))

beforeAll(async () => {
  screened = await makeScreened(40, (index) => index % 4 === 0)
  leads = join(newFolder(), 'leads.csv')
  const rows = Array.from({ length: LINES }, (_, index) =>
    index % 997 === 0 ? `${index};"x\ny";nothing` : `${index};=A${index};${phoneOf(index % 400)}`,
  )
  writeFileSync(leads, `id;note;téléphone\n${rows.join('\n')}\n`)
  const folder = newFolder()
  const { code, err } = await callProgram(constat, argsIn(folder), { ended: never })
  expect([code, err]).toEqual([0, expect.stringContaining('of 45,000 lines may be contacted')])
  whole = written(folder)
})

/** Starts the command and kills it once it has left another state behind. */
const runAndKill = async (folder: string): Promise<void> => {
  const state = join(folder, 'allowed.csv.resume')
  const version = (): number | undefined => statSync(state, { throwIfNoEntry: false })?.mtimeMs
  const before = version()
  const child = startProgram(MAIN, argsIn(folder))
  const ended = new Promise((resolve) => child.once('close', resolve))
  while (child.exitCode === null && [before, undefined].includes(version())) await wait(1)
  await wait(1)
  child.kill('SIGKILL')
  await ended
}

// Three processes, of which two are killed.
test('a run that is killed goes on where it stopped, and writes the same bytes as one that was not', async () => {
  const folder = newFolder()
  await runAndKill(folder)
  await runAndKill(folder)
  expect(readdirSync(folder)).not.toContain('allowed.csv')
  const { code, err } = await callProgram(constat, argsIn(folder), { ended: never, clock: Date.now })
  expect([code, err]).toEqual([
    0,
    expect.stringMatching(
      /Going on at line \d{5,}, for the instant 2026-11-24T09:00:00.000Z, at the state of 20\S+ \(event \d+\)\./,
    ),
  ])
  expect(written(folder).map((bytes, index) => bytes.equals(whole[index] ?? Buffer.alloc(0)))).toEqual([
    true,
    true,
  ])
  expect(readdirSync(folder).toSorted()).toEqual([
    'allowed.csv',
    'answers.ndjson',
    'report.html',
    'report.json',
  ])
  const { answers, receipts, badLines } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))
  expect([answers.count, receipts.length, badLines.count]).toEqual([LINES, 1, 46])
}, 120_000)

/** A run that is asked to end as soon as it began to write. */
const stopped = async (): Promise<string> => {
  const folder = newFolder()
  const ended = () => untilWritten(join(folder, 'allowed.csv.resume'))
  const { code, err } = await callProgram(constat, argsIn(folder), { ended })
  expect([code, err]).toEqual([2, expect.stringContaining('run the same command again')])
  return folder
}

test('a run that is asked to end says so with 2, keeps its place, and another question does not take it', async () => {
  const folder = await stopped()
  const other = argsIn(folder).map((arg) => (arg === TUESDAY ? '2026-11-25T10:00:00+01:00' : arg))
  const refused = await callProgram(constat, other, { ended: never })
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('--restart')])
  expect((await callProgram(constat, argsIn(folder), { ended: never })).code).toBe(0)
  expect(written(folder)[0]?.equals(whole[0] ?? Buffer.alloc(0))).toBe(true)
})

test('a file that is no longer the same is not gone on with', async () => {
  const folder = await stopped()
  const file = readFileSync(leads)
  try {
    // As many bytes, another of them.
    writeFileSync(leads, Buffer.concat([file.subarray(0, 30), Buffer.from('9'), file.subarray(31)]))
    const changed = await callProgram(constat, argsIn(folder), { ended: never })
    expect([changed.code, changed.err]).toEqual([2, expect.stringContaining('no longer the file')])
  } finally {
    writeFileSync(leads, file)
  }
  appendFileSync(join(folder, 'allowed.csv.resume'), 'x')
  const broken = await callProgram(constat, argsIn(folder), { ended: never })
  expect([broken.code, broken.err]).toEqual([2, expect.stringContaining('cannot be read')])
})

test('a run goes on with the data that it began with, at the state that it saw, and for a day', async () => {
  const folder = await stopped()
  const path = join(folder, 'allowed.csv.resume')
  const again = (data: Pick<Screened, 'data' | 'keys'>, args: readonly string[], clock?: () => number) =>
    callProgram(constat, args, {
      ended: never,
      env: { CONSTAT_DATA: data.data, CONSTAT_KEYS: data.keys },
      ...(clock ? { clock } : {}),
    })
  const isOption = (arg: string | undefined): boolean => arg === '--data' || arg === '--keys'
  const args = argsIn(folder)
  const bare = args.filter((arg, index) => !isOption(arg) && !isOption(args[index - 1]))
  // The state of a run that named its data by its environment: the options are the same in both folders.
  const kept = JSON.parse(readFileSync(path, 'utf8'))
  const save = (state: unknown) => writeFileSync(path, JSON.stringify(state))
  const state = { ...kept, call: kept.call.replace(screened.data, '') }
  save(state)
  const other = await makeScreened(1, () => true)
  const elsewhere = await again(other, bare)
  expect([elsewhere.code, elsewhere.err]).toEqual([2, expect.stringContaining('began on other data')])

  const [position = '', ...rest] = String(state.screener.point).split('.')
  for (const chosen of [String(Number(position) - 1), '99999']) {
    save({ ...state, screener: { ...state.screener, point: [chosen, ...rest].join('.') } })
    const refused = await again(screened, bare)
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('none of these data')])
  }
  save({ ...state, screener: undefined })
  expect((await again(screened, bare)).err).toContain('none of these data')
  save(state)
  const late = await again(screened, bare, () => Date.UTC(2026, 10, 22, 1))
  expect([late.code, late.err]).toEqual([2, expect.stringContaining('more than a day ago')])
  expect((await again(screened, bare)).code).toBe(0)
  expect(written(folder)[0]?.equals(whole[0] ?? Buffer.alloc(0))).toBe(true)
})
