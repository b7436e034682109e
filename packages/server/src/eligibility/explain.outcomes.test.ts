import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NoticeDocument } from '@constat/core/notice'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

const HOUR = 3_600_000

const SHORTER: NoticeDocument = { ...NOTICE, key: 'court', questions: NOTICE.questions.slice(0, 1) }

let server: ServerUnderTest
let notice: string
let shorter: string
let count = 0

beforeAll(async () => {
  server = await startServer()
  const publish = async (document: NoticeDocument) =>
    granted(await server.client.publishNotice(document), 'PublishNoticePayload').notice.sha256
  notice = await publish(NOTICE)
  const { PT_LIST: _, ...items } = NOTICE.items
  shorter = await publish({ ...SHORTER, items })
})
beforeEach(() => server.setNow(TUESDAY))
afterAll(() => server.close())

type Answers = Parameters<ServerUnderTest['client']['recordConsent']>[0]['choices']

const answer = (contact: { phone: string; email?: string }, choices: Answers, sha256 = notice) =>
  server.client.recordConsent({ idempotencyKey: `answer ${count++}`, notice: sha256, contact, choices })

const asked = async (...input: Parameters<ServerUnderTest['client']['explain']>) =>
  (await server.client.explain(...input)).map(
    ({ verdict, question: { channel, advertiser, goods } }) =>
      `${channel} ${advertiser} ${goods}: ${verdict}`,
  )

test('each question ever put to a contact is answered once, in the order in which it was put', async () => {
  const ada = { phone: '06 39 98 80 01', email: 'ada@example.fr' }
  await answer(ada, [
    { question: 'partenaires', answer: 'GRANTED' },
    { question: 'email', answer: 'GRANTED' },
  ])
  server.setNow(TUESDAY + 1_000)
  await answer(ada, [{ question: 'appel', answer: 'GRANTED' }], shorter)
  await answer(ada, [{ question: 'email', answer: 'REFUSED' }])
  server.setNow(TUESDAY + 2_000)
  expect(await asked({ email: ada.email })).toEqual([
    'EMAIL cuisines cuisines: ALLOW',
    'EMAIL sols parquets: DENY',
    'EMAIL literie parquets: DENY',
  ])
  expect(await asked({ phone: ada.phone })).toEqual(['LIVE_CALL cuisines cuisines: ALLOW'])
})

test('each answer is the one that checkEligibility gives', async () => {
  const contact = { phone: '06 39 98 80 02' }
  await answer(contact, [{ question: 'appel', answer: 'GRANTED' }])
  const question = { contact, channel: 'LIVE_CALL', advertiser: 'cuisines', goods: 'cuisines' } as const
  expect(await server.client.explain(contact)).toEqual([await server.client.checkEligibility(question)])
})

test('the past knows only the questions put by then, and the law of that day', async () => {
  const contact = { phone: '06 39 98 80 03' }
  await answer(contact, [{ question: 'appel', answer: 'GRANTED' }])
  expect(await asked(contact, new Date(TUESDAY - 1).toISOString())).toEqual([])
  expect(await asked(contact, new Date(TUESDAY + 10 * HOUR).toISOString())).toEqual([
    'LIVE_CALL cuisines cuisines: DEFER',
  ])
})

test('of someone who only objected, what the objection answers is explained; of someone unknown, nothing', async () => {
  expect(await asked({ phone: '06 39 98 80 04' })).toEqual([])
  await server.client.recordObjection({
    idempotencyKey: 'objection',
    contact: { phone: '06 39 98 80 04' },
    scope: 'ALL',
    source: 'LETTER',
  })
  const [decision, ...more] = await server.client.explain({ phone: '06 39 98 80 04' })
  expect(more).toEqual([])
  expect(decision).toMatchObject({
    verdict: 'DENY',
    question: { channel: 'LIVE_CALL', advertiser: 'cuisines', goods: 'cuisines' },
    evidence: [{ kind: 'OBJECTED' }],
  })
  await server.client.recordObjection({
    idempotencyKey: 'objection to one',
    contact: { email: 'bob@example.fr' },
    scope: 'EMAIL',
    source: 'UNSUBSCRIBE_LINK',
    advertisers: ['literie'],
  })
  expect(await asked({ email: 'bob@example.fr' })).toEqual(['EMAIL literie parquets: DENY'])
  expect(await asked({ email: 'bob@example.fr' }, new Date(TUESDAY - 1).toISOString())).toEqual([])
  await answer({ phone: '06 39 98 80 05' }, [{ question: 'appel', answer: 'GRANTED' }])
  expect(await server.stranger.explain({ phone: '06 39 98 80 05' })).toEqual([])
})

test.each([
  ['a phone that is none', { phone: '12' }, undefined, ['contact', 'phone'], 'phone-too-short'],
  ['an instant in two years', { phone: '0639988001' }, '2028-11-24T10:00:00Z', ['at'], 'within-a-year'],
] as const)('%s is refused with its path and rule', async (_name, contact, at, path, rule) => {
  const refusal = await server.client.explain(contact, at).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path, rule }] })
})
