import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { FormFacts } from '@constat/client'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

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

test('what a document cannot show is judged when it is stated', async () => {
  const of = async (facts?: FormFacts) =>
    (await server.client.lintNotice(NOTICE, facts)).flatMap(({ rule, severity }) =>
      severity === 'ERROR' ? [rule] : [],
    )
  expect(await of()).toEqual([])
  expect(await of({ transfers: null, requiredFields: null })).toEqual([])
  expect(await of({ transfers: true, automatedDecisions: true })).toEqual(['N13_TRANSFERS', 'N13_AUTOMATED'])
  expect(await of({ concludesContract: true, callsOutOfHours: true })).toEqual([
    'NCC_CONTRACT_CLAUSE',
    'NR_SLOT',
  ])
  expect(await of({ fromPerson: false })).toEqual(['N14_CATEGORIES', 'N14_SOURCE'])
})

test('what makes information mandatory stops the publication of a notice without it', async () => {
  const facts = { transfers: true }
  const document = { ...NOTICE, key: 'transferts' }
  expect(await server.client.publishNotice(document, facts)).toMatchObject({
    __typename: 'NoticeUnlawful',
    issues: [{ path: ['input', 'document', 'items', 'N13_TRANSFERS'], rule: 'N13_TRANSFERS' }],
  })
  expect(await server.client.notice('transferts')).toBeNull()
  const items = { ...NOTICE.items, N13_TRANSFERS: { text: 'Vos données vont au Québec (adéquation).' } }
  expect(await server.client.publishNotice({ ...document, items }, facts)).toMatchObject({
    __typename: 'PublishNoticePayload',
  })
})

test('a publication gives the warnings with the version, the same that the lint gives', async () => {
  const items = { ...NOTICE.items, N13_COMPLAINT: { text: 'Vous pouvez vous plaindre.' } }
  const document = { ...NOTICE, key: 'conseils', items }
  const { findings, notice } = granted(await server.client.publishNotice(document), 'PublishNoticePayload')
  expect(findings).toContainEqual(
    expect.objectContaining({
      rule: 'N13_COMPLAINT',
      severity: 'WARNING',
      path: ['items', 'N13_COMPLAINT', 'text'],
    }),
  )
  expect(findings).toEqual(await server.client.lintNotice(document))
  const again = granted(await server.client.publishNotice(document), 'PublishNoticePayload')
  expect([again.notice.id, again.findings]).toEqual([notice.id, findings])
})

test('facts that are no facts are refused', async () => {
  const { body } = await server.send(
    server.secretKey,
    'query ($document: JSON!) { lintNotice(document: $document, facts: { mood: true }) { rule } }',
    { document: NOTICE },
  )
  expect(body.data).toBeUndefined()
  expect(body.errors[0].extensions.code).toBe('INVALID_INPUT')
})
