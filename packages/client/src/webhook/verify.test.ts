import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verifyWebhook, type WebhookHeaders } from '../index.ts'

const NOW = Date.parse('2026-11-24T10:10:00Z')
const SECRET = `whsec_${randomBytes(32).toString('base64')}`
const BODY = JSON.stringify({
  type: 'consent.withdrawn',
  timestamp: '2026-11-24T10:09:59.000Z',
  data: { event: 'evt_2', kind: 'WITHDRAWN', position: '2', supersedes: 'evt_1' },
})

const sign = (body: string, secret = SECRET, at = NOW, id = 'evt_2'): Record<string, string> => {
  const timestamp = String(Math.floor(at / 1000))
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
const verify = (
  headers: WebhookHeaders,
  body: string | Uint8Array = BODY,
  secret: string | string[] = SECRET,
) => verifyWebhook(headers, body, secret, { now: NOW })
const faultOf = async (...input: Parameters<typeof verify>) => {
  const verified = await verify(...input)
  return verified.ok ? 'none' : verified.fault
}

test('a message is read once it is verified, whatever the headers and the body are held in', async () => {
  const headers = sign(BODY)
  const verified = {
    ok: true,
    message: {
      id: 'evt_2',
      type: 'consent.withdrawn',
      timestamp: '2026-11-24T10:09:59.000Z',
      event: 'evt_2',
      kind: 'WITHDRAWN',
      position: '2',
      supersedes: 'evt_1',
    },
  }
  expect(await verify(headers)).toEqual(verified)
  expect(await verify(new Headers(headers), new TextEncoder().encode(BODY))).toEqual(verified)
  expect(await verify(headers, Buffer.from(BODY))).toEqual(verified)
})

test('one bit of the body, the id, the time or the signature makes it another', async () => {
  const headers = sign(BODY)
  const flip = (text: string, at: number): string =>
    text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('webhook-id', 'webhook-signature', 'body'),
      fc.nat(),
      async (where, at) => {
        const text = where === 'body' ? BODY : (headers[where] ?? '')
        // The last character of base64 before "=" holds bits that count for nothing.
        const index = at % (where === 'webhook-signature' ? text.length - 2 : text.length)
        const changed = flip(text, index)
        const fault =
          where === 'body' ? await faultOf(headers, changed) : await faultOf({ ...headers, [where]: changed })
        expect(fault).toBe('SIGNATURE')
      },
    ),
  )
  expect(await faultOf({ ...headers, 'webhook-timestamp': String(NOW / 1000 + 1) })).toBe('SIGNATURE')
})

test('a message is believed for five minutes before and after its time', async () => {
  const at = (seconds: number) => faultOf(sign(BODY, SECRET, NOW + seconds * 1000))
  expect([await at(-300), await at(300)]).toEqual(['none', 'none'])
  expect([await at(-301), await at(301)]).toEqual(['TIMESTAMP', 'TIMESTAMP'])
  const late = await verifyWebhook(sign(BODY), BODY, SECRET, { now: NOW + 400_000, toleranceSeconds: 500 })
  expect(late.ok).toBe(true)
})

test('while secrets are exchanged, any of the signatures under any of the secrets is enough', async () => {
  const other = `whsec_${randomBytes(24).toString('base64')}`
  const both = {
    ...sign(BODY),
    'webhook-signature': `${sign(BODY, other)['webhook-signature']} ${sign(BODY)['webhook-signature']} v1a,AAAA`,
  }
  expect(await faultOf(both)).toBe('none')
  expect(await faultOf(both, BODY, other)).toBe('none')
  expect(await faultOf(sign(BODY), BODY, [other, SECRET])).toBe('none')
  expect(await faultOf(sign(BODY), BODY, other)).toBe('SIGNATURE')
})

test.each([
  ['no header', {}],
  ['no id', { ...sign(BODY), 'webhook-id': undefined }],
  ['an empty id', { ...sign(BODY), 'webhook-id': '' }],
  ['no time', { ...sign(BODY), 'webhook-timestamp': undefined }],
  ['a time that is none', { ...sign(BODY), 'webhook-timestamp': '1e9' }],
  ['a time of too many digits', { ...sign(BODY), 'webhook-timestamp': '1'.repeat(400) }],
  ['no signature', { ...sign(BODY), 'webhook-signature': undefined }],
  ['headers given twice', { ...sign(BODY), 'webhook-id': ['a', 'b'] }],
])('with %s it is not a message', async (_name, headers) => {
  expect(await faultOf(headers)).toBe('HEADERS')
})

test('signatures of another kind, cut short or beyond counting are none', async () => {
  const { 'webhook-signature': good = '' } = sign(BODY)
  for (const signature of [
    'v1,',
    'v1,AAAA',
    `v1a,${good.slice(3)}`,
    good.slice(3),
    'v1,%%%',
    `${'v1,AAAA '.repeat(50)}${good}`,
  ])
    expect(await faultOf({ ...sign(BODY), 'webhook-signature': signature })).toBe('SIGNATURE')
})

test('what is signed and no message is said to be none', async () => {
  const bodies = ['', 'null', '[]', '{}', '{"type":"x","timestamp":"y","data":{}}', BODY.replace('"2"', '2')]
  for (const body of bodies) expect(await faultOf(sign(body), body)).toBe('BODY')
})

test('a secret that is none is a fault of the program', async () => {
  for (const secret of ['', 'whsec_', 'whsec_%', SECRET.slice('whsec_'.length)])
    await expect(verify(sign(BODY), BODY, secret)).rejects.toThrow(TypeError)
})
