import { join } from 'node:path'
import { createClient, type Client } from '@constat/client'
import { createApiKey, createHttp, createTenant, startLog, type Deps } from '@constat/server'
import { callProgram, newFolder } from '@constat/verifier/testing'
import { constat } from '../index.ts'
import { phoneOf, publish, record } from './serve.ts'
import { openDeps } from './server.ts'

/** When the consents of {@link makeScreened} were recorded. */
export const RECORDED = Date.parse('2026-11-20T09:00:00Z')
/** A Tuesday, ten o'clock in Paris. */
export const TUESDAY = '2026-11-24T10:00:00+01:00'

/** A data folder with some consents to be called, and what a caller of its server has. */
export type Screened = { readonly data: string; readonly keys: string; readonly secretKey: string }

/** Does something with a data folder that nobody serves; its log has begun. */
const withScreened = async <Value>(
  { data, keys }: Pick<Screened, 'data' | 'keys'>,
  work: (deps: Deps, client: (key: string) => Client) => Promise<Value>,
): Promise<Value> => {
  const deps = { ...(await openDeps(data, keys)), clock: () => RECORDED }
  const log = await startLog(deps, () => undefined)
  const app = createHttp(deps)
  const clientOf = (key: string) =>
    createClient({
      url: 'https://proofs.example.fr/graphql',
      key,
      fetch: async (url, init) => app.fetch(new Request(url, init)),
    })
  try {
    return await work(deps, clientOf)
  } finally {
    await log.stop()
    await deps.store.close()
    await deps.checkpoints.close()
  }
}

/** Makes such a folder: every number of {@link phoneOf} below `count` that `agrees` names has agreed to be called. */
export const makeScreened = async (count: number, agrees: (index: number) => boolean): Promise<Screened> => {
  const folder = newFolder()
  const [data, keys] = [join(folder, 'data'), join(folder, 'keys')]
  await callProgram(constat, ['migrate', '--data', data, '--keys', keys])
  const secretKey = await withScreened({ data, keys }, async (deps, clientOf) => {
    const tenant = await createTenant(deps, 'Cuisines du Marais')
    const { text } = await createApiKey(deps, tenant, { kind: 'SECRET', name: 'call centre' })
    const client = clientOf(text)
    const notice = await publish(client)
    for (let index = 0; index < count; index += 1)
      if (agrees(index)) await record(client, notice, phoneOf(index))
    return text
  })
  return { data, keys, secretKey }
}
