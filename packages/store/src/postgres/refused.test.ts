import { beforeAll, expect, it } from 'vitest'
import { openPostgresStore } from '../index.ts'
import { newPostgres, runSql, type PostgresUnderTest } from '../testing/postgres.ts'
import { connectionError } from './storage-error.ts'

let database: PostgresUnderTest
beforeAll(async () => {
  database = await newPostgres()
})

/** Has the database take connections or none, as its manager does over another; those of now end. */
const allow = async (isAllowed: boolean): Promise<void> => {
  const { superuserUrl } = database
  const name = new URL(superuserUrl).pathname.slice(1)
  const elsewhere = new URL(superuserUrl)
  elsewhere.pathname = 'postgres'
  await runSql(
    elsewhere.href,
    `alter database ${name} with allow_connections ${isAllowed}`,
    `select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '${name}'`,
  )
}

it('a database that takes no connections for a while is unavailable for that while, and served again by itself', async () => {
  const store = await openPostgresStore({ url: database.url, durable: false })
  expect(await store.lead('the log')).toBe(true)
  await allow(false)
  const unavailable = { name: 'StorageUnavailable' }
  const read = () => store.reader.selectFrom('log').select('log_id').execute()
  // The first may be told by a connection that was ended, whoever comes then by a new one.
  for (let times = 0; times < 3; times += 1) {
    expect(await store.ready()).toBe(false)
    await expect(store.write(async () => undefined)).rejects.toMatchObject(unavailable)
    await expect(store.snapshot(async () => undefined)).rejects.toMatchObject(unavailable)
    await expect(store.lead('the log')).rejects.toMatchObject(unavailable)
  }
  await expect(read()).rejects.toMatchObject(unavailable)
  await allow(true)
  expect(await store.ready()).toBe(true)
  expect(await read()).toEqual([])
  expect(await store.lead('the log')).toBe(true)
  await store.close()
})

it('a refusal is told as what it is where nothing was ever answered', async () => {
  await allow(false)
  const refusal = { name: 'StatementRefused', code: '55000' }
  await expect(openPostgresStore({ url: database.url, durable: false })).rejects.toMatchObject(refusal)
  await allow(true)
})

it('nothing that goes wrong while connecting is more than unavailability', () => {
  const unsaid = new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string')
  expect(connectionError(unsaid)).toMatchObject({ name: 'StorageUnavailable', reason: 'IO', cause: unsaid })
})
