import { verifyWebhook } from '@constat/client'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { seededRandom, TUESDAY } from '../testing/seeded.ts'
import { exampleOf, messageOf, signMessage } from './message.ts'

const random = seededRandom('messages')
const [one, two] = [random(32), random(32)]
const textOf = (secret: Uint8Array): string => `whsec_${Buffer.from(secret).toString('base64')}`

const EVENT = {
  eventId: 'evt_0123456789abcdefghjkmnpqrs',
  kind: 'WITHDRAWN',
  position: 42,
  recordedAt: TUESDAY,
  supersedes: 'evt_0123456789abcdefghjkmnpqrt',
} as const

test('a message names an event and its place, and nothing of the person', () => {
  expect(JSON.parse(messageOf(EVENT).body)).toEqual({
    type: 'consent.withdrawn',
    timestamp: '2026-11-24T10:10:00.000Z',
    data: {
      event: EVENT.eventId,
      kind: 'WITHDRAWN',
      position: '42',
      supersedes: EVENT.supersedes,
    },
  })
  expect(messageOf(EVENT)).toEqual(messageOf({ ...EVENT }))
})

test('an example says by its id and its position that there is no such event', () => {
  expect(exampleOf('GIVEN', 'whe_1', TUESDAY)).toEqual({
    id: 'whe_1',
    body: JSON.stringify({
      type: 'consent.given',
      timestamp: '2026-11-24T10:10:00.000Z',
      data: { event: 'whe_1', kind: 'GIVEN', position: '0', supersedes: null },
    }),
  })
})

// The vector of the Standard Webhooks specification.
test('a signature is that of the specification', () => {
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' }
  expect(signMessage(message, [secret], 1_614_265_330_000).headers['webhook-signature']).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  )
})

test('the library of Standard Webhooks and the client of Constat believe it, under either secret of a rotation', async () => {
  const now = Date.now()
  const { headers, body } = signMessage(messageOf(EVENT), [one, two], now)
  for (const secret of [one, two]) {
    expect(new Webhook(textOf(secret)).verify(body, { ...headers })).toEqual(JSON.parse(body))
    expect(await verifyWebhook(headers, body, textOf(secret), { now })).toMatchObject({
      ok: true,
      message: { id: EVENT.eventId, event: EVENT.eventId, kind: 'WITHDRAWN', position: '42' },
    })
  }
  expect(() => new Webhook(textOf(random(32))).verify(body, { ...headers })).toThrow()
})
