import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, expect, it } from 'vitest'
import { openPostgresStore, type Store } from '../index.ts'
import { newPostgres, runSql, type PostgresUnderTest } from '../testing/postgres.ts'

let database: PostgresUnderTest
beforeAll(async () => {
  database = await newPostgres()
})

const open = (): Promise<Store> => openPostgresStore({ url: database.url, durable: false })

it('has one leader of each name, and another once it ends or is cut off', async () => {
  const [one, other] = [await open(), await open()]
  const ask = (name = 'log') => Promise.all([one.lead(name), other.lead(name)])
  expect(await one.lead('log')).toBe(true)
  expect(await ask()).toEqual([true, false])
  expect([await other.lead('another'), await one.lead('another')]).toEqual([true, false])
  expect(await ask()).toEqual([true, false])

  await runSql(
    database.superuserUrl,
    `select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  )
  const led = async (store: Store) => store.lead('log').catch(() => false)
  while (!(await led(other))) await wait(10)
  expect([await led(one), await led(other)]).toEqual([false, true])

  await other.close()
  while (!(await led(one))) await wait(10)
  await expect(other.lead('log')).rejects.toMatchObject({ reason: 'CLOSED' })
  await one.close()
})
