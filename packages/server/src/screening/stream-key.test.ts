import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createQuotas } from '../platform/quotas.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted } from '../testing/server-under-test.ts'
import { phoneOf, QUESTION, startStreaming, type Streaming } from '../testing/streaming.ts'

let streaming: Streaming
beforeAll(async () => {
  streaming = await startStreaming()
})
afterAll(() => streaming.close())

const HOUR = 3_600_000
const ASKED = { ref: '1', phone: phoneOf(0) }

const newKey = async () =>
  granted(
    await streaming.server.client.createApiKey({
      kind: 'SECRET',
      name: 'screens',
      scopes: ['eligibility:read'],
      expiresAt: new Date(TUESDAY + HOUR).toISOString(),
    }),
    'CreateApiKeyPayload',
  )

const revoke = (id: string) => streaming.server.client.revokeApiKey(id)
const expire = async () => streaming.server.setNow(TUESDAY + HOUR)

const REFUSED = { name: 'RequestRefused', code: 'UNAUTHENTICATED', status: 401 }

test.each([
  ['a revoked key', revoke],
  ['an expired key', expire],
])('%s is answered no further line of its open stream, and gets no receipt', async (_name, end) => {
  const { clientOf } = await streaming.open()
  const { apiKey, secret } = await newKey()
  const more = Promise.withResolvers<void>()
  async function* leads() {
    yield ASKED
    await more.promise
    yield { ...ASKED, ref: '2' }
  }
  try {
    const run = clientOf(secret).screen(leads(), QUESTION)
    expect((await run.next()).value).toMatchObject({ ref: '1', verdict: 'ALLOW' })
    await end(apiKey.id)
    more.resolve()
    await expect(run.next()).rejects.toMatchObject(REFUSED)
  } finally {
    streaming.server.setNow(TUESDAY)
  }
})

test('a key that is revoked after the last line of its stream gets no receipt', async () => {
  const { clientOf } = await streaming.open()
  const { apiKey, secret } = await newKey()
  const over = Promise.withResolvers<void>()
  async function* leads() {
    yield ASKED
    await over.promise
  }
  const run = clientOf(secret).screen(leads(), QUESTION)
  expect((await run.next()).value).toMatchObject({ ref: '1', verdict: 'ALLOW' })
  await revoke(apiKey.id)
  over.resolve()
  await expect(run.next()).rejects.toMatchObject(REFUSED)
})

test('a key that is revoked while its stream waits for its share is answered nothing more', async () => {
  const rate = { burst: 1, perSecond: 10 }
  const plenty = { burst: 1e6, perSecond: 1e6 }
  const waits: string[] = []
  const quotas = createQuotas(
    { SITE: rate, SECRET: rate, PARTNER: rate, contact: plenty, failure: plenty },
    () => waits.length * 1_000,
    {
      onAnswered: () => undefined,
      onDecided: () => undefined,
      onWebhookAttempt: () => undefined,
      onQuotaExceeded: (of) => void waits.push(of),
      onError: () => undefined,
      onUnavailable: () => undefined,
    },
  )
  const { clientOf } = await streaming.open({}, quotas)
  const { apiKey, secret } = await newKey()
  const answered = clientOf(secret).screen([ASKED], QUESTION).next()
  answered.catch(() => undefined)
  while (waits.length === 0) await wait(1)
  await revoke(apiKey.id)
  await expect(answered).rejects.toMatchObject(REFUSED)
})
