import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { findEvent, headPosition, recordEvents, type Store } from '../index.ts'
import { CUISINES, given, insertTenants, record, SOLS } from '../testing/fixtures.ts'
import { newPostgres, runSql } from '../testing/postgres.ts'
import { storeContract } from '../testing/store-contract.ts'
import { PLACES } from './citus.ts'
import { openPostgresStore, type PostgresStoreOptions } from './open.ts'

let database: Awaited<ReturnType<typeof newPostgres>>
beforeAll(async () => {
  database = await newPostgres()
})

const open = (options: Partial<PostgresStoreOptions> = {}): Promise<Store> =>
  openPostgresStore({ url: database.url, durable: false, ...options })

/** Every statement that the contract has run. */
const overheard = new Set<string>()

storeContract('PostgreSQL', async () => {
  await database.empty()
  return open({
    observer: {
      onStatement: (text) => overheard.add(text),
      onWrite: () => {},
      onCommit: () => {},
      onScrub: () => {},
    },
  })
})

const ONE_LOG = /"log_id" = \$\d+/
/** Changes rows of several logs: claims webhooks by a list, in the order of their last turn. Citus does it in two phases. */
const OF_SEVERAL_LOGS = [/^update "webhook" set "lease" = /]

it('locks and changes rows of one log a statement, so that one shard of Citus can', () => {
  // What the contract's own tests forge is no statement of ours.
  const own = [...overheard].filter((text) => !/= '(forged|another)'|^delete from "?\w+"?$/.test(text))
  const isSharded = (table: string): boolean =>
    Object.entries(PLACES).some(([name, place]) => name === table && place === 'SHARD_OF_LOG')
  const changing = own.filter((text) => {
    const table = /^(?:update|delete from) "(\w+)"/.exec(text)?.[1]
    return (table !== undefined && isSharded(table)) || /^insert .*\bselect\b/.test(text)
  })
  expect(changing.length).toBeGreaterThan(20)
  const isWide = (text: string): boolean => !ONE_LOG.test(text)
  expect(changing.filter((text) => isWide(text) && !OF_SEVERAL_LOGS.some((each) => each.test(text)))).toEqual(
    [],
  )
  const locking = own.filter((text) => /\bfor (no key )?(update|share|key share)\b/i.test(text))
  expect(locking.filter(isWide)).toEqual([])
})

/** Opens a store with two tenants for one test. */
const withStore = async (
  work: (store: Store) => Promise<void>,
  options: Partial<PostgresStoreOptions> = {},
): Promise<void> => {
  await database.empty()
  const store = await open(options)
  try {
    await insertTenants(store)
    await work(store)
  } finally {
    await store.close()
  }
}

const name = (): string => new URL(database.url).pathname.slice(1)
const asSuperuser = (statement: string) => runSql(database.superuserUrl, statement)

describe('a store on PostgreSQL', () => {
  it('refuses a role that may change facts, be it a superuser or the owner of the tables', async () => {
    for (const url of [database.superuserUrl, database.ownerUrl])
      await expect(open({ url })).rejects.toMatchObject({ name: 'UnsafeDatabase' })
    await runSql(database.ownerUrl, 'grant update on statement to constat_server')
    await expect(open()).rejects.toThrow('UPDATE on statement')
    await runSql(database.ownerUrl, 'revoke update on statement from constat_server')
    await (await open()).close()
  })

  it('refuses a server that may lose what it committed', async () => {
    await expect(open({ durable: true })).rejects.toThrow('fsync')
  })

  it('waits for the disk at each commit, wherever that is turned off', async () => {
    await asSuperuser(`alter database ${name()} set synchronous_commit = off`)
    await withStore(async (store) => {
      const setting = await store.write(async (trx) => {
        const { rows } = await sql<{ is: string }>`
          select current_setting('synchronous_commit') as is`.execute(trx)
        return rows[0]?.is
      })
      expect(setting).toBe('on')
    })
    await asSuperuser(`alter database ${name()} reset synchronous_commit`)
  })

  it('reads through connections that cannot write', async () => {
    await withStore(async (store) => {
      const insert = sql`insert into log values ('log/2', 'o', 0)`
      for (const reader of [store.reader, store.snapshot] as const) {
        const refused =
          typeof reader === 'function'
            ? reader((db) => insert.execute(db as never))
            : insert.execute(reader as never)
        await expect(refused).rejects.toMatchObject({ reason: 'READ_ONLY' })
      }
    })
  })

  it('says that a write cannot have its lock, and writes again once it can', async () => {
    await withStore(
      async (store) => {
        const { promise: held, resolve: release } = Promise.withResolvers<void>()
        const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>()
        const other = await open()
        const holding = other.write(async (trx) => {
          await recordEvents(trx, CUISINES, { events: [given('evt_1')] })
          hold()
          await held
        })
        await isHeld
        const event = { events: [given('evt_2')] }
        await expect(record(store, CUISINES, event)).rejects.toMatchObject({
          name: 'StorageUnavailable',
          reason: 'LOCKED',
        })
        // Another tenant's counter is free.
        expect(await record(store, SOLS, event)).toMatchObject({ positions: [1] })
        release()
        await holding
        expect(await record(store, CUISINES, event)).toMatchObject({ positions: [2] })
        await other.close()
      },
      { lockTimeout: 50 },
    )
  })

  it('says that the server is gone, undoes what it was at, and serves again with the next connection', async () => {
    await withStore(async (store) => {
      const cut = store.write(async (trx) => {
        await recordEvents(trx, CUISINES, { events: [given('evt_1')] })
        await asSuperuser(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'constat_server' and datname = '${name()}'`,
        )
        await headPosition(trx, CUISINES)
      })
      await expect(cut).rejects.toMatchObject({ name: 'StorageUnavailable', reason: 'IO' })
      expect(await findEvent(store.reader, CUISINES, 'evt_1')).toBeUndefined()
      expect(await store.ready()).toBe(true)
      expect(await record(store, CUISINES, { events: [given('evt_1')] })).toMatchObject({ positions: [1] })
    })
  })

  it('lets the others write after some seconds when a process hangs in a work', async () => {
    await withStore(async (store) => {
      const hung = Promise.withResolvers<void>()
      const held = Promise.withResolvers<void>()
      const hanging = store.write(async (trx) => {
        await recordEvents(trx, CUISINES, { events: [given('evt_hung')] })
        held.resolve()
        await hung.promise
      })
      hanging.catch(() => undefined)
      await held.promise
      expect(await record(store, CUISINES, { events: [given('evt_after')] })).toEqual({
        outcome: 'RECORDED',
        positions: [1],
      })
      hung.resolve()
      await expect(hanging).rejects.toMatchObject({ name: 'StorageUnavailable' })
      expect(await findEvent(store.reader, CUISINES, 'evt_hung')).toBeUndefined()
    })
  })

  it('is not ready where nothing can be written', async () => {
    await asSuperuser(
      `alter role constat_server in database ${name()} set default_transaction_read_only = on`,
    )
    const store = await open()
    expect(await store.ready()).toBe(false)
    await expect(insertTenants(store)).rejects.toMatchObject({ reason: 'READ_ONLY' })
    await store.close()
    await asSuperuser(`alter role constat_server in database ${name()} reset default_transaction_read_only`)
  })

  it('cannot be reached, and says so', async () => {
    const gone = new URL(database.url)
    gone.port = '1'
    await expect(open({ url: gone.href })).rejects.toMatchObject({ reason: 'IO' })
  })

  it('acknowledges nothing of a work that went on after a statement of it failed', async () => {
    await withStore(async (store) => {
      const work = store.write(async (trx) => {
        await recordEvents(trx, CUISINES, { events: [given('evt_1')] })
        await sql`select 1 / 0`.execute(trx).catch(() => undefined)
      })
      await expect(work).rejects.toMatchObject({ name: 'StorageUnavailable' })
      expect(await findEvent(store.reader, CUISINES, 'evt_1')).toBeUndefined()
    })
  })

  it('repeats no value of a row in what it throws', async () => {
    await withStore(async (store) => {
      const secret = 'someone.private'
      const key = { operation: secret, key: secret, fingerprint: new Uint8Array(32), createdAt: 0 }
      const event = given('evt_1', { jti: secret, statement: secret })
      await record(store, CUISINES, { events: [event], idempotency: key })
      const errors = await Promise.all(
        [
          record(store, CUISINES, { events: [{ ...event, eventId: 'evt_2' }] }),
          store.write((trx) => sql`select ${secret}::bigint`.execute(trx)),
          store.write((trx) => sql`update log_state set next = ${secret}::text::bigint`.execute(trx)),
        ].map((refused) => refused.catch((error: unknown) => error)),
      )
      for (const error of errors) {
        expect(error).toMatchObject({ name: 'StatementRefused' })
        if (!(error instanceof Error)) continue
        const told = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join('\n')
        expect(told).not.toContain(secret)
      }
    })
  })

  it('gives no number that JavaScript cannot hold', async () => {
    await withStore(async (store) => {
      const max = sql<{ n: number }>`select ${String(2 ** 53 - 1)}::bigint as n`
      const beyond = sql`select ${String(2n ** 53n)}::bigint as n`
      expect((await store.write((trx) => max.execute(trx))).rows).toEqual([{ n: 2 ** 53 - 1 }])
      await expect(store.write((trx) => beyond.execute(trx))).rejects.toThrow(RangeError)
    })
  })

  it.each([
    ['53100', 'FULL'],
    ['53300', 'LOCKED'],
    ['55P03', 'LOCKED'],
    ['40P01', 'LOCKED'],
    ['40001', 'LOCKED'],
    ['57014', 'LOCKED'],
    ['25006', 'READ_ONLY'],
    ['57P01', 'IO'],
    ['58030', 'IO'],
    ['XX001', 'CORRUPT'],
    ['XX002', 'CORRUPT'],
  ])('tells SQLSTATE %s as %s', async (code, reason) => {
    const store = await open()
    const raise = sql.raw(`do $$ begin raise exception using errcode = '${code}'; end $$`)
    await expect(store.write((trx) => raise.execute(trx))).rejects.toMatchObject({ reason })
    await store.close()
  })

  it('keeps at most so many statements in a connection, however many it is asked', async () => {
    await withStore(
      async (store) => {
        const kept = await store.write(async (trx) => {
          for (let index = 0; index < 1_200; index += 1) {
            const one = sql.raw(`select ${index}`)
            await one.execute(trx)
            await one.execute(trx)
          }
          const { rows } = await sql<{ count: number }>`
            select count(*) as count from pg_prepared_statements`.execute(trx)
          return rows[0]?.count ?? 0
        })
        expect(kept).toBeGreaterThan(0)
        expect(kept).toBeLessThanOrEqual(512)
      },
      { connections: 1 },
    )
  })
})
