import { isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SCOPES, type Scope } from '../platform/context.ts'
import { apiSchema } from '../schema.ts'
import { ASKED } from '../testing/asked.ts'
import { rootFieldsOf } from '../testing/every-field.ts'
import { clientUnder, startTwoTenants, type TwoTenants } from '../testing/two-tenants.ts'
import { findKey } from './access.service.ts'
import { createApiKey } from './tenant.service.ts'

/** What each field takes: exactly this scope, or nothing but a key. A new field that is not here fails the test below. */
const TAKES: { readonly [field: string]: Scope | 'a key' } = {
  'Query.viewer': 'a key',
  // It takes the scope of what it finds: see below.
  'Query.node': 'a key',
  'Query.notice': 'notice:read',
  'Query.noticeVersion': 'notice:read',
  'Query.lintNotice': 'notice:read',
  'Query.event': 'consent:read',
  'Query.events': 'consent:read',
  'Query.receipt': 'consent:read',
  'Query.logHead': 'consent:read',
  'Query.checkEligibility': 'eligibility:read',
  'Query.checkEligibilityBatch': 'eligibility:read',
  'Query.explain': 'eligibility:read',
  'Query.certificate': 'certificate:read',
  'Query.apiKeys': 'key:read',
  'Mutation.publishNotice': 'notice:write',
  'Mutation.startCapture': 'capture:write',
  'Mutation.recordConsent': 'consent:write',
  'Mutation.withdrawConsent': 'consent:write',
  'Mutation.recordObjection': 'suppression:write',
  'Mutation.recordAttempts': 'attempt:write',
  'Mutation.issueCertificate': 'certificate:write',
  'Mutation.eraseRecord': 'consent:erase',
  'Mutation.requestConfirmation': 'confirmation:write',
  'Mutation.confirmContact': 'confirmation:write',
  'Mutation.createApiKey': 'key:write',
  'Mutation.revokeApiKey': 'key:write',
  'Mutation.rotateApiKey': 'key:write',
  'Query.webhook': 'webhook:read',
  'Query.webhooks': 'webhook:read',
  'Mutation.createWebhook': 'webhook:write',
  'Mutation.updateWebhook': 'webhook:write',
  'Mutation.disableWebhook': 'webhook:write',
  'Mutation.enableWebhook': 'webhook:write',
  'Mutation.deleteWebhook': 'webhook:write',
  'Mutation.rotateWebhookSecret': 'webhook:write',
  'Mutation.sendWebhookExample': 'webhook:write',
  'Mutation.resendWebhookEvent': 'webhook:write',
  'Mutation.recoverWebhook': 'webhook:write',
  'Mutation.replayWebhook': 'webhook:write',
  'Certificate.event': 'consent:read',
}

let world: TwoTenants
let keys: ReadonlyMap<Scope, string>

beforeAll(async () => {
  world = await startTwoTenants()
  const { deps, secretKey } = world.server
  const { scope: tenant } = (await findKey(deps, secretKey))!
  const made = SCOPES.map(async (scope) => {
    const { text } = await createApiKey(deps, tenant, { kind: 'SECRET', name: scope, scopes: [scope] })
    return [scope, text] as const
  })
  keys = new Map(await Promise.all(made))
})
afterAll(() => world.server.close())

const codeOf = async (key: string, document: string, variables: object): Promise<unknown> => {
  const { body } = await world.server.send(key, document, variables)
  return body.errors?.[0].extensions.code
}

/** The scopes that, each alone, are not enough for a document. */
const refusedTo = async (document: string, variables: object): Promise<readonly Scope[]> => {
  const refused: Scope[] = []
  for (const [scope, key] of keys)
    if ((await codeOf(key, document, variables)) === 'MISSING_SCOPE') refused.push(scope)
  return refused
}

const allBut = (scope: Scope): readonly Scope[] => SCOPES.filter((each) => each !== scope)

test('every field that guards itself has a row, and no other', () => {
  const guarded = Object.values(apiSchema.getTypeMap()).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).flatMap(({ name, extensions }) => {
          const { pothosOptions } = extensions
          const guards =
            typeof pothosOptions === 'object' && pothosOptions !== null && 'authScopes' in pothosOptions
          return guards ? [`${type.name}.${name}`] : []
        })
      : [],
  )
  expect(Object.keys(TAKES).toSorted()).toEqual(guarded.toSorted())
})

test('no field that a request can start from is without a guard', () => {
  const roots = rootFieldsOf(apiSchema).map(
    ({ name, operation }) => `${operation === 'query' ? 'Query' : 'Mutation'}.${name}`,
  )
  expect(roots.filter((root) => !Object.hasOwn(TAKES, root))).toEqual([])
})

test.each(rootFieldsOf(apiSchema).map((root) => [root.name, root] as const))(
  '%s takes exactly its scope',
  async (name, root) => {
    const { [`${root.operation === 'query' ? 'Query' : 'Mutation'}.${name}`]: takes = 'a key' } = TAKES
    const asked = ASKED[name]?.(world.alpha, `scope of ${name}`) ?? {}
    const { args } = root.field
    const variables = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
    const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
    const document = `${root.operation} Q${variables && `(${variables})`} { ${name}${given && `(${given})`} { __typename } }`
    const takesScope = name === 'node' ? 'consent:read' : takes
    expect(await refusedTo(document, asked)).toEqual(takesScope === 'a key' ? [] : allBut(takesScope))
  },
)

const NODE = 'query ($id: ID!) { node(id: $id) { __typename } }'

test('node takes the scope of what it finds, whether or not there is one', async () => {
  const { alpha, nobody } = world
  for (const of of [alpha, nobody]) {
    expect(await refusedTo(NODE, { id: of.event })).toEqual(allBut('consent:read'))
    expect(await refusedTo(NODE, { id: of.own.id })).toEqual(allBut('notice:read'))
    expect(await refusedTo(NODE, { id: of.certificate })).toEqual(allBut('certificate:read'))
    expect(await refusedTo(NODE, { id: of.apiKey })).toEqual(allBut('key:read'))
    expect(await refusedTo(NODE, { id: of.webhook })).toEqual(allBut('webhook:read'))
    expect(await refusedTo(NODE, { id: of.tenant })).toEqual([])
  }
})

test('the event of a certificate takes consent:read beside certificate:read', async () => {
  const { id } = { id: world.alpha.certificate }
  const document = 'query ($id: ID!) { certificate(id: $id) { event { id } } }'
  expect(await refusedTo(document, { id })).toEqual(SCOPES)
  expect(await codeOf(world.alpha.keys.SECRET, document, { id })).toBeUndefined()
})

test('a partner reads the certificates of its party, their documents, and who it is; nothing else', async () => {
  const { alpha, server } = world
  const partner = clientUnder(server, alpha.keys.PARTNER)
  expect(await partner.viewer()).toMatchObject({
    keyKind: 'PARTNER',
    scopes: ['certificate:read'],
    party: 'sols',
    tenant: { id: alpha.tenant },
  })
  const shown = await partner.certificate(alpha.certificate)
  expect(shown?.document).toEqual((await alpha.client.certificate(alpha.certificate))?.document)
  expect(await server.send(alpha.keys.PARTNER, NODE, { id: alpha.certificate })).toMatchObject({
    body: { data: { node: { __typename: 'Certificate' } } },
  })
  for (const root of rootFieldsOf(apiSchema)) {
    if (['viewer', 'node', 'certificate'].includes(root.name)) continue
    const { args } = root.field
    const variables = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
    const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
    const document = `${root.operation} Q${variables && `(${variables})`} { ${root.name}${given && `(${given})`} { __typename } }`
    const asked = ASKED[root.name]?.(alpha, 'partner') ?? {}
    expect([root.name, await codeOf(alpha.keys.PARTNER, document, asked)]).toEqual([
      root.name,
      'MISSING_SCOPE',
    ])
  }
})

test('a certificate that was issued for another party is to a partner as none', async () => {
  const { alpha, nobody, server } = world
  const { deps, secretKey } = server
  const { scope: tenant } = (await findKey(deps, secretKey))!
  const { text } = await createApiKey(deps, tenant, { kind: 'PARTNER', name: 'other', party: 'literie' })
  const document = 'query ($id: ID!) { certificate(id: $id) { id } node(id: $id) { id } }'
  const answers = [alpha.certificate, nobody.certificate].map((id) => server.send(text, document, { id }))
  for (const { body } of await Promise.all(answers))
    expect(body).toEqual({ data: { certificate: null, node: null } })
})

test('a partner’s certificate is gone for it once the record is erased', async () => {
  const { alpha, server } = world
  const { edges } = await alpha.client.events({ contact: { email: 'ada@example.fr' } })
  const erased = await alpha.client.eraseRecord({
    idempotencyKey: 'unlawful',
    event: edges[0]!.node.id,
    ground: 'UNLAWFUL_PROCESSING',
  })
  expect(erased.__typename).toBe('EraseRecordPayload')
  expect(await clientUnder(server, alpha.keys.PARTNER).certificate(alpha.certificate)).toBeNull()
})
