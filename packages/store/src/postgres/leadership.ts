import { Client } from 'pg'
import { StorageUnavailable } from '../store.ts'
import { connectionOf } from './address.ts'
import type { PostgresOptions } from './sessions.ts'
import { connectionError, storageError } from './storage-error.ts'

/** Who of all processes that share a database does what one is enough for. */
export type Leadership = {
  readonly lead: (name: string) => Promise<boolean>
  readonly close: () => Promise<void>
}

// A leader asks each second; one that hangs, or whose machine is gone, is cut off by the server after this.
const IDLE = 20_000
const ANSWER = 5000
const SETTINGS = `set idle_session_timeout = ${IDLE}; set default_transaction_read_only = on`
const TRY = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as held'

/**
 * Leads by advisory locks of a session of its own: PostgreSQL gives them to one, and takes them back when that session ends,
 * however it ends. It is about work done once, not about safety: a leader that was cut off may learn so late.
 */
export const leadership = ({ url }: PostgresOptions): Leadership => {
  const held = new Set<string>()
  let session: Client | undefined
  let closed = false
  let last: Promise<unknown> = Promise.resolve()

  const forget = (client: Client): void => {
    if (session !== client) return
    session = undefined
    held.clear()
  }

  const connected = async (): Promise<Client> => {
    if (session) return session
    const client = new Client({
      ...connectionOf(url),
      connectionTimeoutMillis: ANSWER,
      query_timeout: ANSWER,
    })
    client.on('error', () => forget(client))
    client.on('end', () => forget(client))
    try {
      await client.connect()
      await client.query(SETTINGS)
    } catch (error) {
      void client.end().catch(() => undefined)
      throw connectionError(error)
    }
    session = client
    return client
  }

  const ask = async (name: string): Promise<boolean> => {
    if (closed) throw new StorageUnavailable('CLOSED')
    const client = await connected()
    try {
      if (held.has(name)) {
        await client.query('select 1')
        return session === client
      }
      const { rows } = await client.query<{ held: boolean }>(TRY, [name])
      if (rows[0]?.held === true) held.add(name)
      return held.has(name)
    } catch (error) {
      forget(client)
      void client.end().catch(() => undefined)
      throw error
    }
  }

  return {
    // One question at a time: two would make two sessions.
    lead: (name) => {
      const next = last.then(() => ask(name)).catch((error: unknown) => Promise.reject(storageError(error)))
      last = next.catch(() => undefined)
      return next
    },
    close: async () => {
      closed = true
      await last
      await session?.end().catch(() => undefined)
    },
  }
}
