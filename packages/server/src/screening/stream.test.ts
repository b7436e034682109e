import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient, RequestRefused, type ScreenedItem, type ScreeningEnd } from '@constat/client'
import {
  appendAnswers,
  NO_ANSWERS,
  readAnswer,
  readScrubReceipt,
  summaryOf,
  verifyScrubReceipt,
} from '@constat/evidence/screening'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey } from '../access/tenant.service.ts'
import { authenticate } from '../access/access.service.ts'
import { createHttp, type HttpOptions } from '../platform/http.ts'
import { listen, type Listening } from '../platform/listen.ts'
import type { Observer } from '../platform/observer.ts'
import { createQuotas } from '../platform/quotas.ts'
import { sealPoint } from './point.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { fetchTrust } from '../testing/verified.ts'

let server: ServerUnderTest
const listening: Listening[] = []

const phoneOf = (index: number): string => `+3363998${String(index).padStart(4, '0')}`
const ignore = (): void => undefined
const NOBODY: Observer = {
  onAnswered: ignore,
  onDecided: ignore,
  onWebhookAttempt: ignore,
  onQuotaExceeded: ignore,
  onUnavailable: ignore,
}
const QUESTION = { channel: 'LIVE_CALL', advertiser: 'cuisines' } as const

/** A server on a socket with these options, beside the one of the file; the same database. */
const open = async (options: HttpOptions = {}, quotas?: ReturnType<typeof createQuotas>) => {
  const app = createHttp({ ...server.deps, quotas }, options)
  const at = await listen((request) => app.fetch(request), { host: '127.0.0.1', port: 0 })
  listening.push(at)
  const url = `http://127.0.0.1:${at.port}`
  const clientOf = (key: string) => createClient({ url: `${url}/graphql`, key, retries: 0 })
  return { url, port: at.port, client: clientOf(server.secretKey), clientOf, close: at.close }
}

const post = (url: string, body: BodyInit, headers: Record<string, string> = {}, query = '') =>
  fetch(`${url}/v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines${query}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.secretKey}`,
      'content-type': 'application/x-ndjson',
      ...headers,
    },
    body,
  })

const linesIn = async (response: Response) =>
  (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

beforeAll(async () => {
  server = await startServer()
  const { sha256: notice } = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice
  for (const index of [0, 1, 2])
    await server.client.recordConsent({
      notice,
      contact: { phone: phoneOf(index) },
      choices: [{ question: 'appel', answer: 'GRANTED' }],
    })
  await server.client.recordObjection({ contact: { phone: phoneOf(1) }, scope: 'ALL', source: 'LETTER' })
})
afterAll(async () => {
  for (const each of listening) await each.close(0)
  await server.close()
})

test('a stream answers each line in its place, those that cannot be read too, and ends with its receipt', async () => {
  const { url } = await open()
  const sent = [
    `{"ref":"a","phone":"06 39 98 00 00"}`,
    'not json',
    `{"ref":"b","phone":"${phoneOf(1)}"}`,
    '',
    `{"ref":"c","phone":"12"}`,
    `{"ref":"d"}`,
    `{"phone":"${phoneOf(9)}"}`,
    `{"ref":"e","phonne":"1"}`,
    `{"ref":"${'x'.repeat(5_000)}"}`,
    `{"ref":"f","phone":"+33 6 39 98 00 02"}`,
  ].join('\n')
  const response = await post(url, sent)
  const text = await response.text()
  const lines = text.trimEnd().split('\n')
  const answers = lines.map((line) => JSON.parse(line))
  const end = answers.pop()
  lines.pop()
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  expect(answers.map(({ ref, verdict, rule }) => [ref, verdict ?? rule])).toEqual([
    ['a', 'ALLOW'],
    ['2', 'json'],
    ['b', 'DENY'],
    ['c', 'phone-too-short'],
    ['d', 'one-contact'],
    ['7', 'DENY'],
    ['e', 'unknown-key'],
    ['9', 'line-length'],
    ['f', 'ALLOW'],
  ])
  expect(answers[0]).toMatchObject({
    contact: phoneOf(0),
    reasons: ['OK_CONSENT_VALID'],
    legalBasis: 'CONSENT',
  })
  expect(end).toMatchObject({
    end: true,
    error: null,
    n: 9,
    position: '4',
    verdicts: { ALLOW: 2, DENY: 2 },
    problems: { json: 1, 'phone-too-short': 1, 'one-contact': 1, 'unknown-key': 1, 'line-length': 1 },
  })

  const receipt = readScrubReceipt(Buffer.from(JSON.stringify(end.receipt)))
  if (!receipt) throw new Error('The last line has no receipt.')
  const now = server.deps.clock()
  const trust = await fetchTrust(server)
  const promised = await verifyScrubReceipt(receipt, trust, now)
  if (!promised.ok) throw new Error(promised.code)
  expect(promised.value).toMatchObject({
    file: { sha256: createHash('sha256').update(sent).digest('hex'), bytes: Buffer.byteLength(sent) },
    entry: undefined,
    payload: {
      event: 'screening.completed',
      position: 4,
      question: { channel: 'LIVE_CALL', advertiser: 'cuisines', profile: 'strict' },
      rules: { version: '0.1.0' },
    },
  })
  const told = lines.flatMap((line) => readAnswer(line) ?? [])
  expect(summaryOf(appendAnswers(NO_ANSWERS, told, promised.value.salt))).toEqual(
    promised.value.payload.answers,
  )

  // Nothing of a contact is in what is signed and kept.
  const signed = Buffer.from(receipt.sd_jwt.split('.')[1] ?? '', 'base64url').toString()
  expect(signed).not.toMatch(/\+33|639980/)
  expect(signed).not.toContain(promised.value.file.sha256)

  const path = `/v1/eligibility/receipts/${end.receiptId}/proof`
  const ask = (key: string) => fetch(url + path, { headers: { authorization: `Bearer ${key}` } })
  expect((await ask(server.secretKey)).status).toBe(404)
  await server.takeTurn()
  expect((await ask(server.strangerKey)).status).toBe(404)
  const proof = await (await ask(server.secretKey)).text()
  const logged = await verifyScrubReceipt({ ...receipt, proof }, await fetchTrust(server), now)
  expect(logged).toMatchObject({ ok: true, value: { entry: { checkpoint: { origin: expect.any(String) } } } })
})

test('a line that says a contact twice is refused, whatever its names are written with', async () => {
  const { url } = await open()
  const number = phoneOf(0)
  const lines = [
    `{"ref":"a","phone":"${phoneOf(1)}","phone":"${number}"}`,
    `{"ref":"b","phone":"${phoneOf(1)}","ph\\u006fne" : "${number}"}`,
    `{"ref":"c","ref":"c","phone":"${number}"}`,
    `{"ref":"\\"phone\\": x","phone":"${number}"}`,
  ]
  const answers = await linesIn(await post(url, lines.join('\n')))
  expect(answers.slice(0, -1).map(({ ref, rule, verdict }) => [ref, rule ?? verdict])).toEqual([
    ['a', 'duplicate-key'],
    ['b', 'duplicate-key'],
    ['c', 'duplicate-key'],
    ['"phone": x', 'ALLOW'],
  ])
})

test('the client screens what an iterable gives, and returns how it ended', async () => {
  const { client } = await open()
  let taken = 0
  async function* leads() {
    for (let index = 0; index < 5_000; index += 1) {
      taken += 1
      yield { ref: String(index), phone: phoneOf(index) }
    }
  }
  const lines: string[] = []
  const answers: ScreenedItem[] = []
  const run = client.screen(leads(), QUESTION, { onLine: (line) => lines.push(line) })
  let end: ScreeningEnd | undefined
  for (let next = await run.next(); ; next = await run.next()) {
    if (next.done) {
      end = next.value
      break
    }
    answers.push(next.value)
  }
  expect(answers.map(({ ref }) => ref)).toEqual(Array.from({ length: 5_000 }, (_, index) => String(index)))
  expect(answers.filter(({ verdict }) => verdict === 'ALLOW').map(({ ref }) => ref)).toEqual(['0', '2'])
  expect([taken, lines.length, end.n, end.position]).toEqual([5_000, 5_000, 5_000, '4'])

  // At the same point, whatever came after.
  await server.client.recordObjection({ contact: { phone: phoneOf(2) }, scope: 'ALL', source: 'LETTER' })
  const { point } = end
  const again = client.screen([{ ref: 'x', phone: phoneOf(2) }], { ...QUESTION, point })
  expect((await again.next()).value).toMatchObject({ ref: 'x', verdict: 'ALLOW' })
  const anew = client.screen([{ ref: 'x', phone: phoneOf(2) }], QUESTION)
  expect((await anew.next()).value).toMatchObject({ ref: 'x', verdict: 'DENY' })
})

test('a point is one that the server gave: to this tenant, for this question, within a day', async () => {
  const { url, client, clientOf } = await open()
  let point = ''
  for await (const _ of client.screen([{ ref: '1', phone: phoneOf(0) }], QUESTION, {
    onPoint: (given) => void (point = given),
  }));
  const [position = '', evaluatedAt = '', mac = ''] = point.split('.')
  const ask = async (given: string, query = '') => {
    const response = await post(url, '', {}, `&point=${given}${query}`)
    if (response.ok) return 200
    const { errors } = await response.json()
    return [response.status, errors[0].extensions.issues[0].rule]
  }
  expect(await ask(point)).toBe(200)
  const others = [
    `${Number(position) - 1}.${evaluatedAt}.${mac}`,
    `99999.${evaluatedAt}.${mac}`,
    `${position}.${Number(evaluatedAt) - 1_000}.${mac}`,
    `${position}.${evaluatedAt}.${mac.slice(0, -1)}`,
    `${position}.${evaluatedAt}`,
    '',
  ]
  for (const other of others) expect(await ask(other), other).toEqual([400, 'point-given'])
  for (const query of ['&profile=standard', '&at=2026-11-20T10:00:00Z', '&facts={"sector":"PRESS"}'])
    expect(await ask(point, query), query).toEqual([400, 'point-given'])
  await expect(
    clientOf(server.strangerKey)
      .screen([], { ...QUESTION, point })
      .next(),
  ).rejects.toMatchObject({
    issues: [{ rule: 'point-given' }],
  })
  const now = server.deps.clock()
  try {
    server.setNow(now + 86_400_000)
    expect(await ask(point)).toBe(200)
    server.setNow(now + 86_400_001)
    expect(await ask(point)).toEqual([400, 'point-age'])
    server.setNow(now - 1)
    expect(await ask(point)).toEqual([400, 'point-age'])
  } finally {
    server.setNow(now)
  }
  // A point above what is recorded, as of a database that was put back from a backup.
  const { tenant } = (await authenticate(server.deps, `Bearer ${server.secretKey}`, null)).principal
  const question = {
    channel: 'LIVE_CALL',
    advertiser: 'cuisines',
    goods: null,
    purpose: 'COMMERCIAL_PROSPECTING',
    profile: 'strict',
    at: null,
    facts: {},
  } as const
  const above = sealPoint(server.deps, tenant, question, { position: 99_999, evaluatedAt: now })
  expect(await ask(above)).toEqual([400, 'point-head'])
})

test('who may not ask, and what cannot be asked, is refused before anything is read', async () => {
  const { url, client, clientOf } = await open()
  const refused = async (response: Response) => {
    const { errors } = await response.json()
    return [response.status, errors[0].extensions.code, errors[0].extensions.issues?.[0]?.path.join('.')]
  }
  const tenant = (await authenticate(server.deps, `Bearer ${server.secretKey}`, null)).principal.tenant
  const { text: narrow } = await createApiKey(server.deps, tenant, {
    kind: 'SECRET',
    name: 'narrow',
    scopes: ['consent:read'],
  })
  expect(await refused(await post(url, '', { authorization: `Bearer ${narrow}` }))).toEqual([
    403,
    'MISSING_SCOPE',
    undefined,
  ])
  expect(await refused(await post(url, '', { authorization: 'Bearer none' }))).toEqual([
    401,
    'UNAUTHENTICATED',
    undefined,
  ])
  expect(await refused(await post(url, '', { 'content-type': 'text/plain' }))).toEqual([
    415,
    'INVALID_INPUT',
    'headers.content-type',
  ])
  expect(await refused(await post(url, '', { 'content-encoding': 'gzip' }))).toEqual([
    415,
    'INVALID_INPUT',
    'headers.content-encoding',
  ])
  expect(await refused(await post(url, '', { 'idempotency-key': 'leads-1' }))).toEqual([
    400,
    'INVALID_INPUT',
    'headers.idempotency-key',
  ])
  const faults: readonly (readonly [string, string])[] = [
    ['&channel=SMS', 'query.channel'],
    ['&purpose=FUN', 'query.purpose'],
    ['&color=red', 'query.color'],
    ['&at=tomorrow', 'query.at'],
    ['&at=2036-01-01T00:00:00Z', 'query.at'],
    ['&at=2026-02-30T10:00:00Z', 'query.at'],
    ['&sourceBytes=3', 'query.sourceSha256'],
    [`&sourceSha256=${'0'.repeat(64)}`, 'query.sourceBytes'],
    ['&facts=[]', 'query.facts'],
    ['&facts={"age":"old"}', 'query.facts.age'],
    // A state to be answered at is never chosen by who asks.
    ['&position=3&evaluatedAt=2026-01-05T00:00:00Z', 'query.position'],
    ['&point=3', 'query.point'],
  ]
  for (const [query, path] of faults)
    expect(await refused(await post(url, '', {}, query)), query).toEqual([400, 'INVALID_INPUT', path])
  expect((await fetch(`${url}/v1/eligibility/stream`)).status).toBe(405)
  const run = clientOf('constat_secret_x').screen([], QUESTION)
  await expect(run.next()).rejects.toMatchObject({
    name: 'RequestRefused',
    code: 'UNAUTHENTICATED',
    status: 401,
  })
  const nothing = await client.screen([], QUESTION).next()
  expect(nothing).toMatchObject({ done: true, value: { n: 0 } })
})

test('a stream ends where its lines, its time or its server end, and says so', async () => {
  const body = Array.from({ length: 5 }, (_, index) => `{"ref":"${index}","phone":"${phoneOf(index)}"}`).join(
    '\n',
  )
  const few = await open({ streams: { line: 4_096, lines: 3, time: 1_000 } })
  const lines = await linesIn(await post(few.url, body))
  expect(lines.length).toBe(4)
  expect(lines.at(-1)).toMatchObject({ end: true, n: 3, error: { code: 'TOO_MANY_LINES' }, receipt: null })

  const stopping = await open({ isStopping: () => true })
  expect(await linesIn(await post(stopping.url, body))).toMatchObject([
    { end: true, n: 0, error: { code: 'STOPPING' }, receipt: null },
  ])
  await expect(stopping.client.screen([{ ref: '1', phone: phoneOf(1) }], QUESTION).next()).rejects.toThrow(
    RequestRefused,
  )
})

test('a key has four streams at once, and one that its client leaves makes room', async () => {
  const { url } = await open()
  const held = () => {
    const left = new AbortController()
    // Never ends: it waits for lines.
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(Buffer.from(`{"ref":"1","phone":"${phoneOf(1)}"}\n`)),
    })
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { authorization: `Bearer ${server.secretKey}`, 'content-type': 'application/x-ndjson' },
      body,
      duplex: 'half',
      signal: left.signal,
    }
    return {
      left,
      response: fetch(`${url}/v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines`, init),
    }
  }
  const streams = [held(), held(), held(), held()]
  for (const { response } of streams) {
    const reader = (await response).body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toContain('"verdict":"DENY"')
  }
  const fifth = await post(url, '')
  expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([429, '5'])
  streams[0]?.left.abort()
  let status = 429
  while (status === 429) ({ status } = await post(url, ''))
  expect(status).toBe(200)
  for (const { left } of streams) left.abort()
})

test('a client that leaves within its stream is no fault of the server', async () => {
  const { url } = await open()
  const left = new AbortController()
  const logged = server.logged().length
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { authorization: `Bearer ${server.secretKey}`, 'content-type': 'application/x-ndjson' },
    body: new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('{"ref":"1",')) }),
    duplex: 'half',
    signal: left.signal,
  }
  const response = await fetch(`${url}/v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines`, init)
  expect(response.status).toBe(200)
  left.abort()
  const said = () => server.logged().slice(logged)
  while (!said().includes('stream"')) await wait(5)
  expect(said()).toContain('a client left its stream')
  expect(said()).not.toContain('"level":50')
})

test('a reader that takes no answers holds back what is read of the lines', async () => {
  const { port } = await open()
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.pause()
  socket.write(
    `POST /v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${server.secretKey}\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n`,
  )
  const line = `{"ref":"${'r'.repeat(100)}","phone":"${phoneOf(7)}"}\n`
  const chunk = line.repeat(500)
  const framed = `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`
  let sent = 0
  const MOST = 100_000_000
  // Until the server takes no more; a server that reads on would take all of it.
  while (sent < MOST) {
    const flushed = socket.write(framed)
    sent += framed.length
    if (flushed) continue
    const drained = once(socket, 'drain').then(() => true)
    const full = await Promise.race([drained, quiet(socket)])
    if (!full) break
  }
  expect(sent).toBeLessThan(MOST)
  socket.destroy()
})

/** Resolves with false once a socket has written nothing for a second. */
const quiet = async (socket: { readonly bytesWritten: number }): Promise<false> => {
  for (let before = -1; before !== socket.bytesWritten;) {
    before = socket.bytesWritten
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  return false
}

test('a stream that asks for more than its share is slowed, not refused', async () => {
  const rate = { burst: 200, perSecond: 80 }
  const plenty = { burst: 1e6, perSecond: 1e6 }
  const rates = { SITE: rate, SECRET: rate, PARTNER: rate, contact: plenty, failure: rate }
  // Time goes by when one was refused.
  const refusals: string[] = []
  const quotas = createQuotas(rates, () => refusals.length * 10_000, {
    ...NOBODY,
    onQuotaExceeded: (of) => void refusals.push(of),
  })
  const { client } = await open({}, quotas)
  const leads = Array.from({ length: 3_000 }, (_, index) => ({ ref: String(index), phone: phoneOf(index) }))
  let answered = 0
  for await (const _ of client.screen(leads, QUESTION)) answered += 1
  expect(answered).toBe(3_000)
  expect(refusals).toContain('key')
})
