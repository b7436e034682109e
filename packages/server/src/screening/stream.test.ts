import { createHash } from 'node:crypto'
import type { ScreenedItem, ScreeningEnd } from '@constat/client'
import {
  appendAnswers,
  NO_ANSWERS,
  readAnswer,
  readScrubReceipt,
  summaryOf,
  verifyScrubReceipt,
} from '@constat/evidence/screening'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linesIn, phoneOf, QUESTION, startStreaming, type Streaming } from '../testing/streaming.ts'
import { fetchTrust } from '../testing/verified.ts'

let streaming: Streaming
beforeAll(async () => {
  streaming = await startStreaming()
})
afterAll(() => streaming.close())

test('a stream answers each line in its place, those that cannot be read too, and ends with its receipt', async () => {
  const { url } = await streaming.open()
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
  const response = await streaming.post(url, sent)
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
  const now = streaming.server.deps.clock()
  const trust = await fetchTrust(streaming.server)
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
  expect((await ask(streaming.server.secretKey)).status).toBe(404)
  await streaming.server.takeTurn()
  expect((await ask(streaming.server.strangerKey)).status).toBe(404)
  const proof = await (await ask(streaming.server.secretKey)).text()
  const logged = await verifyScrubReceipt({ ...receipt, proof }, await fetchTrust(streaming.server), now)
  expect(logged).toMatchObject({ ok: true, value: { entry: { checkpoint: { origin: expect.any(String) } } } })
})

test('a line that says a contact twice is refused, whatever its names are written with', async () => {
  const { url } = await streaming.open()
  const number = phoneOf(0)
  const lines = [
    `{"ref":"a","phone":"${phoneOf(1)}","phone":"${number}"}`,
    `{"ref":"b","phone":"${phoneOf(1)}","ph\\u006fne" : "${number}"}`,
    `{"ref":"c","ref":"c","phone":"${number}"}`,
    `{"ref":"\\"phone\\": x","phone":"${number}"}`,
  ]
  const answers = await linesIn(await streaming.post(url, lines.join('\n')))
  expect(answers.slice(0, -1).map(({ ref, rule, verdict }) => [ref, rule ?? verdict])).toEqual([
    ['a', 'duplicate-key'],
    ['b', 'duplicate-key'],
    ['c', 'duplicate-key'],
    ['"phone": x', 'ALLOW'],
  ])
})

test('the client screens what an iterable gives, and returns how it ended', async () => {
  const { client } = await streaming.open()
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
  await streaming.server.client.recordObjection({
    contact: { phone: phoneOf(2) },
    scope: 'ALL',
    source: 'LETTER',
  })
  const { point } = end
  const again = client.screen([{ ref: 'x', phone: phoneOf(2) }], { ...QUESTION, point })
  expect((await again.next()).value).toMatchObject({ ref: 'x', verdict: 'ALLOW' })
  const anew = client.screen([{ ref: 'x', phone: phoneOf(2) }], QUESTION)
  expect((await anew.next()).value).toMatchObject({ ref: 'x', verdict: 'DENY' })
})
