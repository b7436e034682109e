import type { NoticeDocument } from '@constat/core/notice'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const publish = (document: unknown) => server.client.publishNotice(document)
const named = (legalName: string): NoticeDocument =>
  JSON.parse(JSON.stringify(NOTICE).replaceAll('Literie SAS', legalName))

test('PublishNoticePayload: a first version, and the same document again is the same version', async () => {
  const once = granted(await publish(NOTICE), 'PublishNoticePayload')
  expect(once.notice).toMatchObject({ key: 'devis', locale: 'fr', version: 1 })
  expect(granted(await publish(NOTICE), 'PublishNoticePayload')).toEqual(once)
})

test('PublishNoticePayload: another document under the same key is the next version', async () => {
  const [question, ...questions] = NOTICE.questions
  const next = { ...NOTICE, questions: [{ ...question!, periodDays: 180 }, ...questions] }
  expect(granted(await publish(next), 'PublishNoticePayload').notice).toMatchObject({
    key: 'devis',
    version: 2,
  })
})

test('NoticeUnlawful: a notice without mandatory information names what is missing, and is not published', async () => {
  const { N13_COMPLAINT: _, ...items } = NOTICE.items
  const { code, findings } = granted(await publish({ ...NOTICE, key: 'muet', items }), 'NoticeUnlawful')
  expect(code).toBe('NOTICE_UNLAWFUL')
  expect(findings.filter(({ severity }) => severity === 'ERROR').map(({ rule }) => rule)).toEqual([
    'N13_COMPLAINT',
  ])
  expect(await server.client.notice('muet')).toBeNull()
})

test.each([
  ['an empty document', {}],
  ['a list', []],
  ['a schema of another time', { ...NOTICE, schema: 'constat/notice@9' }],
  ['a question twice', { ...NOTICE, key: 'double', questions: [...NOTICE.questions, ...NOTICE.questions] }],
])('InvalidInput: %s, with the path of each fault', async (_name, document) => {
  const { code, issues } = granted(await publish(document), 'InvalidInput')
  expect(code).toBe('INVALID_INPUT')
  expect(issues.length).toBeGreaterThan(0)
  for (const { path } of issues) expect(path.slice(0, 2)).toEqual(['input', 'document'])
})

test('Conflict: a party key that means another legal name already', async () => {
  expect(await publish({ ...named('Sommiers SAS'), key: 'autre' })).toMatchObject({
    __typename: 'Conflict',
    code: 'CONFLICT',
    issues: [{ path: ['input', 'document', 'parties'], rule: 'one-key-one-meaning' }],
  })
  expect(await server.client.notice('autre')).toBeNull()
})
