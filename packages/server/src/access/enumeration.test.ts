import { timingSafeEqual } from 'node:crypto'
import { env } from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rechecked, withOtherSecret } from '../testing/forged-key.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, SITE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { findKey } from './access.service.ts'
import { newApiKey, parseApiKey } from './api-key.ts'

// Keys to try, over all classes; `CONSTAT_GUESSES=10000` for many.
const GUESSES = Number(env['CONSTAT_GUESSES'] ?? 2_000)

let server: ServerUnderTest
/** The n-th wrong key of each class. */
let wrong: { readonly [kind: string]: (n: number) => string }

const made = async (name: string, expiresAt: number | null) =>
  granted(
    await server.client.createApiKey({
      kind: 'SECRET',
      name,
      scopes: ['consent:read'],
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    }),
    'CreateApiKeyPayload',
  )

beforeAll(async () => {
  server = await startServer()
  const revoked = await made('revoked', null)
  await server.client.revokeApiKey(revoked.apiKey.id)
  const expired = await made('expired', TUESDAY + 1)
  server.setNow(TUESDAY + 1)
  wrong = {
    'of an unknown id': () => newApiKey('SECRET', server.deps.random).text,
    'of a known id with another secret': (n) => withOtherSecret(server.secretKey, n),
    'of a site key with another secret': (n) => withOtherSecret(server.siteKey, n),
    'of another tenant with another secret': (n) => withOtherSecret(server.strangerKey, n),
    'of another kind': () => rechecked(server.secretKey.replace('_secret_', '_partner_')),
    'that was revoked': () => revoked.secret,
    'that was revoked, with another secret': (n) => withOtherSecret(revoked.secret, n),
    'that is expired': () => expired.secret,
    'that is expired, with another secret': (n) => withOtherSecret(expired.secret, n),
    // A checksum tells it offline, so its work may tell it too.
    'that is none': (n) => `${withOtherSecret(server.secretKey, n).slice(0, -1)}_`,
  }
})
afterAll(() => server.close())

const send = async (key: string): Promise<string> => {
  const answer = await server.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, origin: SITE },
    body: '{"query":"{ viewer { keyKind } }"}',
  })
  // Each request has an id of its own.
  const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id')
  return JSON.stringify([answer.status, headers, await answer.text()])
}

test(`of ${GUESSES} wrong keys, whatever is wrong with them, all get one answer after the same statements`, async () => {
  const answers = new Set<string>()
  const statements = new Map<string, Set<string>>()
  const kinds = Object.entries(wrong)
  for (const [kind, key] of kinds)
    for (let n = 0; n < GUESSES / kinds.length; n += 1) {
      const [answer, run] = await server.statementsOf(() => send(key(n)))
      answers.add(answer)
      statements.set(kind, (statements.get(kind) ?? new Set()).add(JSON.stringify(run)))
    }
  expect([...answers]).toEqual([expect.stringContaining('UNAUTHENTICATED')])
  const { 'that is none': none, ...whole } = Object.fromEntries(statements)
  expect([...(none ?? [])]).toEqual(['[]'])
  // The row of the key, and nothing before or after.
  const [texts = new Set<string>()] = Object.values(whole)
  expect([...texts].map((text) => JSON.parse(text).length)).toEqual([1])
  for (const [kind, each] of Object.entries(whole)) expect([kind, each]).toEqual([kind, texts])
})

test('whatever is wrong with a key, its secret is hashed and compared once; right ones are no exception', async () => {
  for (const [kind, key] of [...Object.entries(wrong), ['that is right', () => server.secretKey]] as const) {
    let compared = 0
    const found = await findKey(server.deps, key(0), (presented, stored) => {
      compared += 1
      expect([presented.length, stored.length]).toEqual([32, 32])
      return timingSafeEqual(presented, stored)
    })
    expect([kind, found !== undefined, compared]).toEqual([
      kind,
      kind === 'that is right',
      parseApiKey(key(0)) === undefined ? 0 : 1,
    ])
  }
})

test('guesses leave nothing behind: no row, no day of use, no key in the log', async () => {
  const rows = await server.client.apiKeys({ first: 100 })
  for (const key of Object.values(wrong)) await send(key(1))
  expect(await server.client.apiKeys({ first: 100 })).toEqual(rows)
  for (const key of Object.values(wrong)) expect(server.logged()).not.toContain(key(1).slice(-49))
})
