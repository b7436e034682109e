import { expect, it } from 'vitest'
import { openSqliteStore, type Writer } from './index.ts'
import { rowInto, runAll } from './prepared.ts'
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
