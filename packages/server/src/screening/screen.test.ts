import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticate } from '../access/access.service.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { screen, type Screening, type ScreeningPoint, type ScreeningQuestion } from './screen.ts'

let server: ServerUnderTest
let notice: string

const QUESTION: ScreeningQuestion = {
  channel: 'LIVE_CALL',
  advertiser: 'cuisines',
  goods: 'cuisines',
  purpose: 'COMMERCIAL_PROSPECTING',
  at: null,
  profile: 'strict',
  facts: {},
}

const begin = async (changes: Partial<ScreeningQuestion> = {}, point?: ScreeningPoint) => {
  const principal = await principalOf(server.secretKey)
  return screen(server.deps, principal, { ...QUESTION, ...changes }, { point })
}

const begun = async (changes?: Partial<ScreeningQuestion>, point?: ScreeningPoint): Promise<Screening> => {
  const parsed = await begin(changes, point)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

const phoneOf = (index: number): string => `06 39 98 00 ${String(index).padStart(2, '0')}`

const consent = (phone: string, answer: 'GRANTED' | 'REFUSED' = 'GRANTED') =>
  server.client.recordConsent({
    idempotencyKey: `${answer} ${phone}`,
    notice,
    contact: { phone },
    choices: [{ question: 'appel', answer }],
  })

const object = (phone: string) =>
  server.client.recordObjection({
    idempotencyKey: `objection ${phone}`,
    contact: { phone },
    scope: 'ALL',
    source: 'LETTER',
  })

const answersOf = async (screening: Screening, phones: readonly string[]) => {
  const answerAt = await screening.answer(phones.map((text) => ({ kind: 'phone', text })))
  return phones.map((_, index) => answerAt(index))
}

const verdicts = async (screening: Screening, phones: readonly string[]) =>
  (await answersOf(screening, phones)).map((answer) =>
    answer.ok ? answer.decision.verdict : answer.issues[0]?.rule,
  )

const principalOf = async (key: string) => {
  const { principal } = await authenticate(server.deps, `Bearer ${key}`, null)
  return principal
}

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
  for (let index = 0; index < 12; index += 1) {
    if (index % 3 === 0) await consent(phoneOf(index))
    if (index % 3 === 1) await consent(phoneOf(index), 'REFUSED')
    if (index % 4 === 0) await object(phoneOf(index))
  }
  await server.client.recordAttempts({
    idempotencyKey: 'calls',
    advertiser: 'cuisines',
    attempts: [0, 1, 7, 29].map((days) => ({
      contact: { phone: phoneOf(9) },
      channel: 'LIVE_CALL',
      at: new Date(TUESDAY - 1_000 - days * 24 * 3_600_000).toISOString(),
    })),
  })
  server.setNow(TUESDAY + 1_000)
})
afterAll(() => server.close())

test('each contact is answered in its place, as checkEligibility answers it', async () => {
  const phones = [...Array.from({ length: 14 }, (_, index) => phoneOf(13 - index)), '+33 6 39 98 00 03']
  const screening = await begun()
  const answers = await answersOf(screening, phones)
  const alone = await Promise.all(
    phones.map((phone) =>
      server.client.checkEligibility({
        contact: { phone },
        channel: 'LIVE_CALL',
        advertiser: 'cuisines',
        goods: 'cuisines',
      }),
    ),
  )
  expect(
    answers.map((answer) =>
      answer.ok
        ? {
            verdict: answer.decision.verdict,
            reasons: answer.decision.reasons.map(({ code }) => code),
            legalBasis: answer.decision.legalBasis,
            obligations: answer.decision.obligations,
            ruleIds: answer.decision.ruleIds,
          }
        : null,
    ),
  ).toEqual(
    alone.map(({ verdict, reasons, legalBasis, obligations, ruleIds }) => ({
      verdict,
      reasons: reasons.map(({ code }) => code),
      legalBasis,
      obligations,
      ruleIds,
    })),
  )
  expect(new Set(answers.map((answer) => answer.ok && answer.decision.verdict))).toEqual(
    new Set(['ALLOW', 'DEFER', 'DENY']),
  )
  await screening.close()
})

test('a contact that cannot be read is answered with why, and takes nothing from the others', async () => {
  const screening = await begun()
  expect(await verdicts(screening, ['06 39', phoneOf(3), '', 'x@example.fr'])).toEqual([
    'phone-too-short',
    'ALLOW',
    'phone-empty',
    'phone-letters',
  ])
  expect(await verdicts(screening, [])).toEqual([])
  await screening.close()
})

test('what is recorded once it has begun is not seen, and one that was interrupted goes on as it began', async () => {
  const phones = [phoneOf(40), phoneOf(41)]
  await consent(phones[0]!)
  const screening = await begun()
  expect(await verdicts(screening, phones)).toEqual(['ALLOW', 'DENY'])
  await object(phones[0]!)
  await consent(phones[1]!)
  server.setNow(TUESDAY + 2_000)
  expect(await verdicts(screening, phones)).toEqual(['ALLOW', 'DENY'])
  await screening.close()
  const again = await begun({}, screening)
  expect(await verdicts(again, phones)).toEqual(['ALLOW', 'DENY'])
  expect(again).toMatchObject({
    position: screening.position,
    evaluatedAt: screening.evaluatedAt,
    at: TUESDAY + 1_000,
  })
  const later = await begun()
  expect(later.position).toBe(screening.position + 2)
  expect(await verdicts(later, phones)).toEqual(['DENY', 'ALLOW'])
})

test('a question that cannot be read is refused before any contact is', async () => {
  expect(await begin({ at: TUESDAY + 400 * 24 * 3_600_000 })).toMatchObject({
    ok: false,
    issues: [{ path: ['at'], rule: 'within-a-year' }],
  })
  expect(await begin({ advertiser: '' })).toMatchObject({ ok: false, issues: [{ path: ['advertiser'] }] })
})
