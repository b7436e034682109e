import { chmodSync, cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseCheckpoint, parseNote } from '@constat/tlog'
import { callProgram, newFolder, runMain } from '@constat/verifier/testing'
import { fsckLog } from '@constat/server'
import { expect, test } from 'vitest'
import { constat } from '../index.ts'
import { headOf, inspect, load, missing, recordAll } from '../testing/load.ts'
import {
  endGently,
  install,
  phoneOf,
  publish,
  record,
  serve,
  type Installed,
  type Serving,
} from '../testing/serve.ts'
import { MAIN } from '../testing/witness.ts'

const QUESTION = {
  channel: 'LIVE_CALL',
  advertiser: 'cuisines',
  goods: 'cuisines',
  at: '2026-11-24T10:10:00.000Z',
} as const

const decide = async ({ client }: Pick<Serving, 'client'>, phone: string) => {
  const { verdict, reasons, evidence } = await client.checkEligibility({ contact: { phone }, ...QUESTION })
  return { verdict, reasons: reasons.map(({ code }) => code), evidence: evidence.map(({ id }) => id) }
}

/** The same installation with another data folder. */
const elsewhere = (installed: Installed, keys = installed.keys): Installed => {
  const data = join(newFolder(), 'data')
  return { ...installed, data, keys, env: { ...installed.env, CONSTAT_DATA: data, CONSTAT_KEYS: keys } }
}

const restore = ({ env }: Installed, backup: string, ...more: string[]) =>
  callProgram(constat, ['restore', backup, ...more], { env })

const isPublished = async (serving: Serving, size: number): Promise<void> => {
  while ((await headOf(serving)).size < size) await wait(20)
}

test('a drill: backed up under load, restored elsewhere with the keys given apart, the same head and decisions, and the log goes on', async () => {
  const installed = await install()
  const backup = join(installed.folder, 'backup')
  const serving = await serve(installed)
  const notice = await publish(serving.client)
  const before = load(serving.client, notice, 0)
  while (before.acknowledged.length < 40) await wait(5)
  const known = [...before.acknowledged]
  await isPublished(serving, known.length)

  const made = await runMain(MAIN, ['backup', backup], installed.env)
  expect([made.code, made.err]).toEqual([0, expect.stringContaining('The keys are not in it')])
  await before.stop()
  const phones = [1, 2, 3, 59_999].map(phoneOf)
  const decisions = await Promise.all(phones.map((phone) => decide(serving, phone)))
  const [, said = ''] = made.out.trim().split(' ')
  expect(await endGently(serving)).toBe(0)

  const files = readdirSync(backup)
  expect(files.toSorted()).toEqual(['backup.json', 'checkpoints.db', 'constat.db'])
  expect(files.map((file) => (statSync(join(backup, file)).mode & 0o777).toString(8))).toEqual(
    files.map(() => '600'),
  )
  expect((statSync(backup).mode & 0o777).toString(8)).toBe('700')

  // The machine is gone with its data; the keys come from where they are kept.
  const keys = join(newFolder(), 'keys')
  cpSync(installed.keys, keys, { recursive: true })
  chmodSync(keys, 0o700)
  const other = elsewhere(installed, keys)
  const unasked = await restore(other, backup)
  expect([unasked.code, unasked.err]).toEqual([2, expect.stringContaining('checkpoints-missing')])
  expect(existsSync(other.data)).toBe(false)
  expect((await restore(other, backup, '--trust-heads')).code).toBe(0)
  const verified = await callProgram(constat, ['verify-store'], { env: other.env })
  expect([verified.code, verified.out]).toEqual([0, 'The database is whole.\n'])

  const restored = await inspect(other, async (client, deps) => {
    expect(await missing(client, known)).toEqual([])
    const head = await deps.checkpoints.newest('1')
    return { size: head?.size ?? 0, root: Buffer.from(head?.root ?? []).toString('base64') }
  })
  expect(restored.size).toBeGreaterThanOrEqual(Number(said))

  const again = await serve(other)
  expect(await Promise.all(phones.map((phone) => decide(again, phone)))).toEqual(decisions)
  await record(again.client, notice, phoneOf(50_000))
  await isPublished(again, restored.size + 1)
  const note = parseNote(await (await fetch(`${again.url}/log/1/checkpoint`)).text())
  const grown = note.ok ? parseCheckpoint(note.value.text) : note
  expect(grown.ok && grown.value.size).toBeGreaterThan(restored.size)
  expect(await endGently(again)).toBe(0)
  // Of the tree that it grew, the head that was signed before is a part.
  await inspect(other, async (_, deps) => expect(await fsckLog(deps, '1')).toEqual([]))
})

test('a drill of events of every kind: the backup is whole, and the restored server says of them what it said', async () => {
  const installed = await install()
  const saidBy = await recordAll(installed)
  const said = await inspect(installed, saidBy)
  const backup = join(installed.folder, 'backup')
  expect((await callProgram(constat, ['backup', backup], { env: installed.env })).code).toBe(0)
  const other = elsewhere(installed)
  const restored = await restore(other, backup, '--trust-heads')
  expect([restored.code, restored.err]).toEqual([0, expect.stringContaining('audited')])
  for (const { env } of [installed, other])
    expect((await callProgram(constat, ['verify-store'], { env })).out).toBe('The database is whole.\n')
  expect(await inspect(other, saidBy)).toEqual(said)
})

test('an old backup is refused where something was signed since, with what to do; the newest is not', async () => {
  const installed = await install()
  const old = join(installed.folder, 'old')
  const newest = join(installed.folder, 'newest')
  const serving = await serve(installed)
  const notice = await publish(serving.client)
  await isPublished(serving, 1)
  expect((await callProgram(constat, ['backup', old], { env: installed.env })).code).toBe(0)
  await record(serving.client, notice, phoneOf(1))
  await isPublished(serving, 2)
  expect((await callProgram(constat, ['backup', newest], { env: installed.env })).code).toBe(0)
  // Killed: its newest head is in the write-ahead log alone.
  serving.kill('SIGKILL')
  await serving.ended

  const refusals = async (backup: string) => (await restore(installed, backup)).err
  expect(await refusals(newest)).toContain('target-exists')
  for (const file of ['constat.db', 'constat.db-wal', 'constat.db-shm'])
    rmSync(join(installed.data, file), { force: true })
  const refused = await refusals(old)
  expect(refused).toContain('rolled-back')
  expect(refused).toContain('Restore a newer backup')
  expect(existsSync(join(installed.data, 'constat.db'))).toBe(false)
  const restored = await restore(installed, newest)
  expect([restored.code, restored.out]).toEqual([0, 'proofs.example.fr/log/1 2\n'])
  const again = await serve(installed)
  expect((await headOf(again)).size).toBe(2)
  await endGently(again)
})

test('what is no whole backup, or under other keys, is refused and changes nothing', async () => {
  const installed = await install()
  const backup = join(installed.folder, 'backup')
  await inspect(installed, async (client) => record(client, await publish(client), phoneOf(1)))
  await callProgram(constat, ['backup', backup], { env: installed.env })
  const over = await callProgram(constat, ['backup', backup], { env: installed.env })
  expect([over.code, over.err]).toEqual([2, expect.stringContaining('never overwritten')])
  const nothing = await callProgram(constat, ['backup', `${backup}2`, '--data', newFolder()])
  expect([nothing.code, nothing.err]).toEqual([2, expect.stringContaining('There is no database')])

  const foreign = await install()
  const underOthers = await restore(elsewhere(installed, foreign.keys), backup, '--trust-heads')
  expect([underOthers.code, underOthers.err]).toEqual([2, expect.stringContaining('record-unreadable')])

  const changed = join(installed.folder, 'changed')
  cpSync(backup, changed, { recursive: true })
  rmSync(join(changed, 'checkpoints.db'))
  const target = elsewhere(installed)
  const torn = await restore(target, changed, '--trust-heads')
  expect([torn.code, torn.err]).toEqual([2, expect.stringContaining('file-differs')])
  const none = await restore(target, newFolder(), '--trust-heads')
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('manifest')])
  expect(existsSync(target.data)).toBe(false)
})

test('the key of statements has to be one that the store knows and has not retired: it is said which file to put back', async () => {
  const installed = await install()
  const first = join(installed.folder, 'first')
  await endGently(await serve(installed))
  await callProgram(constat, ['backup', first], { env: installed.env })
  await callProgram(constat, ['signing-key', 'add'], { env: installed.env })
  const beside = readdirSync(installed.keys).find((file) => /^statement\..+\.pem$/.test(file)) ?? ''

  // Monday's backup, and the key of Tuesday.
  const tuesday = await restore(elsewhere(installed), first, '--trust-heads')
  expect([tuesday.code, tuesday.err]).toEqual([2, expect.stringContaining('statement-key-differs')])
  expect(tuesday.err).toContain(beside)
  const keys = join(newFolder(), 'keys')
  cpSync(installed.keys, keys, { recursive: true })
  cpSync(join(installed.keys, beside), join(keys, 'statement.pem'))
  expect((await restore(elsewhere(installed, keys), first, '--trust-heads')).code).toBe(0)

  // Wednesday's backup, in which the key of Monday is retired.
  await endGently(await serve(installed))
  const retired = beside.split('.')[1] ?? ''
  await callProgram(constat, ['signing-key', 'retire', retired], { env: installed.env })
  await endGently(await serve(installed))
  const second = join(installed.folder, 'second')
  await callProgram(constat, ['backup', second], { env: installed.env })
  const monday = await restore(elsewhere(installed, keys), second, '--trust-heads')
  expect([monday.code, monday.err]).toEqual([2, expect.stringContaining('was retired in this backup')])
  expect((await restore(elsewhere(installed), second, '--trust-heads')).code).toBe(0)
})
