import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder, runMain } from '@constat/verifier/testing'
import { expect, test } from 'vitest'
import { endGently, install, phoneOf, publish, record, serve, SITE } from '../testing/serve.ts'
import { MAIN } from '../testing/witness.ts'

const TOKEN = 'Zm9yIHRlc3RzIG9ubHksIG5vdCBhIHNlY3JldA'

const post = (url: string, key: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

test('settings that are not safe are refused, all of them with what to do, and nothing listens', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'keys'))
  writeFileSync(join(folder, 'keys', 'kek.key'), 'x')
  writeFileSync(join(folder, 'demo.json'), '{}')
  chmodSync(join(folder, 'keys', 'kek.key'), 0o644)
  chmodSync(folder, 0o755)
  const { code, err } = await runMain(MAIN, ['serve'], {
    CONSTAT_DATA: folder,
    CONSTAT_HOST: '0.0.0.0',
    CONSTAT_PUBLIC_URL: 'http://localhost:4000',
    CONSTAT_METRICS_TOKEN: 'changeme'.repeat(4),
  })
  expect(code).toBe(2)
  expect(err.split('\n').map((line) => line.split(':')[0])).toEqual([
    'constat serve',
    'CONSTAT_PUBLIC_URL',
    'CONSTAT_PUBLIC_URL',
    'CONSTAT_HOST',
    'CONSTAT_METRICS_TOKEN',
    'CONSTAT_KEYS',
    'CONSTAT_KEYS',
    'CONSTAT_DATA',
    'CONSTAT_DATA',
    '',
  ])
  expect(err).not.toContain('changeme')
})

test('a whole flow leaves its ids in log and metrics, and no contact, name, token or key', async () => {
  const installed = await install()
  const serving = await serve(installed, {
    env: { CONSTAT_LOG_LEVEL: 'trace', CONSTAT_METRICS_TOKEN: TOKEN, CONSTAT_METRICS_PORT: '0' },
  })
  const { client, url } = serving
  const { siteKey, secretKey } = installed
  const phone = phoneOf(1)
  const email = 'ada.lovelace@example.fr'
  const notice = await publish(client)
  const event = await record(client, notice, phone)
  const receipt = await client.event(event)
  const eligibility = {
    contact: { phone },
    channel: 'LIVE_CALL',
    advertiser: 'cuisines',
    goods: 'cuisines',
  } as const
  const decision = await client.checkEligibility({ ...eligibility, at: '2026-11-24T10:10:00.000Z' })
  await client.checkEligibilityBatch([{ ref: 'Ada', input: eligibility }])
  const objected = await client.recordObjection({
    idempotencyKey: 'letter 1',
    contact: { email },
    scope: 'EMAIL',
    source: 'LETTER',
  })
  expect(objected.__typename).toBe('RecordObjectionPayload')
  await client.explain({ phone })
  const query =
    'query call_0639980001($phone: String!) { checkEligibility(input: {contact: {phone: $phone}, channel: LIVE_CALL}) { verdict } }'
  const stream = async (key: string, question: string) => {
    const body = [
      `{"ref":"${email}","phone":"${phone}"}`,
      `{"phone":"${phone} ${email}"}`,
      `${phone} ${email}`,
    ]
    const answer = await fetch(`${url}/v1/eligibility/stream?channel=LIVE_CALL&${question}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      body: body.join('\n'),
    })
    await answer.text()
    return answer
  }
  const answers = [
    await post(url, secretKey, { query, variables: { phone } }),
    await post(url, secretKey, `{"query": "${phone} ${email}`),
    await post(url, secretKey, { query: `{ event(id: "${email}") { id ${email} } }` }),
    await post(url, siteKey, { query: '{ notice(key: "devis") { sha256 } }' }, { origin: SITE }),
    await post(url, `${secretKey.slice(0, -1)}x`, { query }),
    await fetch(`${url}/${encodeURIComponent(email)}?phone=${encodeURIComponent(phone)}`),
    await fetch(`${url}/manage/${Buffer.from(phone).toString('base64url')}`),
    await stream(secretKey, 'advertiser=cuisines'),
    await stream(secretKey, `advertiser=${encodeURIComponent(email)}&facts=${encodeURIComponent(phone)}`),
    await stream(siteKey, 'advertiser=cuisines'),
    await fetch(`${url}/v1/eligibility/receipts/${encodeURIComponent(phone)}/proof`, {
      headers: { authorization: `Bearer ${secretKey}` },
    }),
  ]
  expect(answers.slice(-4).map(({ status }) => status)).toEqual([200, 400, 403, 404])
  expect(answers.map(({ headers }) => headers.get('x-request-id')?.slice(0, 4))).toEqual(
    answers.map(() => 'req_'),
  )

  const byToken = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
  const metrics = await byToken.text()
  expect([(await fetch(`${url}/metrics`)).status, byToken.status]).toEqual([401, 200])
  expect(await (await fetch(serving.metricsUrl)).text()).toContain('constat_log_leaves')
  expect(await endGently(serving)).toBe(0)

  const printed = serving.printed()
  for (const secret of [
    phone,
    phone.slice(3),
    '639980001',
    email,
    'lovelace',
    'Marais',
    siteKey,
    secretKey,
    TOKEN,
  ])
    for (const [where, text] of Object.entries({ printed, metrics }))
      expect(text, where).not.toContain(secret)
  expect(JSON.stringify(receipt)).toContain(event)
  const lines = printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const asked = lines.find(({ fields }) => fields?.includes('recordConsent'))
  expect(asked).toMatchObject({
    level: 'info',
    requestId: expect.stringMatching(/^req_/),
    method: 'POST',
    route: '/graphql',
    status: 200,
    tenantId: expect.stringMatching(/^tnt_/),
    keyId: secretKey.split('_')[2],
    operation: 'RecordConsent',
    milliseconds: expect.any(Number),
  })
  expect(lines.filter(({ msg }) => msg === 'ready' || msg === 'stopped')).toHaveLength(2)

  expect(metrics).toContain(`constat_decisions_total{verdict="${decision.verdict}"}`)
  for (const name of [
    'constat_decision_reasons_total{code="',
    'constat_write_queue 0',
    'constat_commit_works_count',
    'constat_commit_seconds_count',
    'constat_wal_bytes',
    'constat_sql_statements_per_request_count{field="recordConsent"} 1',
    'constat_log_leaves',
    'constat_log_waiting',
    'constat_log_lag_seconds',
    'nodejs_eventloop_lag_seconds',
    'constat_http_request_seconds_count{method="POST",route="/graphql",status="200"}',
  ])
    expect(metrics).toContain(name)
  expect(metrics).not.toMatch(/tnt_/)
})

test('without a token or a port there are no metrics', async () => {
  const installed = await install()
  const serving = await serve(installed)
  expect((await fetch(`${serving.url}/metrics`)).status).toBe(404)
  await endGently(serving)
})
