import { payloadOf, type Problem } from '@constat/client'
import { isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey } from '../access/tenant.service.ts'
import { findKey } from '../access/access.service.ts'
import { apiSchema } from '../schema.ts'
import { startReceiver } from '../testing/webhook-receiver.ts'
import { startWebhooksUnderTest, type WebhooksUnderTest } from '../testing/webhooks.ts'
import { deliverDue } from './dispatcher.ts'

let world: WebhooksUnderTest
let event: string
let count = 0

beforeAll(async () => {
  world = await startWebhooksUnderTest()
  event = await world.consent()
  await world.consent()
})
afterAll(() => world.server.close())

const urlOf = (name: string | number = count++): string => `https://example.com/${name}`
const create = () => world.create({ url: urlOf() })
const client = () => world.server.client

/** What is refused, by path and rule. */
const refusal = (result: object): unknown => {
  const { __typename, issues = [] } = result as Partial<Problem>
  return [__typename, ...issues.map(({ path, rule }) => `${path.join('.')} ${rule}`)]
}
const NO_WEBHOOK = ['NotFound', 'input.webhook known-webhook']

test('createWebhook: a webhook and a secret of 256 bits, which is not shown again', async () => {
  const url = urlOf('made')
  const made = payloadOf(
    await client().createWebhook({ url, description: 'CRM', kinds: ['WITHDRAWN', 'OBJECTED'] }),
  )
  expect(made.webhook).toMatchObject({
    url,
    description: 'CRM',
    kinds: ['WITHDRAWN', 'OBJECTED'],
    state: 'ENABLED',
    disabledReason: null,
    disabledAt: null,
    deliveredAt: null,
    position: '2',
    waiting: 0,
    dead: 0,
  })
  expect(made.webhook.id).toMatch(/^whk_/)
  expect(made.secret).toMatch(/^whsec_[0-9A-Za-z+/]{43}=$/)
  const type = apiSchema.getType('Webhook')
  expect(isObjectType(type) ? Object.keys(type.getFields()) : []).not.toContain('secret')
})

test.each([
  ['http://example.com/', 'https'],
  ['ftp://example.com/', 'https'],
  ['https://example.com:25/', 'port'],
  ['https://user:pass@example.com/', 'no-credentials'],
  ['https://example.com/#part', 'no-fragment'],
  [`https://example.com/${'x'.repeat(2_048)}`, 'too-long'],
  ['https://10.0.0.1/', 'public-address'],
  ['https://169.254.169.254/latest/meta-data', 'public-address'],
  ['https://[fd00::1]/', 'public-address'],
  ['https://[::ffff:10.0.0.1]/', 'public-address'],
  ['https://printer.local/', 'public-address'],
  ['https://metadata.google.internal/', 'public-address'],
  ['https://a.localhost/', 'public-address'],
])('createWebhook: the URL %s breaks the rule %s', async (url, rule) => {
  expect(refusal(await client().createWebhook({ url }))).toEqual(['InvalidInput', `input.url ${rule}`])
})

test('createWebhook: every fault is listed', async () => {
  const refused = await client().createWebhook({
    url: 'http://u@192.168.0.1/#x',
    description: 'x'.repeat(201),
    kinds: [],
  })
  expect(refusal(refused)).toEqual([
    'InvalidInput',
    'input.url https',
    'input.url no-credentials',
    'input.url no-fragment',
    'input.url public-address',
    'input.description too-long',
    'input.kinds too-short',
  ])
  expect(refusal(await client().createWebhook({ url: urlOf(), after: '99' }))).toEqual([
    'InvalidInput',
    'input.after known-position',
  ])
})

test('createWebhook, updateWebhook: a URL that another webhook of the tenant has is a Conflict', async () => {
  const url = urlOf()
  const { id } = await create()
  await world.create({ url })
  expect(refusal(await client().createWebhook({ url }))).toEqual(['Conflict', 'input.url unique-url'])
  expect(refusal(await client().updateWebhook({ webhook: id, url }))).toEqual([
    'Conflict',
    'input.url unique-url',
  ])
  expect(payloadOf(await world.server.stranger.createWebhook({ url })).webhook.url).toBe(url)
})

test('createWebhook: the twenty-first is a Conflict', async () => {
  for (const { id } of await client().webhooks()) await client().deleteWebhook(id)
  for (let made = 0; made < 20; made += 1) await create()
  expect(refusal(await client().createWebhook({ url: urlOf() }))).toEqual(['Conflict', 'input webhook-limit'])
  const all = await client().webhooks()
  expect(all).toHaveLength(20)
  for (const { id } of all) await client().deleteWebhook(id)
})

test('updateWebhook: what is given changes, the rest stays, null takes away', async () => {
  const { webhook } = payloadOf(
    await client().createWebhook({ url: urlOf(), description: 'x', kinds: ['GIVEN'] }),
  )
  const url = urlOf('changed')
  const changed = payloadOf(await client().updateWebhook({ webhook: webhook.id, url }))
  expect(changed.webhook).toEqual({ ...webhook, url })
  const cleared = payloadOf(
    await client().updateWebhook({ webhook: webhook.id, description: null, kinds: null }),
  )
  expect(cleared.webhook).toEqual({ ...webhook, url, description: null, kinds: null })
  expect(await client().webhook(webhook.id)).toEqual(cleared.webhook)
  expect(refusal(await client().updateWebhook({ webhook: webhook.id, url: 'http://example.com/' }))).toEqual([
    'InvalidInput',
    'input.url https',
  ])
})

test('disableWebhook, enableWebhook: the state, since when and why; asked twice they answer the same', async () => {
  const { id } = await create()
  const disabled = payloadOf(await client().disableWebhook(id))
  expect(disabled.webhook).toMatchObject({
    state: 'DISABLED',
    disabledReason: 'BY_HAND',
    disabledAt: new Date(world.server.deps.clock()).toISOString(),
  })
  expect(await client().disableWebhook(id)).toEqual(disabled)
  const enabled = payloadOf(await client().enableWebhook(id))
  expect(enabled.webhook).toMatchObject({ state: 'ENABLED', disabledReason: null, disabledAt: null })
  expect(await client().enableWebhook(id)).toEqual({ ...enabled, __typename: 'EnableWebhookPayload' })
})

test('deleteWebhook: it is gone, and not found the second time', async () => {
  const { id } = await create()
  expect(await client().deleteWebhook(id)).toMatchObject({ __typename: 'DeleteWebhookPayload', id })
  expect(await client().webhook(id)).toBeNull()
  expect(refusal(await client().deleteWebhook(id))).toEqual(NO_WEBHOOK)
})

test('rotateWebhookSecret: another secret; a grace out of bounds and a fourth secret are refused', async () => {
  const { id, secret } = await create()
  const rotated = payloadOf(await client().rotateWebhookSecret({ webhook: id }))
  expect(rotated.secret).toMatch(/^whsec_/)
  expect(rotated.secret).not.toBe(secret)
  for (const graceHours of [-1, 169])
    expect(refusal(await client().rotateWebhookSecret({ webhook: id, graceHours }))).toEqual([
      'InvalidInput',
      'input.graceHours grace',
    ])
  payloadOf(await client().rotateWebhookSecret({ webhook: id, graceHours: 168 }))
  expect(refusal(await client().rotateWebhookSecret({ webhook: id }))).toEqual([
    'Conflict',
    'input.webhook secret-limit',
  ])
  payloadOf(await client().rotateWebhookSecret({ webhook: id, graceHours: 0 }))
})

test('sendWebhookExample: one attempt now, disabled or not, whatever comes of it', async () => {
  const receiver = await startReceiver()
  const { id } = await world.create({ url: receiver.url })
  await client().disableWebhook(id)
  const sent = payloadOf(await client().sendWebhookExample({ webhook: id, kind: 'OBJECTED' }))
  expect(sent.attempt).toMatchObject({ outcome: 'DELIVERED', status: 204, event: null })
  expect(sent.attempt.message).toMatch(/^whe_/)
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
    type: 'consent.objected',
    data: { position: '0' },
  })
  receiver.answer(418)
  const { attempt } = payloadOf(await client().sendWebhookExample({ webhook: id }))
  expect(attempt).toMatchObject({ outcome: 'REFUSED', status: 418 })
  await deliverDue(world.server.deps)
  expect(receiver.received).toHaveLength(2)
  const log = await client().webhookAttempts({ id })
  expect(log?.edges.map(({ node }) => node.status).toSorted()).toEqual([204, 418])
  await client().deleteWebhook(id)
})

test('sendWebhookExample: a receiver that says nothing is given up before the request is', async () => {
  const receiver = await startReceiver()
  receiver.answer(() => undefined)
  const { deps } = world.server
  const { webhooks } = deps
  Object.assign(deps, { webhooks: { mayLoopBack: true } })
  const { id } = await world.create({ url: receiver.url })
  const { attempt } = payloadOf(await client().sendWebhookExample({ webhook: id }))
  expect(attempt).toMatchObject({ outcome: 'TIMED_OUT', status: null })
  Object.assign(deps, { webhooks })
  await client().deleteWebhook(id)
})

test('resendWebhookEvent: the event is told again; one that there is not is not found', async () => {
  const receiver = await startReceiver()
  const { id } = await world.create({ url: receiver.url })
  payloadOf(await client().resendWebhookEvent({ webhook: id, event }))
  payloadOf(await client().resendWebhookEvent({ webhook: id, event }))
  expect(await client().webhook(id)).toMatchObject({ waiting: 1 })
  await deliverDue(world.server.deps)
  expect(receiver.received.map((message) => message.event)).toEqual([event])
  expect(refusal(await client().resendWebhookEvent({ webhook: id, event: 'evt_none' }))).toEqual([
    'NotFound',
    'input.event known-event',
  ])
  const { id: theirs } = payloadOf(await world.server.stranger.createWebhook({ url: urlOf() })).webhook
  expect(refusal(await world.server.stranger.resendWebhookEvent({ webhook: theirs, event }))).toEqual([
    'NotFound',
    'input.event known-event',
  ])
  await client().deleteWebhook(id)
})

test('replayWebhook: told again of all after a position; it goes back and never forward', async () => {
  const receiver = await startReceiver()
  const { id } = await world.create({ url: receiver.url })
  expect(refusal(await client().replayWebhook({ webhook: id, after: '99' }))).toEqual([
    'InvalidInput',
    'input.after known-position',
  ])
  const replayed = payloadOf(await client().replayWebhook({ webhook: id, after: '0' }))
  expect(replayed.webhook.position).toBe('0')
  expect(refusal(await client().replayWebhook({ webhook: id, after: '1' }))).toEqual([
    'InvalidInput',
    'input.after no-skipping',
  ])
  await deliverDue(world.server.deps)
  expect(receiver.received).toHaveLength(2)
  await client().deleteWebhook(id)
})

test('recoverWebhook: says how many dead letters are told again', async () => {
  const { id } = await create()
  const recovered = await client().recoverWebhook({ webhook: id, since: '2026-01-01T00:00:00Z' })
  expect(recovered).toMatchObject({ __typename: 'RecoverWebhookPayload', recovered: 0 })
})

test('attempts and dead letters are paged, and a page that is none is refused', async () => {
  const receiver = await startReceiver()
  const { id } = await world.create({ url: receiver.url })
  for (let sent = 0; sent < 3; sent += 1) await client().sendWebhookExample({ webhook: id })
  const first = await client().webhookAttempts({ id, first: 2 })
  expect(first?.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
  const after = first?.pageInfo.endCursor ?? ''
  const second = await client().webhookAttempts({ id, first: 2, after })
  expect(second?.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  const ids = [...(first?.edges ?? []), ...(second?.edges ?? [])].map(({ node }) => node.id)
  expect(new Set(ids).size).toBe(3)
  const refused = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)
  for (const page of [client().webhookAttempts, client().webhookDeadLetters]) {
    expect(await refused(page({ id, first: 0 }))).toMatchObject({ issues: [{ rule: 'page-size' }] })
    expect(await refused(page({ id, first: 101 }))).toMatchObject({ issues: [{ rule: 'page-size' }] })
    expect(await refused(page({ id, after: 'none' }))).toMatchObject({ issues: [{ rule: 'cursor' }] })
  }
  expect(await client().webhookDeadLetters({ id })).toMatchObject({ edges: [] })
  await client().deleteWebhook(id)
})

test('what belongs to another tenant is as absent as what does not exist, for every operation', async () => {
  const { id } = await create()
  const before = await client().webhook(id)
  const { stranger } = world.server
  const since = '2026-01-01T00:00:00Z'
  for (const webhook of [id, 'whk_none', '']) {
    const refused = [
      await stranger.updateWebhook({ webhook, description: 'mine' }),
      await stranger.disableWebhook(webhook),
      await stranger.enableWebhook(webhook),
      await stranger.deleteWebhook(webhook),
      await stranger.rotateWebhookSecret({ webhook }),
      await stranger.sendWebhookExample({ webhook }),
      await stranger.resendWebhookEvent({ webhook, event }),
      await stranger.recoverWebhook({ webhook, since }),
      await stranger.replayWebhook({ webhook, after: '0' }),
    ]
    expect(refused.map(refusal)).toEqual(refused.map(() => NO_WEBHOOK))
    expect(await stranger.webhook(webhook)).toBeNull()
    expect(await stranger.webhookAttempts({ id: webhook })).toBeNull()
    expect(await stranger.webhookDeadLetters({ id: webhook })).toBeNull()
    const { body } = await world.server.send(world.server.strangerKey, `{ node(id: "${webhook}") { id } }`)
    expect(body.data.node).toBeNull()
  }
  expect((await stranger.webhooks()).map((each) => each.id)).not.toContain(id)
  expect(await client().webhook(id)).toEqual(before)
  const { body } = await world.server.send(world.server.secretKey, `{ node(id: "${id}") { __typename id } }`)
  expect(body.data.node).toEqual({ __typename: 'Webhook', id })
})

test('webhook:read reads and changes nothing; without it a webhook is not even a node', async () => {
  const { scope } = (await findKey(world.server.deps, world.server.secretKey))!
  const keyOf = async (scopes: readonly ('webhook:read' | 'consent:read')[]) =>
    (await createApiKey(world.server.deps, scope, { kind: 'SECRET', name: 'some', scopes })).text
  const { id } = await create()
  const reader = await keyOf(['webhook:read'])
  const read = await world.server.send(reader, `{ webhook(id: "${id}") { id } webhooks { id } }`)
  expect(read.body.data.webhook).toEqual({ id })
  const write = await world.server.send(
    reader,
    `mutation { deleteWebhook(input: { webhook: "${id}" }) { __typename } }`,
  )
  expect(write.body.errors[0].extensions.code).toBe('MISSING_SCOPE')
  const other = await world.server.send(await keyOf(['consent:read']), `{ node(id: "${id}") { id } }`)
  expect(other.body.data?.node ?? null).toBeNull()
})
