import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { callProgram, newFolder, runMain } from '@constat/verifier/testing'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { constat } from '../index.ts'
import { install } from '../testing/serve.ts'
import { MAIN } from '../testing/witness.ts'

const envOf = (folder: string) => ({
  CONSTAT_DATA: join(folder, 'data'),
  CONSTAT_KEYS: join(folder, 'keys'),
  CONSTAT_PUBLIC_URL: 'https://proofs.example.fr',
  CONSTAT_PORT: '0',
})

const migrationsIn = (data: string): readonly unknown[] => {
  const database = new Database(join(data, 'constat.db'))
  const names = database.prepare('select name from kysely_migration order by name').pluck().all()
  database.close()
  return names
}

const change = (data: string, sql: string): void => {
  const database = new Database(join(data, 'constat.db'))
  database.exec(sql)
  database.close()
}

test('two migrators at once make one database, and keys that nobody else may read', async () => {
  const folder = newFolder()
  const env = envOf(folder)
  const [one, other] = await Promise.all([runMain(MAIN, ['migrate'], env), runMain(MAIN, ['migrate'], env)])
  const made = [one, other].flatMap(({ out }) => out.trim().split('\n').filter(Boolean))
  expect([one.err, other.err].filter((text) => text.includes('Error'))).toEqual([])
  expect([one.code, other.code]).toEqual([0, 0])
  expect(made).toEqual(migrationsIn(env.CONSTAT_DATA))
  for (const file of readdirSync(env.CONSTAT_KEYS))
    expect((statSync(join(env.CONSTAT_KEYS, file)).mode & 0o777).toString(8), file).toBe('600')
  const again = await callProgram(constat, ['migrate'], { env })
  expect([again.code, again.out, again.err]).toEqual([0, '', 'There was nothing to do.\n'])
})

test('what is migrated and was never served is whole, and a log that has not begun says so; an audit makes no file', async () => {
  const env = envOf(newFolder())
  await callProgram(constat, ['migrate'], { env })
  const before = readdirSync(env.CONSTAT_DATA)
  const verified = await callProgram(constat, ['verify-store'], { env })
  expect([verified.code, verified.out, verified.err]).toEqual([0, 'The database is whole.\n', ''])
  const checked = await callProgram(constat, ['log', 'fsck'], { env })
  expect([checked.code, checked.err]).toEqual([2, expect.stringContaining('start the server once')])
  expect(readdirSync(env.CONSTAT_DATA)).toEqual(before)
  const nowhere = await callProgram(constat, ['verify-store'], {
    env: { ...env, CONSTAT_DATA: newFolder() },
  })
  expect([nowhere.code, nowhere.err]).toEqual([
    2,
    expect.stringContaining('constat.db: name the data folder'),
  ])
})

test('a server starts on no schema but its own, and says what to do', async () => {
  const { data, env } = await install()
  const start = async () => callProgram(constat, ['serve'], { env })

  change(data, `insert into kysely_migration values ('9999-later', '2027-01-01')`)
  const newer = await start()
  expect([newer.code, newer.err]).toEqual([2, expect.stringContaining('9999-later')])
  expect((await callProgram(constat, ['migrate'], { env })).err).toContain('run that version')

  change(data, `delete from kysely_migration where name >= '0005'`)
  const older = await start()
  expect([older.code, older.err]).toEqual([2, expect.stringContaining('run `constat migrate`')])

  const absent = await callProgram(constat, ['serve'], { env: envOf(newFolder()) })
  expect([absent.code, absent.err]).toEqual([2, expect.stringContaining('there is no database yet')])
  const french = await callProgram(constat, ['serve', '--lang=fr'], { env: envOf(newFolder()) })
  expect([french.code, french.err]).toEqual([2, expect.stringContaining('il n’y a pas encore de base')])
})

test('a migration that fails leaves nothing behind', async () => {
  const { data, env } = await install()
  // As of a database that someone has changed by hand: the tables are there, and the migrations are not noted.
  change(data, `delete from kysely_migration where name >= '0004'; drop table certificate`)
  const before = migrationsIn(data)
  const { code, err } = await callProgram(constat, ['migrate'], { env })
  expect(code).toBe(2)
  expect(err).toMatch(/0005-\w+ failed and nothing was changed: .*already exists/)
  expect(migrationsIn(data)).toEqual(before)
  const database = new Database(join(data, 'constat.db'))
  expect(database.prepare(`select 1 from sqlite_schema where name = 'certificate'`).get()).toBeUndefined()
  database.close()
})

test('a database whose keys are gone is not given new ones', async () => {
  const { env } = await install()
  const lost = { ...env, CONSTAT_KEYS: join(newFolder(), 'keys') }
  const { code, err } = await callProgram(constat, ['migrate'], { env: lost })
  expect([code, err]).toEqual([2, expect.stringContaining('restore them from your backup of keys')])
  expect(existsSync(lost.CONSTAT_KEYS)).toBe(false)
})
