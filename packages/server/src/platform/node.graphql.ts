import { isId } from '@constat/core/id'
import {
  findEvent,
  findNoticeById,
  findTenant,
  findWebhook,
  type ApiKeyOfTenant,
  type ConsentEvent,
  type IssuedCertificate,
  type NoticeVersion,
  type Tenant,
  type Webhook,
} from '@constat/store'
import { apiKeyId, findOwnKey, keyIdIn } from '../access/api-key.service.ts'
import { certificateOf } from '../certificate/certificate.service.ts'
import { API, BOTH, builder } from './builder.ts'
import type { Context, Scope } from './context.ts'
import { missingScope } from './missing-scope.ts'

type Node = ConsentEvent | NoticeVersion | Tenant | IssuedCertificate | ApiKeyOfTenant | Webhook

const idOf = (node: Node): string => {
  if ('certificateId' in node) return node.certificateId
  if ('webhookId' in node) return node.webhookId
  if ('eventId' in node) return node.eventId
  if ('keyId' in node) return apiKeyId(node)
  return 'tenantId' in node ? node.tenantId : node.id
}

const typeOf = (node: Node): string => {
  if ('certificateId' in node) return 'Certificate'
  if ('webhookId' in node) return 'Webhook'
  if ('eventId' in node) return 'ConsentEvent'
  if ('keyId' in node) return 'ApiKey'
  return 'tenantId' in node ? 'Tenant' : 'NoticeVersion'
}

type NodeKind = {
  /** Whether an identifier has the shape of this kind, whoever it belongs to. */
  readonly isOne: (id: string) => boolean
  /** What it takes to read one: the same as by its own field. */
  readonly scope: Scope
  /** What belongs to another tenant is as absent as what does not exist. */
  readonly find: (context: Context, id: string) => Promise<Node | undefined>
}

const KINDS: readonly NodeKind[] = [
  {
    isOne: (id) => isId('consentEvent', id),
    scope: 'consent:read',
    find: ({ deps, principal }, id) => findEvent(deps.store.reader, principal.tenant, id),
  },
  {
    isOne: (id) => isId('certificate', id),
    scope: 'certificate:read',
    find: ({ deps, principal }, id) => certificateOf(deps, principal, id),
  },
  {
    isOne: (id) => isId('noticeVersion', id),
    scope: 'notice:read',
    find: ({ deps, principal }, id) => findNoticeById(deps.store.reader, principal.tenant, id),
  },
  {
    isOne: (id) => isId('webhook', id),
    scope: 'webhook:read',
    find: ({ deps, principal }, id) => findWebhook(deps.store.reader, principal.tenant, id),
  },
  {
    isOne: (id) => keyIdIn(id) !== undefined,
    scope: 'key:read',
    find: ({ deps, principal }, id) => findOwnKey(deps.store.reader, principal.tenant, id),
  },
]

const findNode = async (context: Context, id: string): Promise<Node | undefined> => {
  const { deps, principal } = context
  const kind = KINDS.find(({ isOne }) => isOne(id))
  if (!kind) return id === principal.tenant.tenantId ? findTenant(deps.store.reader, id) : undefined
  // It follows from the shape of the id alone, so it does not tell what there is.
  if (!principal.scopes.includes(kind.scope)) throw missingScope('node', [kind.scope])
  return kind.find(context, id)
}

/** Anything with an identifier of its own. */
export const NodeRef = builder.interfaceRef<Node>('Node').implement({
  description: 'Anything with an identifier of its own, unique over all tenants.',
  subGraphs: BOTH,
  resolveType: typeOf,
  fields: (t) => ({ id: t.id({ description: 'Opaque and stable.', resolve: idOf }) }),
})

builder.queryField('node', (t) =>
  t.field({
    type: NodeRef,
    nullable: true,
    subGraphs: API,
    authScopes: { authenticated: true },
    description:
      'Anything of this tenant by its id; null when it has none such. It takes the scope that reads that kind of thing: consent:read, notice:read, certificate:read, webhook:read or key:read.',
    args: { id: t.arg.id({ description: 'Its id.' }) },
    resolve: async (_root, { id }, context) => findNode(context, id),
  }),
)
