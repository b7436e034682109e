import type { Handle } from '../store.ts'

/** How the webhooks of all tenants fare: for those who run the server. */
export type WebhookBacklog = {
  /** Webhooks that are disabled. */
  readonly disabled: number
  /** Events that wait for an attempt. */
  readonly waiting: number
  /** Events that a webhook could not be told of. */
  readonly dead: number
}

/** Counts over all tenants, without telling them apart. */
export const webhookBacklog = async (db: Handle): Promise<WebhookBacklog> => {
  const { disabled } = await db
    .selectFrom('webhook')
    .select((eb) => eb.fn.countAll<number>().as('disabled'))
    .where('state', '=', 'DISABLED')
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('webhook_delivery')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  const countOf = (state: 'WAITING' | 'DEAD'): number => rows.find((row) => row.state === state)?.count ?? 0
  return { disabled, waiting: countOf('WAITING'), dead: countOf('DEAD') }
}
