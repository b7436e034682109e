import { createClient, type Client } from '@constat/client'
import { createHttp, type Deps, type LogDeps } from '@constat/server'
import { recordEveryKind, startRelay } from '@constat/server/testing'
import { openInstalled, phoneOf, PUBLIC_URL, record, type Installed, type Serving } from './serve.ts'

/** Submissions that are sent without end. */
export type Load = {
  /** Events that were acknowledged, in order. */
  readonly acknowledged: string[]
  /** Resolves once every writer was refused, or was told to stop. */
  readonly over: Promise<void>
  readonly stop: () => Promise<void>
}

const WRITERS = 4

/** Has several writers record consents of people who differ, from this number on, until they are refused. */
export const load = (client: Client, notice: string, first: number): Load => {
  const acknowledged: string[] = []
  const stopping = new AbortController()
  let next = first
  const writer = async (): Promise<void> => {
    while (!stopping.signal.aborted)
      try {
        acknowledged.push(await record(client, notice, phoneOf((next += 1)), `submission ${next}`))
      } catch {
        return
      }
  }
  const over = Promise.all(Array.from({ length: WRITERS }, writer)).then(() => undefined)
  return {
    acknowledged,
    over,
    stop: () => {
      stopping.abort()
      return over
    },
  }
}

/** Looks into a data folder that no process serves. */
export const inspect = async <T>(
  { env, secretKey }: Pick<Installed, 'env' | 'secretKey'>,
  look: (client: Client, deps: Deps & LogDeps) => Promise<T>,
): Promise<T> => {
  const { deps, close } = await openInstalled(env)
  const app = createHttp(deps)
  const client = createClient({
    url: `${PUBLIC_URL}/graphql`,
    key: secretKey,
    fetch: async (url, init) => app.fetch(new Request(url, init)),
  })
  try {
    return await look(client, deps)
  } finally {
    await close()
  }
}

/** Of these events those that a client does not find. */
export const missing = async (client: Client, events: readonly string[]): Promise<readonly string[]> => {
  const lost: string[] = []
  for (const event of events) if (!(await client.event(event))) lost.push(event)
  return lost
}

/** Size and root of the head that a server shows. */
export const headOf = async ({ url }: Pick<Serving, 'url'>): Promise<{ size: number; root: string }> => {
  const [, size = '', root = ''] = (await (await fetch(`${url}/log/1/checkpoint`)).text()).split('\n')
  return { size: Number(size), root }
}

/**
 * Records events of every kind in a data folder that no process serves.
 *
 * @returns asks a server what it says of them.
 */
export const recordAll = async (installed: Installed): Promise<(client: Client) => Promise<unknown>> => {
  const relay = await startRelay()
  const env = { ...installed.env, CONSTAT_SMTP_URL: relay.url, CONSTAT_MAIL_FROM: 'devis@example.fr' }
  const button = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } }
  const saidBy = await inspect({ ...installed, env }, async (client, deps) => {
    const app = createHttp(deps)
    return recordEveryKind({
      client,
      mails: relay.mails,
      press: async (path) => app.fetch(new Request(PUBLIC_URL + path, button)),
    })
  })
  await relay.close()
  return saidBy
}
