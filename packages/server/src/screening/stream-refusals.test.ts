import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticate } from '../access/access.service.ts'
import { createApiKey } from '../access/tenant.service.ts'
import { phoneOf, QUESTION, startStreaming, type Streaming } from '../testing/streaming.ts'
import { sealPoint } from './point.ts'

let streaming: Streaming
beforeAll(async () => {
  streaming = await startStreaming()
})
afterAll(() => streaming.close())

test('a point is one that the server gave: to this tenant, for this question, within a day', async () => {
  const { url, client, clientOf } = await streaming.open()
  let point = ''
  for await (const _ of client.screen([{ ref: '1', phone: phoneOf(0) }], QUESTION, {
    onPoint: (given) => void (point = given),
  }));
  const [position = '', evaluatedAt = '', mac = ''] = point.split('.')
  const ask = async (given: string, query = '') => {
    const response = await streaming.post(url, '', {}, `&point=${given}${query}`)
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
    clientOf(streaming.server.strangerKey)
      .screen([], { ...QUESTION, point })
      .next(),
  ).rejects.toMatchObject({
    issues: [{ rule: 'point-given' }],
  })
  const now = streaming.server.deps.clock()
  try {
    streaming.server.setNow(now + 86_400_000)
    expect(await ask(point)).toBe(200)
    streaming.server.setNow(now + 86_400_001)
    expect(await ask(point)).toEqual([400, 'point-age'])
    streaming.server.setNow(now - 1)
    expect(await ask(point)).toEqual([400, 'point-age'])
  } finally {
    streaming.server.setNow(now)
  }
  // A point above what is recorded, as of a database that was put back from a backup.
  const { tenant } = (await authenticate(streaming.server.deps, `Bearer ${streaming.server.secretKey}`, null))
    .principal
  const question = {
    channel: 'LIVE_CALL',
    advertiser: 'cuisines',
    goods: null,
    purpose: 'COMMERCIAL_PROSPECTING',
    profile: 'strict',
    at: null,
    facts: {},
  } as const
  const above = sealPoint(streaming.server.deps, tenant, question, { position: 99_999, evaluatedAt: now })
  expect(await ask(above)).toEqual([400, 'point-head'])
})

test('who may not ask, and what cannot be asked, is refused before anything is read', async () => {
  const { url, client, clientOf } = await streaming.open()
  const refused = async (response: Response) => {
    const { errors } = await response.json()
    return [response.status, errors[0].extensions.code, errors[0].extensions.issues?.[0]?.path.join('.')]
  }
  const tenant = (await authenticate(streaming.server.deps, `Bearer ${streaming.server.secretKey}`, null))
    .principal.tenant
  const { text: narrow } = await createApiKey(streaming.server.deps, tenant, {
    kind: 'SECRET',
    name: 'narrow',
    scopes: ['consent:read'],
  })
  expect(await refused(await streaming.post(url, '', { authorization: `Bearer ${narrow}` }))).toEqual([
    403,
    'MISSING_SCOPE',
    undefined,
  ])
  expect(await refused(await streaming.post(url, '', { authorization: 'Bearer none' }))).toEqual([
    401,
    'UNAUTHENTICATED',
    undefined,
  ])
  expect(await refused(await streaming.post(url, '', { 'content-type': 'text/plain' }))).toEqual([
    415,
    'INVALID_INPUT',
    'headers.content-type',
  ])
  const utf16 = { 'content-type': 'application/x-ndjson; charset=utf-16' }
  expect(await refused(await streaming.post(url, '', utf16))).toEqual([
    415,
    'INVALID_INPUT',
    'headers.content-type',
  ])
  expect(await refused(await streaming.post(url, '', { 'content-encoding': 'gzip' }))).toEqual([
    415,
    'INVALID_INPUT',
    'headers.content-encoding',
  ])
  expect(await refused(await streaming.post(url, '', { 'idempotency-key': 'leads-1' }))).toEqual([
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
    expect(await refused(await streaming.post(url, '', {}, query)), query).toEqual([
      400,
      'INVALID_INPUT',
      path,
    ])
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
