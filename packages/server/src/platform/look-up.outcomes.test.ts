import { afterAll, beforeAll, expect, test } from 'vitest'
import { SITE } from '../testing/server-under-test.ts'
import { startTwoTenants, type Names, type TwoTenants } from '../testing/two-tenants.ts'

let world: TwoTenants
let own: TwoTenants['alpha']

beforeAll(async () => {
  world = await startTwoTenants()
  own = world.alpha
})
afterAll(() => world.server.close())

test('viewer: each kind of key is told whose it is, what it may do and for whom', async () => {
  const VIEWER = '{ viewer { keyKind scopes party tenant { id name } } }'
  const tenant = { id: own.tenant, name: 'Cuisines du Marais' }
  const secret = await world.server.send(own.keys.SECRET, VIEWER)
  expect(secret.body.data.viewer).toMatchObject({ keyKind: 'SECRET', party: null, tenant })
  const partner = await world.server.send(own.keys.PARTNER, VIEWER)
  expect(partner.body.data.viewer).toEqual({
    keyKind: 'PARTNER',
    scopes: ['certificate:read'],
    party: 'sols',
    tenant,
  })
  // A page has no use for it, and the graph of pages has no such field.
  const site = await world.server.send(own.keys.SITE, VIEWER, {}, { origin: SITE })
  expect(site.body.data).toBeUndefined()
})

const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }'

test.each<[string, (of: Names) => string]>([
  ['ConsentEvent', (of) => of.event],
  ['NoticeVersion', (of) => of.own.id],
  ['Certificate', (of) => of.certificate],
  ['ApiKey', (of) => of.apiKey],
  ['Tenant', (of) => of.tenant],
])('node: a %s by its id, null by one of nobody', async (type, name) => {
  const ask = async (of: Names) => (await world.server.send(own.keys.SECRET, NODE, { id: name(of) })).body
  expect(await ask(own)).toEqual({ data: { node: { __typename: type, id: name(own) } } })
  expect(await ask(world.nobody)).toEqual({ data: { node: null } })
})

test.each(['', 'x', 'evt_', 'evt_x', '../evt_1'])('node: "%s" names nothing', async (id) => {
  expect((await world.server.send(own.keys.SECRET, NODE, { id })).body).toEqual({ data: { node: null } })
})

test('notice: the latest version of a key, in a language or in any; null where there is none', async () => {
  const { client } = own
  expect(await client.notice(own.own.key)).toMatchObject({ id: own.own.id, version: 1, locale: 'fr' })
  expect(await client.notice(own.own.key, 'fr-FR')).toMatchObject({ id: own.own.id })
  expect(await client.notice(own.own.key, 'de')).toBeNull()
  expect(await client.notice('nothing')).toBeNull()
})

test('noticeVersion: a version by its address; null by another, INVALID_INPUT by none', async () => {
  expect(await own.client.noticeVersion(own.own.sha256)).toMatchObject({ id: own.own.id })
  expect(await own.client.noticeVersion('ab'.repeat(32))).toBeNull()
  await expect(own.client.noticeVersion('ab')).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: ['sha256'] }],
  })
})

test('event: an event by its id; null by anything else', async () => {
  expect(await own.client.event(own.withdrawal)).toMatchObject({ kind: 'WITHDRAWN' })
  for (const id of [world.nobody.event, own.certificate, '']) expect(await own.client.event(id)).toBeNull()
})

test('receipt: the submission that a form’s token tells of; null by another challenge, or none', async () => {
  const { receiptToken } = own
  const [submission = ''] = receiptToken.split('.').slice(-1)
  expect(await own.client.receipt(receiptToken)).toMatchObject({
    manageUrl: expect.stringContaining(own.manageToken),
    disclosures: expect.arrayContaining([expect.any(String)]),
  })
  for (const token of [
    '',
    submission,
    `.${submission}`,
    `${own.challenge}.${submission}`,
    `${receiptToken}x`,
  ])
    expect(await own.client.receipt(token)).toBeNull()
})

test('certificate: a certificate by its id; null by anything else', async () => {
  expect((await own.client.certificate(own.certificate))?.id).toBe(own.certificate)
  for (const id of [world.nobody.certificate, own.event, ''])
    expect(await own.client.certificate(id)).toBeNull()
})

test('logHead: the newest signed head', async () => {
  const { origin, size, checkpoint } = await own.client.logHead()
  expect(checkpoint.split('\n').slice(0, 2)).toEqual([origin, size])
})
