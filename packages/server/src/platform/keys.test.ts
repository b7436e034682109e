import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadKeys, markUsed } from './keys.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'constat-keys-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('keys are made once and read from then on, by their owner alone', async () => {
  const directory = join(folder, 'keys')
  const made = await loadKeys(directory, random, true)
  const read = await loadKeys(directory, random, false)
  expect([read.statement.kid, read.log.publicKey, read.kek.id, read.index.id]).toEqual([
    made.statement.kid,
    made.log.publicKey,
    made.kek.id,
    made.index.id,
  ])
  const files = await readdir(directory)
  const modes = await Promise.all(files.map(async (file) => (await stat(join(directory, file))).mode & 0o777))
  expect(modes.map((mode) => mode.toString(8))).toEqual(files.map(() => '600'))
})

test('a ring made before the log had a key gets one, and keeps it', async () => {
  const directory = join(folder, 'keys')
  await loadKeys(directory, random, true)
  await rm(join(directory, 'log.pem'))
  const { log } = await loadKeys(directory, random, false)
  expect((await loadKeys(directory, random, false)).log.publicKey).toEqual(log.publicKey)
})

test('where a database exists, missing keys are not replaced but asked for', async () => {
  await expect(loadKeys(join(folder, 'keys'), random, false)).rejects.toThrow('restore them')
})

test('keys whose database is gone are refused: the log would begin anew under its old key', async () => {
  const directory = join(folder, 'keys')
  await loadKeys(directory, random, true)
  // The first start was cut short before there was a database.
  await loadKeys(directory, random, true)
  await markUsed(directory)
  await markUsed(directory)
  await expect(loadKeys(directory, random, true)).rejects.toThrow('belong to a database that is missing')
  await loadKeys(directory, random, false)
})

test.each(['statement.pem', 'kek.key'])('a ring that lacks %s is refused with what to do', async (name) => {
  const directory = join(folder, 'keys')
  await loadKeys(directory, random, true)
  await rm(join(directory, name))
  await expect(loadKeys(directory, random, false)).rejects.toThrow(
    `The key ${name} is missing from ${directory}: restore the newest from your backup of keys`,
  )
})

test.each(['statement.pem', 'log.pem', 'kek.key'])(
  'a file %s that was cut short is refused with what to do',
  async (name) => {
    const directory = join(folder, 'keys')
    await loadKeys(directory, random, true)
    await truncate(join(directory, name), 20)
    await expect(loadKeys(directory, random, false)).rejects.toThrow(
      `The key ${join(directory, name)} is none (cut short or overwritten): restore`,
    )
  },
)
