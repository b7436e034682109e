import type { Database } from 'better-sqlite3'
import { Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { insertLog, StorageUnavailable, type Tables } from '../index.ts'
import { newDatabasePath } from '../testing/folder.ts'
import { openWriter } from './connection.ts'
import { sqliteDialect } from './dialect.ts'
import { type GroupCommit, groupCommit } from './group-commit.ts'
import { migrateSqlite } from './migrate.ts'

const openWrites = async (): Promise<GroupCommit & { database: Database; logs: () => number }> => {
  const path = newDatabasePath()
  await migrateSqlite({ path })
  const database = openWriter({ path })
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, 'begin immediate') })
  const count = database.prepare('select count(*) from log').pluck()
  return { ...groupCommit(db, database, 0), database, logs: () => Number(count.get()) }
}

const insert = ({ write }: GroupCommit, logId: string, padding = 0): Promise<void> =>
  write((trx) => insertLog(trx, { logId, origin: logId + '·'.repeat(padding), createdAt: 0 }))

const outcomes = async (attempts: readonly Promise<unknown>[]): Promise<readonly unknown[]> => {
  const settled = await Promise.allSettled(attempts)
  return settled.map((one) => (one.status === 'rejected' ? one.reason : 'stored'))
}

it('shares a commit among works that wait, and acknowledges none before it', async () => {
  const writes = await openWrites()
  const commits: number[] = []
  await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      await insert(writes, `log/${index}`)
      expect(writes.database.inTransaction).toBe(false)
      commits.push(writes.logs())
    }),
  )
  expect(new Set(commits)).toEqual(new Set([100]))
})

it('bounds what shares a commit', async () => {
  const writes = await openWrites()
  const commits = await Promise.all(
    Array.from({ length: 1000 }, async (_, index) => {
      await insert(writes, `log/${index}`)
      return writes.logs()
    }),
  )
  expect(new Set(commits)).toEqual(new Set([512, 1000]))
})

it('refuses what a full database cannot hold, keeps what it acknowledged, and serves again with room', async () => {
  const writes = await openWrites()
  await insert(writes, 'log/before')
  writes.database.pragma(`max_page_count = ${Number(writes.database.pragma('page_count', { simple: true }))}`)
  const results = await outcomes([
    insert(writes, 'log/1'),
    insert(writes, 'log/2', 100_000),
    insert(writes, 'log/3'),
  ])
  expect(results[1]).toMatchObject({ name: 'StorageUnavailable', reason: 'FULL' })
  for (const result of results) if (result !== 'stored') expect(result).toBeInstanceOf(StorageUnavailable)
  expect(writes.logs()).toBe(1 + results.filter((result) => result === 'stored').length)
  writes.database.pragma('max_page_count = 1000000')
  await insert(writes, 'log/2', 100_000)
})

it('refuses the whole batch when its commit fails, and stores none of it', async () => {
  const writes = await openWrites()
  const results = await outcomes([
    insert(writes, 'log/1'),
    writes.write(async (trx) => {
      // A reference that is only judged at the commit.
      writes.database.pragma('defer_foreign_keys = ON')
      const tenant = { tenant_id: 'tnt', log_id: 'none', name: 'none', created_at: 0 }
      await trx.insertInto('tenant').values(tenant).execute()
    }),
    insert(writes, 'log/2'),
  ])
  for (const result of results) expect(result).toBeInstanceOf(StorageUnavailable)
  expect(writes.logs()).toBe(0)
  await insert(writes, 'log/1')
})

it('refuses the whole batch when a work ends the transaction', async () => {
  const writes = await openWrites()
  const results = await outcomes([
    insert(writes, 'log/1'),
    writes.write(async () => writes.database.exec('rollback')),
    insert(writes, 'log/2'),
  ])
  expect(results).toEqual([expect.any(StorageUnavailable), expect.any(Error), expect.any(StorageUnavailable)])
  expect(writes.logs()).toBe(0)
})

it('says that a database is read-only', async () => {
  const writes = await openWrites()
  writes.database.pragma('query_only = ON')
  await expect(insert(writes, 'log/1')).rejects.toMatchObject({ reason: 'READ_ONLY' })
})
