import { openStore } from '../index.ts'
import { CUISINES, given, insertTenants, record } from './fixtures.ts'

// Run by the kill tests: writes without end and prints each event identifier once it is acknowledged. A store that
// is gone for a while is asked again.
const [at = '', round = '', first = ''] = process.argv.slice(2)
const store = await openStore({ at })
if (first === 'first') await insertTenants(store)

const writeOn = async (writer: number): Promise<never> => {
  for (let index = 0; ; index += 1) {
    const eventId = `evt_${round}_${writer}_${index}`
    const outcome = await record(store, CUISINES, {
      events: [given(eventId)],
      challengeId: eventId,
    }).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'StorageUnavailable') return undefined
      throw error
    })
    // A write to a pipe is synchronous on POSIX: what was printed survives the kill.
    if (outcome?.outcome === 'RECORDED') process.stdout.write(`${eventId}\n`)
    else await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
await Promise.all(Array.from({ length: 8 }, (_, writer) => writeOn(writer)))
