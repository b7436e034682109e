import { findTenant, type Tenant } from '@constat/store'
import { API, builder } from '../platform/builder.ts'
import type { Principal } from '../platform/context.ts'
import { NodeRef } from '../platform/node.graphql.ts'
import { KeyKindRef } from './key-kind.graphql.ts'

const TenantRef = builder.objectRef<Tenant>('Tenant').implement({
  description: 'An organisation that uses this server; all data belongs to exactly one.',
  interfaces: [NodeRef],
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As it calls itself.' }),
  }),
})

const ViewerRef = builder.objectRef<Principal>('Viewer').implement({
  description: 'Who is asking.',
  fields: (t) => ({
    tenant: t.field({
      type: TenantRef,
      description: 'The tenant of the key.',
      resolve: async ({ tenant }, _args, { deps }) => {
        const found = await findTenant(deps.store.reader, tenant.tenantId)
        if (!found) throw new Error(`Tenant ${tenant.tenantId} of a key is missing.`)
        return found
      },
    }),
    keyKind: t.expose('kind', {
      type: KeyKindRef,
      description: 'Kind of the key.',
    }),
    scopes: t.stringList({
      description: 'What the key may do, `area:verb`.',
      resolve: ({ scopes }) => [...scopes],
    }),
    party: t.exposeString('party', {
      nullable: true,
      description: 'Of a partner key: key of the party whose certificates it opens.',
    }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    subGraphs: API,
    authScopes: { authenticated: true },
    description: 'Who this key belongs to and what it may do.',
    resolve: (_root, _args, { principal }) => principal,
  }),
)
