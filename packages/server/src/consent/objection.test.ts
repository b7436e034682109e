import { afterAll, beforeAll, expect, test } from 'vitest'
import { LETTERS } from '../testing/letters.ts'
import { granted, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

const CONTACT = { email: 'ada@example.fr' }

let server: ServerUnderTest
let notice: string

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(LETTERS), 'PublishNoticePayload').notice.sha256
})
afterAll(() => server.close())

const answer = (idempotencyKey: string, given: 'REFUSED' | 'UNANSWERED' | 'GRANTED') =>
  server.client.recordConsent({
    idempotencyKey,
    notice,
    contact: CONTACT,
    choices: [{ question: 'courrier', answer: given }],
  })

const letter = () =>
  server.client.checkEligibility({
    contact: CONTACT,
    channel: 'POST',
    advertiser: 'cuisines',
    goods: 'cuisines',
  })

test('an objection box left alone lets a letter go; ticked, it is an objection of its own', async () => {
  const first = granted(await answer('left alone', 'UNANSWERED'), 'RecordConsentPayload')
  expect(first.events.map(({ kind }) => kind)).toEqual(['REFUSED'])
  expect((await letter()).verdict).toBe('ALLOW')

  const second = granted(await answer('ticked', 'REFUSED'), 'RecordConsentPayload')
  expect(second.events).toMatchObject([
    { kind: 'REFUSED' },
    { kind: 'OBJECTED', supersedes: { id: second.events[0]!.id } },
  ])
  const decision = await letter()
  expect(decision.reasons[0]).toMatchObject({ code: 'OBJECTION_RECORDED' })
  expect(decision.evidence.map(({ id }) => id)).toContain(second.events[1]!.id)
})

test('an objection box never grants', async () => {
  expect(await answer('granted', 'GRANTED')).toMatchObject({
    __typename: 'InvalidInput',
    issues: [{ path: ['input', 'choices', '0', 'answer'], rule: 'objection-box' }],
  })
})
