import { newId } from '@constat/core/id'
import type { InputIssue } from '@constat/core/problem'
import type { EventKind } from '@constat/core/vocabulary'
import {
  deleteWebhook as removeWebhook,
  disableWebhook as stopWebhook,
  enableWebhook as restartWebhook,
  findWebhook,
  headPosition,
  insertWebhook,
  insertWebhookSecret,
  listWebhooks,
  updateWebhook as changeWebhook,
  webhookSecrets,
  type Webhook,
  type WebhookSettings,
  type Writer,
} from '@constat/store'
import type { Deps, Principal } from '../platform/context.ts'
import { issue, problem, type Problem } from '../platform/problem.ts'
import { newWebhookSecret } from './secret.ts'
import { webhookUrlIssues } from './url.ts'

const MAX_WEBHOOKS = 20
const MAX_DESCRIPTION = 200
const MAX_GRACE_HOURS = 168
const MAX_SECRETS = 3
const HOUR = 3_600_000

/** A webhook, as it stands now. */
export type WebhookPayload<Name extends string> = { readonly __typename: Name; readonly webhook: Webhook }
/** A webhook with a new secret, which is shown this once. */
export type WebhookSecretPayload<Name extends string> = WebhookPayload<Name> & { readonly secret: string }
type NotFound = Problem<'NotFound'>
type InvalidInput = Problem<'InvalidInput'>
type Conflict = Problem<'Conflict'>

/** What an owner gives for a webhook; what is absent stays as it is, or is the default. */
export type WebhookInput = {
  readonly url?: URL | null | undefined
  readonly description?: string | null | undefined
  readonly kinds?: readonly EventKind[] | null | undefined
}

/** This tenant has no such webhook; what belongs to others is not found either. */
export const noWebhook = (): NotFound =>
  problem('NotFound', [issue(['input', 'webhook'], 'known-webhook', 'There is no such webhook.')])

/**
 * Does something to a webhook of this tenant, in one transaction.
 */
export const withWebhook = <T>(
  { store }: Deps,
  { tenant }: Principal,
  webhookId: string,
  work: (trx: Writer, webhook: Webhook) => Promise<T>,
): Promise<T | NotFound> =>
  store.write(async (trx) => {
    const webhook = await findWebhook(trx, tenant, webhookId)
    return webhook ? work(trx, webhook) : noWebhook()
  })

const settingIssues = (
  { webhooks }: Deps,
  { url, description, kinds }: WebhookInput,
): readonly InputIssue[] => [
  ...(url ? webhookUrlIssues(url, ['input', 'url'], webhooks?.mayLoopBack ?? false) : []),
  ...((description?.length ?? 0) > MAX_DESCRIPTION
    ? [issue(['input', 'description'], 'too-long', `Write at most ${MAX_DESCRIPTION} characters.`)]
    : []),
  ...(kinds && kinds.length === 0
    ? [issue(['input', 'kinds'], 'too-short', 'Give at least one kind, or null for all.')]
    : []),
]

const conflict = (path: readonly string[], rule: string, message: string): Conflict =>
  problem('Conflict', [issue(path, rule, message)])

const urlTaken = (): Conflict =>
  conflict(['input', 'url'], 'unique-url', 'A webhook of this tenant has this URL: change that one.')

/** Adds a webhook, and makes the secret that signs what it is sent. Without `after` it is told of what comes from now on. */
export const createWebhook = async (
  deps: Deps,
  { tenant }: Principal,
  input: WebhookInput & { readonly url: URL; readonly after?: number | null | undefined },
): Promise<WebhookSecretPayload<'CreateWebhookPayload'> | InvalidInput | Conflict> => {
  const issues = settingIssues(deps, input)
  if (issues.length > 0) return problem('InvalidInput', issues)
  const webhookId = newId('webhook', deps.clock, deps.random)
  const secret = newWebhookSecret(deps, tenant.tenantId, webhookId)
  const settings: WebhookSettings = {
    url: input.url.href,
    description: input.description ?? null,
    kinds: input.kinds ? [...new Set(input.kinds)] : null,
  }
  return deps.store.write(async (trx) => {
    const others = await listWebhooks(trx, tenant)
    if (others.some(({ url }) => url === settings.url)) return urlTaken()
    if (others.length >= MAX_WEBHOOKS)
      return conflict(
        ['input'],
        'webhook-limit',
        `A tenant has at most ${MAX_WEBHOOKS} webhooks: delete one that is not used.`,
      )
    const head = await headPosition(trx, tenant)
    const position = input.after ?? head
    if (position > head) return problem('InvalidInput', [notYet(['input', 'after'])])
    const { createdAt } = secret.stored
    await insertWebhook(trx, tenant, { webhookId, ...settings, createdAt, position })
    await insertWebhookSecret(trx, tenant, webhookId, secret.stored, createdAt)
    const webhook = await findWebhook(trx, tenant, webhookId)
    if (!webhook) throw new Error('A webhook is missing from the transaction that made it.')
    return { __typename: 'CreateWebhookPayload', webhook, secret: secret.text }
  })
}

/** No event has this position yet. */
export const notYet = (path: readonly string[]): InputIssue =>
  issue(path, 'known-position', 'Give the position of an event that there is, or "0" for all.')

/** Changes what is given of a webhook; it goes on from where it was. */
export const updateWebhook = async (
  deps: Deps,
  principal: Principal,
  { webhook: webhookId, ...input }: WebhookInput & { readonly webhook: string },
): Promise<WebhookPayload<'UpdateWebhookPayload'> | NotFound | InvalidInput | Conflict> => {
  const issues = settingIssues(deps, input)
  if (issues.length > 0) return problem('InvalidInput', issues)
  const { tenant } = principal
  return withWebhook(deps, principal, webhookId, async (trx, before) => {
    const settings: WebhookSettings = {
      url: input.url?.href ?? before.url,
      description: input.description === undefined ? before.description : input.description,
      kinds: input.kinds === undefined ? before.kinds : input.kinds && [...new Set(input.kinds)],
    }
    const others = await listWebhooks(trx, tenant)
    if (others.some((each) => each.webhookId !== webhookId && each.url === settings.url)) return urlTaken()
    await changeWebhook(trx, tenant, webhookId, settings)
    return { __typename: 'UpdateWebhookPayload' as const, webhook: { ...before, ...settings } }
  })
}

/** Stops a webhook; what it is not told of waits for it. */
export const disableWebhook = (
  deps: Deps,
  principal: Principal,
  webhookId: string,
): Promise<WebhookPayload<'DisableWebhookPayload'> | NotFound> =>
  withWebhook(deps, principal, webhookId, async (trx, before) => {
    await stopWebhook(trx, principal.tenant, webhookId, 'BY_HAND', deps.clock())
    const webhook = (await findWebhook(trx, principal.tenant, webhookId)) ?? before
    return { __typename: 'DisableWebhookPayload' as const, webhook }
  })

/** Lets a webhook go on from where it stopped. */
export const enableWebhook = (
  deps: Deps,
  principal: Principal,
  webhookId: string,
): Promise<WebhookPayload<'EnableWebhookPayload'> | NotFound> =>
  withWebhook(deps, principal, webhookId, async (trx, before) => {
    await restartWebhook(trx, principal.tenant, webhookId, deps.clock())
    const webhook = (await findWebhook(trx, principal.tenant, webhookId)) ?? before
    return { __typename: 'EnableWebhookPayload' as const, webhook }
  })

/** Removes a webhook for good; asked again, it is not found. */
export const deleteWebhook = (
  deps: Deps,
  principal: Principal,
  webhookId: string,
): Promise<{ readonly __typename: 'DeleteWebhookPayload'; readonly id: string } | NotFound> =>
  withWebhook(deps, principal, webhookId, async (trx) => {
    await removeWebhook(trx, principal.tenant, webhookId)
    return { __typename: 'DeleteWebhookPayload' as const, id: webhookId }
  })

/** Makes a new secret; the one before signs beside it until the grace is over. */
export const rotateWebhookSecret = async (
  deps: Deps,
  principal: Principal,
  { webhook: webhookId, graceHours }: { readonly webhook: string; readonly graceHours: number },
): Promise<WebhookSecretPayload<'RotateWebhookSecretPayload'> | NotFound | InvalidInput | Conflict> => {
  if (graceHours < 0 || graceHours > MAX_GRACE_HOURS)
    return problem('InvalidInput', [
      issue(['input', 'graceHours'], 'grace', `Give 0 to ${MAX_GRACE_HOURS} hours.`),
    ])
  const { tenant } = principal
  const secret = newWebhookSecret(deps, tenant.tenantId, webhookId)
  const { createdAt } = secret.stored
  return withWebhook(deps, principal, webhookId, async (trx, webhook) => {
    const signing = await webhookSecrets(trx, tenant, webhookId, createdAt)
    if (graceHours > 0 && signing.length >= MAX_SECRETS)
      return conflict(
        ['input', 'webhook'],
        'secret-limit',
        `${MAX_SECRETS} secrets sign for this webhook: wait until the grace of one is over, or rotate without grace.`,
      )
    await insertWebhookSecret(trx, tenant, webhookId, secret.stored, createdAt + graceHours * HOUR)
    return { __typename: 'RotateWebhookSecretPayload' as const, webhook, secret: secret.text }
  })
}
