import { afterAll, beforeAll, expect, test } from 'vitest'
import { TUESDAY } from '../testing/seeded.ts'
import { startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

const DAY = 86_400_000
const VIEWER = '{ viewer { keyKind } }'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

test('the keys of the tenant come page by page, oldest first, the revoked ones too', async () => {
  const names = ['one', 'two', 'three']
  for (const [index, name] of names.entries()) {
    server.setNow(TUESDAY + index + 1)
    await server.client.createApiKey({ kind: 'SECRET', name, scopes: ['consent:read'] })
  }
  const first = await server.client.apiKeys({ first: 3 })
  const [, , one] = first.edges
  await server.client.revokeApiKey(one!.node.id)
  const rest = await server.client.apiKeys({ first: 3, after: first.pageInfo.endCursor })
  expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false])
  const listed = [...first.edges, ...rest.edges].map(({ node }) => node.name)
  expect(listed.toSorted()).toEqual(['back end', 'form', 'one', 'three', 'two'])
  expect(listed.slice(2)).toEqual(names)
  const again = await server.client.apiKeys()
  expect(again.edges.filter(({ node }) => node.revokedAt !== null).map(({ node }) => node.name)).toEqual([
    'one',
  ])
  server.setNow(TUESDAY)
})

test('a key tells on which day it was last used, and no closer', async () => {
  const lastUsedOn = async () => (await server.stranger.apiKeys()).edges.map(({ node }) => node.lastUsedOn)
  expect(await lastUsedOn()).toEqual(['2026-11-24'])
  server.setNow(TUESDAY + 2 * DAY)
  await server.send(server.strangerKey, VIEWER)
  expect(await lastUsedOn()).toEqual(['2026-11-26'])
  // A clock that goes back does not make a use undone.
  server.setNow(TUESDAY)
  expect(await lastUsedOn()).toEqual(['2026-11-26'])
})

test.each([
  ['a page of none', { first: 0 }, 'page-size', 'first'],
  ['a page of 101', { first: 101 }, 'page-size', 'first'],
  ['a cursor that is none', { after: 'x' }, 'cursor', 'after'],
  ['a cursor of events', { after: Buffer.from('p12').toString('base64url') }, 'cursor', 'after'],
])('INVALID_INPUT: %s', async (_name, page, rule, path) => {
  await expect(server.client.apiKeys(page)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: [path], rule }],
  })
})
