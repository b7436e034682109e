import { newId } from '@constat/core/id'
import type { EventKind } from '@constat/core/vocabulary'
import {
  findEvent,
  findWebhook,
  headPosition,
  insertWebhookAttempts,
  recoverWebhook as requeueDead,
  replayWebhook as requeueAll,
  resendToWebhook,
  type Webhook,
  type WebhookAttempt,
} from '@constat/store'
import type { Deps, Principal } from '../platform/context.ts'
import { OUTSIDE_DEADLINE } from '../platform/deadline.ts'
import { issue, problem, type Problem } from '../platform/problem.ts'
import { attemptDelivery } from './attempt.ts'
import { exampleOf } from './message.ts'
import { openWebhookSecrets } from './secret.ts'
import { notYet, noWebhook, withWebhook } from './webhook.service.ts'

type NotFound = Problem<'NotFound'>
type InvalidInput = Problem<'InvalidInput'>
type Payload<Name extends string, More> = { readonly __typename: Name; readonly webhook: Webhook } & More

/**
 * Sends a webhook, disabled or not, an example of what it would be told, once and now; the answer says what came of it.
 */
export const sendWebhookExample = async (
  deps: Deps,
  { tenant }: Principal,
  { webhook: webhookId, kind }: { readonly webhook: string; readonly kind: EventKind },
): Promise<Payload<'SendWebhookExamplePayload', { readonly attempt: WebhookAttempt }> | NotFound> => {
  const webhook = await findWebhook(deps.store.reader, tenant, webhookId)
  if (!webhook) return noWebhook()
  const { webhooks = {} } = deps
  const id = newId('webhookExample', deps.clock, deps.random)
  const attempted = await attemptDelivery(
    {
      ...deps,
      webhooks: { ...webhooks, deadline: Math.min(webhooks.deadline ?? OUTSIDE_DEADLINE, OUTSIDE_DEADLINE) },
    },
    {
      url: webhook.url,
      message: exampleOf(kind, id, deps.clock()),
      eventId: null,
      secrets: await openWebhookSecrets(deps, deps.store.reader, tenant, webhookId),
    },
    new AbortController().signal,
  )
  if (!attempted) throw new Error('An attempt that nothing can stop was stopped.')
  const { attempt } = attempted
  return deps.store.write(async (trx) => {
    // It may have been deleted meanwhile.
    if (!(await findWebhook(trx, tenant, webhookId))) return noWebhook()
    await insertWebhookAttempts(trx, tenant, webhookId, [attempt])
    return { __typename: 'SendWebhookExamplePayload', webhook, attempt }
  })
}

/** Tells a webhook of one event again, of whatever kind, delivered before or not. */
export const resendWebhookEvent = (
  deps: Deps,
  principal: Principal,
  { webhook: webhookId, event: eventId }: { readonly webhook: string; readonly event: string },
): Promise<Payload<'ResendWebhookEventPayload', object> | NotFound> =>
  withWebhook(deps, principal, webhookId, async (trx, webhook) => {
    const event = await findEvent(trx, principal.tenant, eventId)
    if (!event)
      return problem('NotFound', [issue(['input', 'event'], 'known-event', 'There is no such event.')])
    await resendToWebhook(trx, principal.tenant, webhookId, event, deps.clock())
    return { __typename: 'ResendWebhookEventPayload' as const, webhook }
  })

/** Tells a webhook again of all that became a dead letter since an instant. */
export const recoverWebhook = (
  deps: Deps,
  principal: Principal,
  { webhook: webhookId, since }: { readonly webhook: string; readonly since: Date },
): Promise<Payload<'RecoverWebhookPayload', { readonly recovered: number }> | NotFound> =>
  withWebhook(deps, principal, webhookId, async (trx, webhook) => ({
    __typename: 'RecoverWebhookPayload' as const,
    webhook,
    recovered: await requeueDead(trx, principal.tenant, webhookId, since.getTime(), deps.clock()),
  }))

/** Tells a webhook again of every event after a position, dead letters too. */
export const replayWebhook = (
  deps: Deps,
  principal: Principal,
  { webhook: webhookId, after }: { readonly webhook: string; readonly after: number },
): Promise<Payload<'ReplayWebhookPayload', object> | NotFound | InvalidInput> =>
  withWebhook(deps, principal, webhookId, async (trx, before) => {
    if (after > (await headPosition(trx, principal.tenant)))
      return problem('InvalidInput', [notYet(['input', 'after'])])
    if (after > before.position)
      return problem('InvalidInput', [
        issue(
          ['input', 'after'],
          'no-skipping',
          `The webhook was told up to ${before.position}: a replay goes back, and leaves nothing out.`,
        ),
      ])
    await requeueAll(trx, principal.tenant, webhookId, after, deps.clock())
    const webhook = (await findWebhook(trx, principal.tenant, webhookId)) ?? before
    return { __typename: 'ReplayWebhookPayload' as const, webhook }
  })
