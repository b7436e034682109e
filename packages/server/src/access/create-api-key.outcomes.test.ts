import { createClient, type Client, type CreateApiKeyInput } from '@constat/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, SITE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { findKey } from './access.service.ts'
import { parseApiKey } from './api-key.ts'
import { createApiKey, createTenant } from './tenant.service.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
  await server.client.publishNotice(NOTICE)
})
afterAll(() => server.close())

const create = (input: CreateApiKeyInput) => server.client.createApiKey(input)
const made = async (input: CreateApiKeyInput) => granted(await create(input), 'CreateApiKeyPayload')
const under = (key: string): Client =>
  createClient({
    url: 'https://proofs.example/graphql',
    key,
    fetch: async (url, init) => server.fetch(url instanceof Request ? url.url : String(url), init),
  })

test('CreateApiKeyPayload: a secret key opens at once, with the scopes it was given and no other', async () => {
  const { apiKey, secret } = await made({ kind: 'SECRET', name: 'dialler', scopes: ['eligibility:read'] })
  expect(await under(secret).viewer()).toMatchObject({ keyKind: 'SECRET', scopes: ['eligibility:read'] })
  await expect(under(secret).events()).rejects.toMatchObject({ code: 'MISSING_SCOPE' })
  expect(apiKey).toMatchObject({
    kind: 'SECRET',
    name: 'dialler',
    hint: expect.stringMatching(/^constat_secret_[0-9A-Za-z]{16}_….{4}$/),
    scopes: ['eligibility:read'],
    allowedOrigins: [],
    party: null,
    createdAt: new Date(TUESDAY).toISOString(),
    expiresAt: null,
    revokedAt: null,
    lastUsedOn: null,
    replacedBy: null,
  })
})

test('the secret is shown once: nothing of the database, the log or a later answer has it', async () => {
  const { secret } = await made({ kind: 'SECRET', name: 'once', scopes: ['consent:read'] })
  const { secret: inner = '' } = parseApiKey(secret) ?? {}
  const row = await findKey(server.deps, secret)
  expect(row?.secretSha256).toHaveLength(32)
  const later = JSON.stringify([await server.client.apiKeys({ first: 100 }), row])
  expect(inner).toHaveLength(43)
  for (const text of [later, server.logged()]) expect(text).not.toContain(inner)
})

test('CreateApiKeyPayload: a site key collects from its origins, and does nothing else', async () => {
  const { apiKey, secret } = await made({ kind: 'SITE', name: 'form', allowedOrigins: [SITE] })
  expect(apiKey).toMatchObject({
    scopes: ['notice:read', 'capture:write', 'consent:write'],
    allowedOrigins: [SITE],
  })
  const NOTICE_QUERY = '{ notice(key: "devis") { key } }'
  expect((await server.send(secret, NOTICE_QUERY, {}, { origin: SITE })).body.data.notice.key).toBe('devis')
  expect((await server.send(secret, NOTICE_QUERY, {}, { origin: 'https://other.example' })).status).toBe(403)
})

test('CreateApiKeyPayload: a key opens until it expires, and not from then on', async () => {
  const expiresAt = new Date(TUESDAY + 1000).toISOString()
  const { secret } = await made({ kind: 'SECRET', name: 'trial', scopes: ['consent:read'], expiresAt })
  server.setNow(TUESDAY + 999)
  expect((await under(secret).viewer()).keyKind).toBe('SECRET')
  server.setNow(TUESDAY + 1000)
  await expect(under(secret).viewer()).rejects.toMatchObject({ code: 'UNAUTHENTICATED', status: 401 })
  server.setNow(TUESDAY)
})

test.each<[string, CreateApiKeyInput, string, string[]]>([
  ['no name', { kind: 'SECRET', name: ' ', scopes: ['consent:read'] }, 'length', ['name']],
  [
    'a name of 101 characters',
    { kind: 'SECRET', name: 'x'.repeat(101), scopes: ['consent:read'] },
    'length',
    ['name'],
  ],
  [
    'a name that writes on a terminal',
    { kind: 'SECRET', name: 'x\u001b[2K\nkey_0', scopes: ['consent:read'] },
    'plain-text',
    ['name'],
  ],
  ['no scopes for a secret key', { kind: 'SECRET', name: 'x' }, 'required', ['scopes']],
  [
    'an empty list of scopes',
    { kind: 'SITE', name: 'x', allowedOrigins: [SITE], scopes: [] },
    'required',
    ['scopes'],
  ],
  [
    'a scope that is none',
    { kind: 'SECRET', name: 'x', scopes: ['consent:all'] },
    'unknown-scope',
    ['scopes', '0'],
  ],
  [
    'a site key that reads events',
    { kind: 'SITE', name: 'x', allowedOrigins: [SITE], scopes: ['notice:read', 'consent:read'] },
    'scope-of-kind',
    ['scopes', '1'],
  ],
  [
    'a partner key that issues certificates',
    { kind: 'PARTNER', name: 'x', party: 'sols', scopes: ['certificate:write'] },
    'scope-of-kind',
    ['scopes', '0'],
  ],
  ['a site key without origins', { kind: 'SITE', name: 'x' }, 'count', ['allowedOrigins']],
  [
    'a page in place of an origin',
    { kind: 'SITE', name: 'x', allowedOrigins: [`${SITE}/devis`] },
    'origin',
    ['allowedOrigins', '0'],
  ],
  [
    'an origin without TLS',
    { kind: 'SITE', name: 'x', allowedOrigins: ['http://devis.example'] },
    'origin',
    ['allowedOrigins', '0'],
  ],
  [
    'all hosts of a domain as an origin',
    { kind: 'SITE', name: 'x', allowedOrigins: ['https://*.example.fr'] },
    'origin',
    ['allowedOrigins', '0'],
  ],
  ['any origin', { kind: 'SITE', name: 'x', allowedOrigins: ['*'] }, 'origin', ['allowedOrigins', '0']],
  [
    'origins of a secret key',
    { kind: 'SECRET', name: 'x', scopes: ['consent:read'], allowedOrigins: [SITE] },
    'site-keys-only',
    ['allowedOrigins'],
  ],
  ['a partner key without a party', { kind: 'PARTNER', name: 'x' }, 'known-party', ['party']],
  ['a party that no notice names', { kind: 'PARTNER', name: 'x', party: 'nobody' }, 'known-party', ['party']],
  [
    'a party of a secret key',
    { kind: 'SECRET', name: 'x', scopes: ['consent:read'], party: 'sols' },
    'partner-keys-only',
    ['party'],
  ],
  [
    'an expiry now',
    { kind: 'SECRET', name: 'x', scopes: ['consent:read'], expiresAt: new Date(TUESDAY).toISOString() },
    'in-the-future',
    ['expiresAt'],
  ],
])('InvalidInput: %s, and no key is made', async (_name, input, rule, path) => {
  const before = await server.client.apiKeys({ first: 100 })
  expect(granted(await create(input), 'InvalidInput')).toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ rule, path: ['input', ...path] }],
  })
  expect(await server.client.apiKeys({ first: 100 })).toEqual(before)
})

test('InvalidInput: every fault at once', async () => {
  const { issues } = granted(
    await create({ kind: 'SITE', name: '', scopes: ['x:y'], allowedOrigins: ['x'], party: 'sols' }),
    'InvalidInput',
  )
  expect(issues.map(({ rule }) => rule)).toEqual(['length', 'unknown-scope', 'origin', 'partner-keys-only'])
})

test('InvalidInput: nobody gives a scope that he has not', async () => {
  const { scope } = (await findKey(server.deps, server.secretKey))!
  const { text } = await createApiKey(server.deps, scope, {
    kind: 'SECRET',
    name: 'administrator of keys',
    scopes: ['key:write', 'notice:read'],
  })
  const { issues } = granted(
    await under(text).createApiKey({ kind: 'SECRET', name: 'x', scopes: ['notice:read', 'consent:read'] }),
    'InvalidInput',
  )
  expect(issues).toMatchObject([{ rule: 'scope-not-held', path: ['input', 'scopes', '1'] }])
  const site = await under(text).createApiKey({ kind: 'SITE', name: 'x', allowedOrigins: [SITE] })
  expect(granted(site, 'InvalidInput').issues.map(({ rule }) => rule)).toEqual([
    'scope-not-held',
    'scope-not-held',
  ])
})

test('InvalidInput: a tenant has so many live keys and no more, until one opens nothing', async () => {
  const own = await createTenant(server.deps, 'Many keys')
  const { text } = await createApiKey(server.deps, own, { kind: 'SECRET', name: 'first' })
  const last = await Promise.all(
    Array.from({ length: 99 }, () => createApiKey(server.deps, own, { kind: 'SECRET', name: 'x' })),
  )
  const client = under(text)
  const another = () => client.createApiKey({ kind: 'SECRET', name: 'y', scopes: ['consent:read'] })
  const id = `key_${last.at(-1)?.keyId}`
  expect(granted(await another(), 'InvalidInput').issues).toMatchObject([{ rule: 'live-keys' }])
  expect(granted(await client.rotateApiKey({ id }), 'InvalidInput').issues).toMatchObject([
    { rule: 'live-keys' },
  ])
  granted(await client.rotateApiKey({ id, graceHours: 0 }), 'RotateApiKeyPayload')
  await client.revokeApiKey(`key_${last[0]?.keyId}`)
  granted(await another(), 'CreateApiKeyPayload')
})
