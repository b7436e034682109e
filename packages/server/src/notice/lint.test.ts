import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { NOTICE, startServer, TUESDAY, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
beforeEach(() => server.setNow(TUESDAY))
afterAll(() => server.close())

test('a lawful notice has no error', async () => {
  const findings = await server.client.lintNotice(NOTICE)
  expect(findings.filter(({ severity }) => severity === 'ERROR')).toEqual([])
})

test('an unlawful one is told what publishing it would refuse, and nothing is stored', async () => {
  const { N13_COMPLAINT: _, ...items } = NOTICE.items
  const unlawful = { ...NOTICE, key: 'essai', items }
  const findings = await server.client.lintNotice(unlawful)
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'N13_COMPLAINT', severity: 'ERROR' }))
  expect(await server.client.publishNotice(unlawful)).toMatchObject({
    __typename: 'NoticeUnlawful',
    findings,
  })
  await server.client.lintNotice({ ...NOTICE, key: 'essai' })
  expect(await server.client.notice('essai')).toBeNull()
})

test('the law is that of the day on which one asks', async () => {
  const bloctel = { ...NOTICE, items: { ...NOTICE.items, NCC_BLOCTEL: { text: 'Liste Bloctel.' } } }
  const rules = async () => (await server.client.lintNotice(bloctel)).map(({ rule }) => rule)
  expect(await rules()).toContain('NCC_BLOCTEL')
  server.setNow(Date.parse('2026-08-10T10:00:00Z'))
  expect(await rules()).not.toContain('NCC_BLOCTEL')
})

test('what is no notice is refused with paths and rules', async () => {
  const refusal = await server.client
    .lintNotice({ ...NOTICE, questions: 'none', mood: 'good' })
    .catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'INVALID_INPUT' })
  expect((refusal as { issues: { path: string[] }[] }).issues.map(({ path }) => path[0])).toContain(
    'document',
  )
})
