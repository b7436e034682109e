import { verifyWebhook } from '@constat/client'
import { beforeAll, afterAll, expect, test } from 'vitest'
import { startReceiver, type Receiver } from '../testing/webhook-receiver.ts'
import { startWebhooksUnderTest, type WebhooksUnderTest } from '../testing/webhooks.ts'
import { claimDue, deliverDue, startWebhooks } from './dispatcher.ts'
import { RETRY_DELAYS } from './retry.ts'
import { takeWebhookTurn } from './turn.ts'

let world: WebhooksUnderTest

beforeAll(async () => {
  world = await startWebhooksUnderTest()
})
afterAll(() => world.server.close())

const deliver = () => deliverDue(world.server.deps)
const told = ({ received }: Receiver) => received.map(({ event }) => event)
const webhook = async (id: string) => {
  const found = await world.server.client.webhook(id)
  if (!found) throw new Error('no such webhook')
  return found
}
/** A receiver with a webhook of its own, from now on. */
const listen = async (changes: object = {}) => {
  const receiver = await startReceiver()
  const created = await world.create({ url: receiver.url, ...changes })
  return { receiver, ...created, remove: () => world.server.client.deleteWebhook(created.id) }
}

test('a webhook is told of every event from its creation on, once, each message signed', async () => {
  const before = await world.consent()
  const { receiver, id, secret, remove } = await listen()
  const events = [await world.consent(), await world.consent(), await world.consent()]
  await deliver()
  expect(told(receiver).toSorted()).toEqual(events.toSorted())
  expect(told(receiver)).not.toContain(before)
  await deliver()
  expect(receiver.received).toHaveLength(3)
  for (const { headers, body, event } of receiver.received) {
    expect(headers).toMatchObject({ 'webhook-id': event, 'content-type': 'application/json' })
    const verified = await verifyWebhook(headers, body, secret, { now: world.server.deps.clock() })
    expect(verified).toMatchObject({ ok: true, message: { event, kind: 'GIVEN', type: 'consent.given' } })
  }
  expect(await webhook(id)).toMatchObject({ state: 'ENABLED', waiting: 0, dead: 0 })
  const log = await world.server.client.webhookAttempts({ id })
  expect(log?.edges.map(({ node }) => [node.outcome, node.status])).toEqual(
    events.map(() => ['DELIVERED', 204]),
  )
  await remove()
})

test('messages, logs and the log of attempts hold nothing of the person, and the database no secret in clear', async () => {
  const { receiver, secret, remove } = await listen()
  await world.consent('06 39 98 77 66')
  receiver.answer((_message, response) => void response.writeHead(500).end('06 39 98 77 66 was refused'))
  await deliver()
  const { logged } = world.server
  for (const text of [logged(), JSON.stringify(receiver.received)])
    expect(text).not.toMatch(/39 ?98 ?77 ?66|639987766/)
  expect(logged()).not.toContain(secret.slice('whsec_'.length))
  const raw = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const written = await world.server.written()
  expect(written.includes(raw) || written.includes(secret.slice('whsec_'.length))).toBe(false)
  expect(written.includes('was refused')).toBe(false)
  await remove()
})

test('what fails is tried after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; then it is a dead letter and the webhook is disabled', async () => {
  const { receiver, id, secret, remove } = await listen()
  receiver.answer(500)
  const event = await world.consent()
  await deliver()
  for (const [index, delay] of RETRY_DELAYS.entries()) {
    expect(receiver.received).toHaveLength(index + 1)
    world.pass(delay - 1)
    await deliver()
    expect(receiver.received).toHaveLength(index + 1)
    expect(await webhook(id)).toMatchObject({ state: 'ENABLED', waiting: 1, dead: 0 })
    world.pass(1)
    await deliver()
  }
  expect(receiver.received).toHaveLength(8)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([event]))
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
  // Each attempt is signed for its own time.
  const last = receiver.received.at(-1)
  expect(
    await verifyWebhook(last?.headers ?? {}, last?.body ?? '', secret, { now: world.server.deps.clock() }),
  ).toMatchObject({ ok: true })
  expect(await webhook(id)).toMatchObject({
    state: 'DISABLED',
    disabledReason: 'RETRIES_EXHAUSTED',
    waiting: 0,
    dead: 1,
  })
  const dead = await world.server.client.webhookDeadLetters({ id })
  expect(dead?.edges.map(({ node }) => [node.event, node.attempts])).toEqual([[event, 8]])
  expect(world.server.logged()).toContain('a webhook was disabled')

  // What happens meanwhile waits; the dead letter is told again when it is asked for.
  receiver.answer(204)
  const later = await world.consent()
  world.pass(3_600_000)
  await deliver()
  expect(receiver.received).toHaveLength(8)
  await world.server.client.enableWebhook(id)
  await deliver()
  expect(told(receiver).slice(8)).toEqual([later])
  await world.server.client.recoverWebhook({ webhook: id, since: '2026-11-24T00:00:00Z' })
  await deliver()
  expect(told(receiver).slice(9)).toEqual([event])
  expect(await webhook(id)).toMatchObject({ state: 'ENABLED', waiting: 0, dead: 0 })
  await remove()
})

test('one event that a webhook cannot take does not disable it, nor stop what is of others', async () => {
  const { receiver, id, remove } = await listen()
  const poison = await world.consent()
  receiver.answer(({ event }, response) => void response.writeHead(event === poison ? 500 : 204).end())
  await deliver()
  for (const delay of RETRY_DELAYS) {
    const fine = await world.consent()
    await deliver()
    expect(told(receiver)).toContain(fine)
    world.pass(delay)
    await deliver()
  }
  expect(await webhook(id)).toMatchObject({ state: 'ENABLED', waiting: 0, dead: 1 })
  await remove()
})

test('a person’s events arrive by position: the later wait while the first is retried, other people’s do not', async () => {
  const { receiver, remove } = await listen()
  const given = await world.consent('06 39 98 55 01')
  let fails = true
  receiver.answer(
    ({ event }, response) => void response.writeHead(event === given && fails ? 503 : 200).end(),
  )
  await deliver()
  const [withdrawn] = await world.withdraw('06 39 98 55 01')
  const again = await world.consent('+33 6 39 98 55 01')
  const other = await world.consent()
  await deliver()
  expect(told(receiver)).toEqual([given, other])
  fails = false
  world.pass(5_000)
  await deliver()
  expect(told(receiver)).toEqual([given, other, given, withdrawn, again])
  await remove()
})

test('a slow webhook holds no other up', async () => {
  const [slow, quick] = [await listen(), await listen()]
  let release = (): void => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  slow.receiver.answer((_message, response) => void held.then(() => response.writeHead(204).end()))
  const arrived = new Promise<void>((resolve) =>
    quick.receiver.answer((_message, response) => {
      response.writeHead(204).end()
      resolve()
    }),
  )
  const running = startWebhooks(world.server.deps, { interval: 5 })
  await world.consent()
  await arrived
  expect(quick.receiver.received).toHaveLength(1)
  release()
  await running.stop()
  await Promise.all([slow.remove(), quick.remove()])
})

test('a webhook of chosen kinds is told of those alone', async () => {
  const { receiver, remove } = await listen({ kinds: ['WITHDRAWN'] })
  await world.consent('06 39 98 55 02')
  const [withdrawn] = await world.withdraw('06 39 98 55 02')
  await deliver()
  expect(told(receiver)).toEqual([withdrawn])
  await remove()
})

test('a webhook of another tenant is told of nothing of this one', async () => {
  const receiver = await startReceiver()
  const created = await world.server.stranger.createWebhook({ url: receiver.url, after: '0' })
  await world.consent()
  await deliver()
  expect(receiver.received).toEqual([])
  if ('webhook' in created) await world.server.stranger.deleteWebhook(created.webhook.id)
})

test('410 disables a webhook at once, and what it was not told of waits', async () => {
  const { receiver, id, remove } = await listen()
  receiver.answer(410)
  const event = await world.consent()
  await deliver()
  world.pass(RETRY_DELAYS[0])
  await deliver()
  expect(receiver.received).toHaveLength(1)
  expect(await webhook(id)).toMatchObject({ state: 'DISABLED', disabledReason: 'GONE', waiting: 1 })
  receiver.answer(200)
  await world.server.client.enableWebhook(id)
  await deliver()
  expect(told(receiver)).toEqual([event, event])
  await remove()
})

test('a secret that was replaced still verifies until its grace is over', async () => {
  const { receiver, id, secret, remove } = await listen()
  const rotated = await world.server.client.rotateWebhookSecret({ webhook: id, graceHours: 1 })
  const next = 'secret' in rotated ? rotated.secret : ''
  const verdicts = async () => {
    await world.consent()
    await deliver()
    const { headers, body } = receiver.received.at(-1) ?? { headers: {}, body: '' }
    const now = world.server.deps.clock()
    const each = [secret, next].map((one) => verifyWebhook(headers, body, one, { now }))
    return (await Promise.all(each)).map(({ ok }) => ok)
  }
  expect(await verdicts()).toEqual([true, true])
  world.pass(3_600_000)
  expect(await verdicts()).toEqual([false, true])
  await remove()
})

test('a server that died is succeeded when its lease runs out, and tells again what it had not written down', async () => {
  const { receiver, remove } = await listen()
  const event = await world.consent()
  const { deps } = world.server
  const [lease] = await claimDue(deps, 1)
  expect(lease).toBeDefined()
  await deliver()
  expect(receiver.received).toEqual([])
  world.pass(30_000)
  await deliver()
  expect(told(receiver)).toEqual([event])
  // The one that was believed dead finds that its lease is gone.
  if (lease) await takeWebhookTurn(deps, lease, new AbortController().signal)
  expect(told(receiver)).toEqual([event])
  await remove()
})

test('a stop lets what is being sent end, or ends it; nothing of it is lost', async () => {
  const { receiver, id, remove } = await listen()
  const event = await world.consent()
  let begun = (): void => {}
  const sending = new Promise<void>((resolve) => (begun = resolve))
  receiver.answer(() => begun())
  const running = startWebhooks(world.server.deps, { interval: 5, drain: 1 })
  await sending
  await running.stop()
  expect(await webhook(id)).toMatchObject({ waiting: 1 })
  expect((await world.server.client.webhookAttempts({ id }))?.edges).toEqual([])
  receiver.answer(204)
  await deliver()
  expect(told(receiver)).toEqual([event, event])
  await remove()
})

test('many webhooks and many events: each is told of each once', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => listen()))
  const events: string[] = []
  for (let index = 0; index < 40; index += 1) events.push(await world.consent())
  await deliver()
  for (const { receiver, remove } of all) {
    expect(told(receiver).toSorted()).toEqual(events.toSorted())
    await remove()
  }
})

test('a long queue is told without a pause, what nobody asked for is passed over as quickly', async () => {
  const { receiver, id, remove } = await listen({ kinds: ['WITHDRAWN'] })
  const others = await listen()
  const given: string[] = []
  for (let index = 0; index < 150; index += 1) given.push(await world.consent())
  const [withdrawn] = await world.withdraw('06 39 98 55 01')
  const running = startWebhooks(world.server.deps, { interval: 3_600_000 })
  while (told(others.receiver).length < 151 || told(receiver).length < 1)
    await new Promise((resolve) => setTimeout(resolve, 5))
  await running.stop()
  expect(told(receiver)).toEqual([withdrawn])
  expect(told(others.receiver).toSorted()).toEqual([...given, withdrawn ?? ''].toSorted())
  expect(await webhook(id)).toMatchObject({ waiting: 0 })
  await Promise.all([remove(), others.remove()])
})
