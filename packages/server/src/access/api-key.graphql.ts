import type { ApiKeyOfTenant } from '@constat/store'
import { API, builder } from '../platform/builder.ts'
import { acting, resultOf } from '../platform/mutation.ts'
import { NodeRef } from '../platform/node.graphql.ts'
import { PageInfoRef, pageOf } from '../platform/page.graphql.ts'
import { ConflictRef, InvalidInputRef, NotFoundRef } from '../platform/problem.graphql.ts'
import {
  apiKeyId,
  apiKeysOf,
  createApiKeyFor,
  keyCursor,
  revokeApiKey,
  rotateApiKey,
  type ApiKeysPage,
  type CreateApiKeyPayload,
  type RevokeApiKeyPayload,
  type RotateApiKeyPayload,
} from './api-key.service.ts'
import { KeyKindRef } from './key-kind.graphql.ts'

const dateOf = (instant: number | null): Date | null => (instant === null ? null : new Date(instant))

const SECRET = 'The whole key. It is shown here and never again: keep it where secrets are kept.'

const ApiKeyRef = builder.objectRef<ApiKeyOfTenant>('ApiKey').implement({
  description: 'An API key without its secret, of which only a hash is kept.',
  interfaces: [NodeRef],
  fields: (t) => ({
    kind: t.expose('kind', { type: KeyKindRef, description: 'Kind of the key.' }),
    name: t.exposeString('name', { description: 'What it is for.' }),
    hint: t.exposeString('hint', { description: 'Enough of the key to recognise it, not to use it.' }),
    scopes: t.stringList({
      description: 'What it may do, `area:verb`.',
      resolve: ({ scopes }) => [...scopes],
    }),
    allowedOrigins: t.stringList({
      description: 'Of a site key: where its pages stand.',
      resolve: ({ allowedOrigins }) => [...allowedOrigins],
    }),
    party: t.exposeString('party', {
      nullable: true,
      description: 'Of a partner key: key of the party whose certificates it opens.',
    }),
    createdAt: t.field({
      type: 'DateTimeISO',
      description: 'When it was made.',
      resolve: ({ createdAt }) => new Date(createdAt),
    }),
    expiresAt: t.field({
      type: 'DateTimeISO',
      nullable: true,
      description: 'From then on it opens nothing; null when it does not expire.',
      resolve: ({ expiresAt }) => dateOf(expiresAt),
    }),
    revokedAt: t.field({
      type: 'DateTimeISO',
      nullable: true,
      description: 'When it was revoked; null while it is not.',
      resolve: ({ revokedAt }) => dateOf(revokedAt),
    }),
    lastUsedOn: t.expose('lastUsedOn', {
      type: 'Date',
      nullable: true,
      description:
        'The day (UTC) it last sent a request by POST; null when it never did. GET, by which pages read their notice, changes nothing, this day neither: a site key without one may be in use.',
    }),
    replacedBy: t.id({
      nullable: true,
      description: 'Id of the key that took its place when it was rotated.',
      resolve: ({ replacedBy }) => (replacedBy === null ? null : apiKeyId({ keyId: replacedBy })),
    }),
  }),
})

const CreateApiKeyPayloadRef = builder.objectRef<CreateApiKeyPayload>('CreateApiKeyPayload').implement({
  description: 'A key that opens from now on.',
  fields: (t) => ({
    apiKey: t.field({ type: ApiKeyRef, description: 'The key.', resolve: ({ apiKey }) => apiKey }),
    secret: t.exposeString('secret', { description: SECRET }),
  }),
})

const RevokeApiKeyPayloadRef = builder.objectRef<RevokeApiKeyPayload>('RevokeApiKeyPayload').implement({
  description: 'A key that opens nothing any more.',
  fields: (t) => ({
    apiKey: t.field({ type: ApiKeyRef, description: 'The key.', resolve: ({ apiKey }) => apiKey }),
  }),
})

const RotateApiKeyPayloadRef = builder.objectRef<RotateApiKeyPayload>('RotateApiKeyPayload').implement({
  description: 'A key in the place of another, with the same settings.',
  fields: (t) => ({
    apiKey: t.field({ type: ApiKeyRef, description: 'The new key.', resolve: ({ apiKey }) => apiKey }),
    secret: t.exposeString('secret', { description: SECRET }),
    replaced: t.field({
      type: ApiKeyRef,
      description: 'The old key; it opens until its `expiresAt`.',
      resolve: ({ replaced }) => replaced,
    }),
  }),
})

const ApiKeyEdgeRef = builder.objectRef<ApiKeyOfTenant>('ApiKeyEdge').implement({
  description: 'A key in its place.',
  fields: (t) => ({
    cursor: t.string({ description: 'Its place.', resolve: keyCursor }),
    node: t.field({ type: ApiKeyRef, description: 'The key.', resolve: (key) => key }),
  }),
})

const ApiKeyConnectionRef = builder
  .objectRef<ApiKeysPage & { readonly after: string | null | undefined }>('ApiKeyConnection')
  .implement({
    description: 'A page of keys, oldest first.',
    fields: (t) => ({
      edges: t.field({ type: [ApiKeyEdgeRef], description: 'The keys.', resolve: ({ keys }) => [...keys] }),
      pageInfo: t.field({
        type: PageInfoRef,
        description: 'Where the page stands.',
        resolve: ({ keys, hasNextPage, after }) => pageOf(keys.map(keyCursor), hasNextPage, after),
      }),
    }),
  })

builder.queryField('apiKeys', (t) =>
  t.field({
    type: ApiKeyConnectionRef,
    subGraphs: API,
    authScopes: { scope: 'key:read' },
    description: 'The keys of this tenant, those that open nothing any more among them; oldest first.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, description: 'How many, 1 to 100.' }),
      after: t.arg.string({ required: false, description: 'The `endCursor` of the page before.' }),
    },
    resolve: async (_root, { first, after }, { deps, principal }) => ({
      ...(await apiKeysOf(deps, principal.tenant, { first: first ?? 20, after })),
      after,
    }),
  }),
)

builder.mutationField('createApiKey', (t) =>
  t.field({
    type: resultOf('CreateApiKeyResult', [CreateApiKeyPayloadRef, InvalidInputRef]),
    subGraphs: API,
    authScopes: { scope: 'key:write' },
    description: 'Creates an API key of this tenant. A key gives no scope that it has not itself.',
    args: {
      input: t.arg({
        description: 'The key.',
        type: builder.inputType('CreateApiKeyInput', {
          description: 'What the key is to be.',
          fields: (f) => ({
            kind: f.field({ type: KeyKindRef, description: 'Kind of the key.' }),
            name: f.string({ description: 'What uses it, 1 to 100 characters.' }),
            scopes: f.stringList({
              required: false,
              description:
                'What it may do; required with SECRET. Left out: all that a SITE or a PARTNER key may do.',
            }),
            allowedOrigins: f.stringList({
              required: false,
              description: 'With SITE: where its pages stand, as "https://www.example.fr".',
            }),
            party: f.string({
              required: false,
              description: 'With PARTNER: key of the party whose certificates it opens.',
            }),
            expiresAt: f.field({
              type: 'DateTimeISO',
              required: false,
              description: 'Left out, it does not expire.',
            }),
          }),
        }),
      }),
    },
    resolve: acting(createApiKeyFor),
  }),
)

builder.mutationField('revokeApiKey', (t) =>
  t.field({
    type: resultOf('RevokeApiKeyResult', [RevokeApiKeyPayloadRef, NotFoundRef]),
    subGraphs: API,
    authScopes: { scope: 'key:write' },
    description: 'Revokes a key for good, from the next request on. Again it changes nothing.',
    args: {
      input: t.arg({
        description: 'Which.',
        type: builder.inputType('RevokeApiKeyInput', {
          description: 'Which key to revoke.',
          fields: (f) => ({ id: f.id({ description: 'Id of the key.' }) }),
        }),
      }),
    },
    resolve: (_root, { input }, { deps, principal }) => revokeApiKey(deps, principal.tenant, input.id),
  }),
)

builder.mutationField('rotateApiKey', (t) =>
  t.field({
    type: resultOf('RotateApiKeyResult', [RotateApiKeyPayloadRef, NotFoundRef, InvalidInputRef, ConflictRef]),
    subGraphs: API,
    authScopes: { scope: 'key:write' },
    description:
      'Gives a key a successor with the same settings; the old one opens until the grace is over. Conflict when it opens nothing any more, or was rotated before.',
    args: {
      input: t.arg({
        description: 'Which.',
        type: builder.inputType('RotateApiKeyInput', {
          description: 'Which key to rotate.',
          fields: (f) => ({
            id: f.id({ description: 'Id of the key.' }),
            graceHours: f.int({
              required: false,
              defaultValue: 24,
              description: 'How long the old key still opens, 0 to 720 hours.',
            }),
          }),
        }),
      }),
    },
    resolve: acting(rotateApiKey),
  }),
)
