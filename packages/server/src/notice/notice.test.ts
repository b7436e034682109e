import { afterAll, beforeAll, expect, test } from 'vitest'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const [CALL, ...OTHERS] = NOTICE.questions
const { NR_PERIOD: _period, ...WITHOUT_PERIOD } = NOTICE.items

test('a lawful notice is published as version 1, and its document comes back by its address', async () => {
  const { notice } = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload')
  expect(notice).toMatchObject({
    key: 'devis',
    locale: 'fr',
    version: 1,
    publishedAt: new Date(TUESDAY).toISOString(),
  })
  const found = await server.client.noticeVersion(notice.sha256)
  expect(found?.document).toEqual(NOTICE)
})

test('the same document again is the same version; another is the next, and the latest', async () => {
  const first = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice
  const again = granted(
    await server.client.publishNotice(structuredClone(NOTICE)),
    'PublishNoticePayload',
  ).notice
  expect(again.id).toBe(first.id)
  const changed = { ...NOTICE, items: { ...NOTICE.items, N13_DPO: { text: 'dpo@cuisines.example' } } }
  const next = granted(await server.client.publishNotice(changed), 'PublishNoticePayload').notice
  expect(next.version).toBe(first.version + 1)
  expect((await server.client.notice('devis', 'fr'))?.sha256).toBe(next.sha256)
  expect((await server.client.noticeVersion(first.sha256))?.version).toBe(first.version)
})

test.each([
  [
    'a ticked box',
    { ...NOTICE, questions: [{ ...CALL, defaultChecked: true }, ...OTHERS] },
    'CB-1',
    ['questions', '0', 'defaultChecked'],
  ],
  [
    'a box that must be ticked',
    { ...NOTICE, questions: [{ ...CALL, required: true }, ...OTHERS] },
    'CB-6',
    ['questions', '0', 'required'],
  ],
  ['no word on the period', { ...NOTICE, items: WITHOUT_PERIOD }, 'NR_PERIOD', ['items', 'NR_PERIOD']],
])('a notice with %s is unlawful, with rule and path', async (_name, document, rule, path) => {
  const refused = await server.client.publishNotice({ ...document, key: 'unlawful' })
  expect(refused).toMatchObject({ __typename: 'NoticeUnlawful', code: 'NOTICE_UNLAWFUL' })
  const findings = 'findings' in refused ? refused.findings : []
  expect(findings).toContainEqual(expect.objectContaining({ rule, path, severity: 'ERROR' }))
  for (const { message, citation } of findings) expect([message, citation]).not.toContain('')
  expect('issues' in refused ? refused.issues : []).toContainEqual(
    expect.objectContaining({ rule, path: ['input', 'document', ...path] }),
  )
  expect(await server.client.notice('unlawful')).toBeNull()
})

test.each([
  ['not an object', 'hello', ['input', 'document'], 'type'],
  [
    'an unknown item',
    { ...NOTICE, items: { N99: { text: 'x' } } },
    ['input', 'document', 'items', 'N99'],
    'unknown-key',
  ],
  [
    'markup',
    { ...NOTICE, questions: [{ ...CALL, label: '<b>Oui</b>' }] },
    ['input', 'document', 'questions', '0', 'label'],
    'no-markup',
  ],
  [
    'an unknown advertiser',
    { ...NOTICE, questions: [{ ...CALL, advertisers: ['nobody'] }] },
    ['input', 'document', 'questions', '0', 'advertisers', '0'],
    'unknown-party',
  ],
])('a document that is %s is refused with its path and rule', async (_name, document, path, rule) => {
  const refused = await server.client.publishNotice(document)
  expect(refused).toMatchObject({ __typename: 'InvalidInput' })
  expect('issues' in refused ? refused.issues : []).toContainEqual(expect.objectContaining({ path, rule }))
})

test('a party key means one legal name', async () => {
  const renamed = JSON.parse(
    JSON.stringify({ ...NOTICE, key: 'renamed' }).replaceAll('Cuisines SAS', 'Foyers SAS'),
  )
  expect(await server.client.publishNotice(renamed)).toMatchObject({
    __typename: 'Conflict',
    issues: [{ path: ['input', 'document', 'parties'], rule: 'one-key-one-meaning' }],
  })
  expect(await server.client.notice('renamed')).toBeNull()
})

test('a page in a regional language gets the notice of that language', async () => {
  await server.client.publishNotice(NOTICE)
  const latest = (await server.client.notice('devis', 'fr'))?.sha256
  expect((await server.client.notice('devis', 'fr-BE'))?.sha256).toBe(latest)
  expect(await server.client.notice('devis', 'de')).toBeNull()
  expect(latest).toBeDefined()
})

test('another tenant publishes its own and sees nothing of ours', async () => {
  const { notice } = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload')
  expect(await server.stranger.noticeVersion(notice.sha256)).toBeNull()
  expect(granted(await server.stranger.publishNotice(NOTICE), 'PublishNoticePayload').notice.version).toBe(1)
})
