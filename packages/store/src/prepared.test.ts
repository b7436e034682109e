import { expect, it } from 'vitest'
import { insertLog, openSqliteStore, type Writer } from './index.ts'
import { keptUntilCommit, rowInto, runAll } from './prepared.ts'
import { CUISINES } from './testing/fixtures.ts'
import { newDatabasePath } from './testing/folder.ts'

it('a row with an undefined column is refused, and spoils none that comes after it', async () => {
  const store = await openSqliteStore({ path: newDatabasePath() })
  const challenge = (trx: Writer, eventId: string | undefined) =>
    rowInto(trx, 'challenge_use', {
      log_id: CUISINES.logId,
      tenant_id: CUISINES.tenantId,
      challenge_id: 'challenge',
      // What a careless cast would let through.
      event_id: eventId as string,
    })
  const refused = store.write(async (trx) => void challenge(trx, undefined))
  await expect(refused).rejects.toThrow('A row of challenge_use has a value or null in each of its columns.')
  await store.write(async (trx) => void (await runAll(trx, [challenge(trx, 'evt_1')])))
  await store.close()
})

it('what is kept is kept until a commit by this process or another, and no longer', async () => {
  const path = newDatabasePath()
  const [store, another] = [await openSqliteStore({ path }), await openSqliteStore({ path })]
  const kept = keptUntilCommit<string>(2)
  const put = (value: string) => kept(store.reader)?.set(value, value)
  const all = () => [...(kept(store.reader)?.keys() ?? [])]
  put('a')
  expect(all()).toEqual(['a'])
  await store.reader.selectFrom('log').select('log_id').execute()
  expect(all()).toEqual(['a'])
  for (const [logId, { write }] of [
    ['log_a', store],
    ['log_b', another],
  ] as const) {
    await write((trx) => insertLog(trx, { logId, origin: logId, createdAt: 0 }))
    expect(all()).toEqual([])
    put('a')
  }
  put('b')
  // As many as may be kept: the next begin anew.
  expect(all()).toEqual([])
  // A transaction would not see its own writes.
  expect(await store.write(async (trx) => kept(trx))).toBeUndefined()
  await Promise.all([store.close(), another.close()])
  expect(() => kept(store.reader)).toThrow('CLOSED')
})
