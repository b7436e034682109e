import { afterAll, beforeAll, expect, test } from 'vitest'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

const SEVEN_DAYS = 7 * 86_400_000

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
  await server.client.publishNotice(NOTICE)
})
afterAll(() => server.close())

test('StartCapturePayload: a challenge of its own each time, with the version to show', async () => {
  const [one, other] = [
    granted(await server.client.startCapture({ notice: 'devis' }), 'StartCapturePayload'),
    granted(await server.client.startCapture({ notice: 'devis', locale: 'fr' }), 'StartCapturePayload'),
  ]
  expect(one.challenge).not.toBe(other.challenge)
  expect(one.expiresAt).toBe(new Date(TUESDAY + 30 * 60_000).toISOString())
  expect(one.notice).toMatchObject({ key: 'devis', version: 1 })
})

test.each([
  ['a key of nothing', { notice: 'autre' }],
  ['a locale in which there is none', { notice: 'devis', locale: 'de' }],
])('NotFound: %s', async (_name, input) => {
  expect(await server.client.startCapture(input)).toMatchObject({
    __typename: 'NotFound',
    code: 'NOT_FOUND',
    issues: [{ path: ['input', 'notice'], rule: 'known-notice' }],
  })
})

test.each(['', 'Devis !', 'x'.repeat(200)])('InvalidInput: "%s" is no key of a notice', async (notice) => {
  expect(await server.client.startCapture({ notice })).toMatchObject({
    __typename: 'InvalidInput',
    code: 'INVALID_INPUT',
    issues: [{ path: ['input', 'notice'], rule: 'format' }],
  })
})

test('a version that pages still show is captured for seven days after another took its place', async () => {
  const publish = async (document: object) =>
    granted(await server.client.publishNotice(document), 'PublishNoticePayload').notice
  const document = { ...NOTICE, key: 'suite' }
  const shown = await publish(document)
  server.setNow(TUESDAY + 1)
  const [question, ...others] = document.questions
  const latest = await publish({
    ...document,
    questions: [{ ...question!, label: `${question!.label} Merci.` }, ...others],
  })
  const capture = (sha256?: string, notice = 'suite') => server.client.startCapture({ notice, sha256 })
  expect(granted(await capture(), 'StartCapturePayload').notice).toMatchObject({ sha256: latest.sha256 })
  server.setNow(TUESDAY + 1 + SEVEN_DAYS)
  expect(granted(await capture(shown.sha256), 'StartCapturePayload').notice).toMatchObject({ version: 1 })
  expect(await capture(shown.sha256, 'devis')).toMatchObject({ __typename: 'NotFound' })
  server.setNow(TUESDAY + 2 + SEVEN_DAYS)
  expect(await capture(shown.sha256)).toMatchObject({
    __typename: 'NotFound',
    issues: [{ path: ['input', 'sha256'], rule: 'shown-lately' }],
  })
  expect(granted(await capture(latest.sha256), 'StartCapturePayload').notice).toMatchObject({ version: 2 })
  expect(await capture('0'.repeat(64))).toMatchObject({ __typename: 'NotFound' })
})

test.each([-1, SEVEN_DAYS + 1])('InvalidInput: no submission waited for %d ms', async (waitedMs) => {
  expect(await server.client.startCapture({ notice: 'devis', waitedMs })).toMatchObject({
    __typename: 'InvalidInput',
    issues: [{ path: ['input', 'waitedMs'], rule: 'range' }],
  })
})
