import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EligibilityItem } from '@constat/client'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest
let notice: string

const consent = (phone: string) =>
  server.client.recordConsent({
    idempotencyKey: `consent ${phone}`,
    notice,
    contact: { phone },
    choices: [{ question: 'appel', answer: 'GRANTED' }],
  })

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
  await Promise.all(Array.from({ length: 50 }, (_, index) => consent(phoneOf(index * 2))))
  server.setNow(TUESDAY + 1_000)
})
afterAll(() => server.close())

const phoneOf = (index: number): string => `+3363998${String(index).padStart(4, '0')}`

const item = (
  ref: string,
  phone: string,
  changes: Partial<EligibilityItem['input']> = {},
): EligibilityItem => ({
  ref,
  input: { contact: { phone }, channel: 'LIVE_CALL', advertiser: 'cuisines', goods: 'cuisines', ...changes },
})

test('a thousand questions are answered in their order, as each would be alone', async () => {
  const items = Array.from({ length: 1_000 }, (_, index) => item(`ref ${index}`, phoneOf(index % 100)))
  const answers = await server.client.checkEligibilityBatch(items)
  expect(answers.map(({ ref }) => ref)).toEqual(items.map(({ ref }) => ref))
  expect(answers.map(({ decision }) => decision?.verdict)).toEqual(
    items.map((_, index) => (index % 2 === 0 ? 'ALLOW' : 'DENY')),
  )
  for (const index of [0, 1])
    expect(answers[index]).toEqual({
      ref: `ref ${index}`,
      decision: await server.client.checkEligibility(items[index]!.input),
      problem: null,
    })
})

test('a question twice is answered twice, alike', async () => {
  const [first, , again, same] = await server.client.checkEligibilityBatch([
    item('a', phoneOf(0)),
    item('b', phoneOf(1)),
    item('c', '06 39 98 00 00'),
    item('a', phoneOf(0)),
  ])
  expect(again).toEqual({ ...first, ref: 'c' })
  expect(same).toEqual(first)
})

test('one that cannot be read is answered with its problem, and takes nothing from the others', async () => {
  const answers = await server.client.checkEligibilityBatch([
    item('good', phoneOf(0)),
    item('no phone', '12'),
    item('in two years', phoneOf(0), { at: '2028-11-24T10:00:00Z' }),
    item('no zone', phoneOf(0), { facts: { timeZone: 'Europe/Atlantis' } }),
    item('good too', phoneOf(2)),
  ])
  expect(answers.map(({ decision }) => decision?.verdict)).toEqual([
    'ALLOW',
    undefined,
    undefined,
    undefined,
    'ALLOW',
  ])
  expect(
    answers.map(({ problem }) => problem?.issues.map(({ path, rule }) => [path.join('.'), rule])),
  ).toEqual([
    undefined,
    [['items.1.input.contact.phone', 'phone-too-short']],
    [['items.2.input.at', 'within-a-year']],
    [['items.3.input.facts.timeZone', 'time-zone']],
    undefined,
  ])
  expect(answers[1]!.problem).toMatchObject({ __typename: 'InvalidInput', code: 'INVALID_INPUT' })
})

test('all answers are of one position, whatever is recorded meanwhile', async () => {
  const items = Array.from({ length: 1_000 }, (_, index) => item(`${index}`, phoneOf(1_000 + index)))
  const batch = server.client.checkEligibilityBatch(items)
  const writes = Array.from({ length: 40 }, async (_, index) => {
    for (let turn = 0; turn < index; turn += 1) await new Promise(setImmediate)
    await consent(phoneOf(1_000 + 25 * index))
  })
  const answers = await batch
  await Promise.all(writes)
  const [position] = new Set(answers.map(({ decision }) => decision!.position))
  expect(answers.every(({ decision }) => decision!.position === position)).toBe(true)
  const allowed = answers.filter(({ decision }) => decision!.verdict === 'ALLOW')
  expect(allowed).toHaveLength(Number(position) - 50)
  expect(allowed.every(({ decision }) => Number(decision!.evidence[0]!.position) <= Number(position))).toBe(
    true,
  )
})

test('the client asks a thousand questions with all that their caller knows in as many requests as it takes', async () => {
  const facts = {
    age: 40,
    audience: 'B2C_CONSUMER',
    bloctel: { lastCheck: '2026-01-01', listed: false },
    callback: {
      requestedAt: '2026-01-01T10:00:00Z',
      proof: true,
      scopeOk: true,
      slot: { start: '2026-01-02T10:00:00Z', end: '2026-01-02T12:00:00Z' },
    },
    callerId: { assignedToAdvertiser: true, class: 'GEOGRAPHIC', masked: false },
    message: { identityStated: true, optoutMeans: true, subjectTruthful: true, aiDisclosed: true },
    notice: { art14GivenOrPlanned: true, informedAtCollection: true, sourceWillBeStated: true },
    relation: { status: 'NONE', saleMade: false, sameLegalEntity: false, freemium: false },
  } as const
  const items = Array.from({ length: 1_000 }, (_, index) => item(`${index}`, phoneOf(index), { facts }))
  const answers = await server.client.checkEligibilityBatch(items)
  expect(answers.map(({ ref }) => ref)).toEqual(items.map(({ ref }) => ref))
})

test.each([
  ['no question', 0, 'batch-size'],
  ['one too many', 1_001, 'too-long'],
])('%s is refused', async (_name, length, rule) => {
  const items = Array.from({ length }, () => item('x', phoneOf(0)))
  const query = 'query ($items: [EligibilityItem!]!) { checkEligibilityBatch(items: $items) { ref } }'
  const { body } = await server.send(server.secretKey, query, { items })
  expect(body.errors[0].extensions).toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: ['items'], rule }],
  })
})
