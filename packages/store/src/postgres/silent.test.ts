import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { openPostgresStore } from '../index.ts'
import { middleman } from '../testing/middleman.ts'
import { newPostgres, type PostgresUnderTest } from '../testing/postgres.ts'
import { storageError } from './storage-error.ts'

let database: PostgresUnderTest
beforeAll(async () => {
  database = await newPostgres()
})

it.each(['timeout expired', 'timeout exceeded when trying to connect', 'Query read timeout'])(
  'what the driver says of a server that does not answer, "%s", is no more than that',
  (message) =>
    expect(storageError(new Error(message))).toMatchObject({ name: 'StorageUnavailable', reason: 'IO' }),
)

it('a connection that falls silent is given up, and others take its place', async () => {
  const { url, fallSilent } = await middleman(database.url)
  const store = await openPostgresStore({ url, durable: false, answerTimeout: 200, connections: 2 })
  const read = () => store.reader.selectFrom('log').select('log_id').limit(1).execute()
  const write = () =>
    store.write(async (trx) => void (await trx.selectFrom('log').select('log_id').execute()))
  await Promise.all([read(), read(), write(), write()])
  fallSilent()
  const asked = await Promise.allSettled([read(), read(), read(), write(), write()])
  for (const each of asked.filter(({ status }) => status === 'rejected'))
    expect(each).toMatchObject({ reason: { name: 'StorageUnavailable', reason: 'IO' } })
  expect(asked[0]?.status).toBe('rejected')
  await Promise.all([read(), read(), write(), write()])
  expect(await store.ready()).toBe(true)
  await store.close()
})

it('of many connections that fall silent at once the first tells of all: nobody waits for another', async () => {
  const { url, fallSilent } = await middleman(database.url)
  const store = await openPostgresStore({ url, durable: false, answerTimeout: 1_000, connections: 5 })
  const read = () => store.reader.selectFrom('log').select('log_id').execute()
  const reads = () => Array.from({ length: 5 }, read)
  const writes = () =>
    Array.from({ length: 5 }, () =>
      store.write(async (trx) => void (await trx.selectFrom('log').select('log_id').execute())),
    )
  await Promise.all([...reads(), ...writes()])
  fallSilent()
  await expect(read()).rejects.toMatchObject({ name: 'StorageUnavailable', reason: 'IO' })
  await Promise.all([...reads(), ...writes()])
  await store.close()
})

it('who waits for a connection longer than he has is refused without a word to the database, and holds up nobody', async () => {
  let patience: number | undefined
  const store = await openPostgresStore({
    url: database.url,
    durable: false,
    connections: 1,
    patience: () => patience,
  })
  const begun = Promise.withResolvers<void>()
  const free = Promise.withResolvers<void>()
  const holding = store.write(async () => {
    begun.resolve()
    await free.promise
  })
  await begun.promise
  patience = 1
  let ran = false
  const late = store.write(async () => void (ran = true))
  await expect(late).rejects.toMatchObject({ name: 'StorageUnavailable', reason: 'IO' })
  patience = undefined
  const next = store.write(async () => 'served')
  free.resolve()
  await holding
  expect(await next).toBe('served')
  expect(ran).toBe(false)
  await store.close()
})

it('a session ends on the server when its client is gone without a word, idle or within a snapshot', async () => {
  const store = await openPostgresStore({ url: database.url, durable: false })
  const limits = sql<{ name: string; ms: number }>`(
    select name, setting::integer * case unit when 's' then 1000 else 1 end as ms from pg_settings
    where name in ('idle_session_timeout', 'idle_in_transaction_session_timeout', 'tcp_keepalives_idle',
      'tcp_user_timeout'))`.as('limits')
  for (const found of [
    await store.write((trx) => trx.selectFrom(limits).select('limits.ms').execute()),
    await store.snapshot((reader) => reader.selectFrom(limits).select('limits.ms').execute()),
  ]) {
    expect(found).toHaveLength(4)
    for (const { ms } of found) {
      expect(ms).toBeGreaterThan(0)
      expect(ms).toBeLessThanOrEqual(300_000)
    }
  }
  await store.close()
})
