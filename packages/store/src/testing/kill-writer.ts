import { openSqliteStore } from '../index.ts'
import { CUISINES, given, insertTenants, record } from './fixtures.ts'

// Run by the kill test: writes without end and prints each event identifier once it is acknowledged.
const [path = '', round = ''] = process.argv.slice(2)
const store = await openSqliteStore({ path })
if (round === '0') await insertTenants(store)

const writeOn = async (writer: number): Promise<never> => {
  for (let index = 0; ; index += 1) {
    const eventId = `evt_${round}_${writer}_${index}`
    await record(store, CUISINES, { events: [given(eventId)], challengeId: eventId })
    // A write to a pipe is synchronous on POSIX: what was printed survives the kill.
    process.stdout.write(`${eventId}\n`)
  }
}
await Promise.all(Array.from({ length: 8 }, (_, writer) => writeOn(writer)))
