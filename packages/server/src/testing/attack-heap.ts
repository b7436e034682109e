// Sends every attack so many times, then says by how many bytes the heap has grown: run with --expose-gc.
import { setTimeout as wait } from 'node:timers/promises'
import { createApiKey } from '../access/tenant.service.ts'
import { findKey } from '../access/access.service.ts'
import type { AttackKeys } from './attack.ts'
import { ATTACKS } from './attacks.ts'
import { SITE, startServer } from './server-under-test.ts'

const [rounds = '0'] = process.argv.slice(2)
const server = await startServer()
const row = await findKey(server.deps, server.secretKey)
if (!row || !globalThis.gc) throw new Error('There is no key, or no --expose-gc.')
const { text: partner } = await createApiKey(server.deps, row.scope, {
  kind: 'PARTNER',
  name: 'partner',
  party: 'sols',
})
const keys: AttackKeys = { secret: server.secretKey, site: server.siteKey, partner, origin: SITE }

let sent = 0
const round = async (): Promise<void> => {
  for (const attack of Object.values(ATTACKS)) {
    const { path = '/graphql', init } = attack(keys, sent++)
    const answer = await server.fetch(path, init)
    await answer.text()
  }
}
const heap = async (): Promise<number> => {
  await wait(0)
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
for (let warm = 0; warm < 3; warm += 1) await round()
const before = await heap()
for (let each = 0; each < Number(rounds); each += 1) await round()
process.stdout.write(String((await heap()) - before))
await server.close()
