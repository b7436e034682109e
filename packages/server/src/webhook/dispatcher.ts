import { claimWebhooks, hasDueWebhooks, StorageUnavailable, type WebhookLease } from '@constat/store'
import { LEASE, takeWebhookTurn, type WebhookDeps } from './turn.ts'

const INTERVAL = 1_000
const MAX_TURNS = 128
const DRAIN = 5_000
const LEASE_BYTES = 12

/** Webhooks that are told of events. */
export type RunningWebhooks = {
  /** Claims no more, lets what is being sent end for five seconds, and gives its leases back. */
  readonly stop: () => Promise<void>
}

/** How webhooks run. */
export type WebhooksOptions = {
  /** From one look at what is due to the next, milliseconds; 1,000 when absent. */
  readonly interval?: number | undefined
  /** How long what is being sent is waited for when it stops, milliseconds; 5,000 when absent. */
  readonly drain?: number | undefined
}

/** Claims at most `limit` webhooks that have something to do; nothing is written where none has. */
export const claimDue = async (
  { store, clock, random }: WebhookDeps,
  limit: number,
): Promise<readonly WebhookLease[]> => {
  const now = clock()
  if (limit <= 0 || !(await hasDueWebhooks(store.reader, now))) return []
  const lease = Buffer.from(random(LEASE_BYTES)).toString('base64url')
  return store.write((trx) => claimWebhooks(trx, { lease, now, until: now + LEASE, limit }))
}

/**
 * Tells webhooks of events until it is stopped. Each webhook has turns of its own, up to 128 at once, so that a slow one holds up
 * nobody. Several servers over one database share the work: whoever claims a webhook holds it by a lease, and what a server that
 * was killed held is claimed by another once the lease has run out.
 */
export const startWebhooks = (
  deps: WebhookDeps,
  { interval = INTERVAL, drain = DRAIN }: WebhooksOptions = {},
): RunningWebhooks => {
  const stopping = new AbortController()
  const turns = new Set<Promise<void>>()
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()

  // A turn that fails leaves its lease to run out: it is tried again then.
  const fail = (error: unknown, webhookId?: string): void => {
    if (error instanceof StorageUnavailable)
      deps.log.warn({ reason: error.reason, webhookId }, 'webhooks wait for storage')
    else deps.log.error({ err: error, webhookId }, 'a webhook had no turn')
  }
  const take = async (lease: WebhookLease): Promise<void> => {
    try {
      // What is left goes on at once, behind the webhooks that waited longer.
      if (await takeWebhookTurn(deps, lease, stopping.signal)) void look()
    } catch (error) {
      fail(error, lease.webhookId)
    }
  }
  const claim = async (): Promise<void> => {
    if (stopped) return
    try {
      for (const lease of await claimDue(deps, MAX_TURNS - turns.size)) {
        const turn = take(lease).finally(() => turns.delete(turn))
        turns.add(turn)
      }
    } catch (error) {
      fail(error)
    }
  }
  const look = (): Promise<void> => (looking = looking.then(claim))
  const tick = async (): Promise<void> => {
    await look()
    if (!stopped) timer = setTimeout(() => void tick(), interval)
  }

  void tick()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await looking
      const abort = setTimeout(() => stopping.abort(), drain)
      await Promise.all(turns)
      clearTimeout(abort)
    },
  }
}

/** Has webhooks told of all that is due now, and of what becomes due meanwhile. */
export const deliverDue = async (deps: WebhookDeps): Promise<void> => {
  const { signal } = new AbortController()
  for (let held = await claimDue(deps, MAX_TURNS); held.length > 0; held = await claimDue(deps, MAX_TURNS))
    await Promise.all(held.map((lease) => takeWebhookTurn(deps, lease, signal)))
}
