import { payloadOf, positionOf } from '@constat/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

const CALL = { channel: 'LIVE_CALL', advertiser: 'cuisines', goods: 'cuisines' } as const
const PHONE = '06 39 98 00 07'
const CHOICES = [{ question: 'appel', answer: 'GRANTED' as const }]

let server: ServerUnderTest
let notice: string

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
afterAll(() => server.close())

/** What each way of asking says of the contact now, and at which position. */
const asked = async () => {
  const input = { contact: { phone: PHONE }, ...CALL }
  const one = await server.client.checkEligibility(input)
  const [first] = await server.client.checkEligibilityBatch([{ ref: '1', input }])
  const answers = server.client.screen([{ ref: '1', phone: PHONE }], CALL)
  const screened = await answers.next()
  const end = await answers.next()
  return [
    [one.verdict, one.position],
    [first?.decision?.verdict, first?.decision?.position],
    [
      screened.done !== true && 'verdict' in screened.value ? screened.value.verdict : undefined,
      end.done === true ? end.value.position : undefined,
    ],
  ]
}

test('what a write was acknowledged with is known to every question that comes after it', async () => {
  const contact = { phone: PHONE }
  const submission = { notice, contact, choices: CHOICES }
  const writes = [
    ['ALLOW', async () => positionOf(payloadOf(await server.client.recordConsent(submission)))],
    ['DENY', async () => positionOf(payloadOf(await server.client.withdrawConsent({ contact })))],
    ['ALLOW', async () => positionOf(payloadOf(await server.client.recordConsent(submission)))],
    [
      'DENY',
      async () =>
        positionOf(
          payloadOf(await server.client.recordObjection({ contact, scope: 'ALL', source: 'LETTER' })),
        ),
    ],
  ] as const
  for (const [index, [verdict, write]] of writes.entries()) {
    server.setNow(server.deps.clock() + 1_000)
    const position = await write()
    expect(position).toBe(String(index + 1))
    expect(await asked()).toEqual([
      [verdict, position],
      [verdict, position],
      [verdict, position],
    ])
  }
})
