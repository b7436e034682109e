import { isId } from '@constat/core/id'
import {
  findEvent,
  findNoticeById,
  findTenant,
  findWebhook,
  type ConsentEvent,
  type IssuedCertificate,
  type NoticeVersion,
  type Tenant,
  type Webhook,
} from '@constat/store'
import { certificateOf } from '../certificate/certificate.service.ts'
import { API, BOTH, builder } from './builder.ts'
import type { Context } from './context.ts'

type Node = ConsentEvent | NoticeVersion | Tenant | IssuedCertificate | Webhook

const idOf = (node: Node): string => {
  if ('certificateId' in node) return node.certificateId
  if ('webhookId' in node) return node.webhookId
  if ('eventId' in node) return node.eventId
  return 'tenantId' in node ? node.tenantId : node.id
}

const typeOf = (node: Node): string => {
  if ('certificateId' in node) return 'Certificate'
  if ('webhookId' in node) return 'Webhook'
  if ('eventId' in node) return 'ConsentEvent'
  return 'tenantId' in node ? 'Tenant' : 'NoticeVersion'
}

const findNode = async ({ deps, principal }: Context, id: string): Promise<Node | undefined> => {
  const { tenant } = principal
  const { reader } = deps.store
  if (isId('consentEvent', id)) return findEvent(reader, tenant, id)
  if (isId('certificate', id) && principal.scopes.includes('certificate:read'))
    return certificateOf(deps, principal, id)
  if (isId('webhook', id) && principal.scopes.includes('webhook:read')) return findWebhook(reader, tenant, id)
  if (isId('noticeVersion', id)) return findNoticeById(reader, tenant, id)
  // What belongs to another tenant is as absent as what does not exist.
  return id === tenant.tenantId ? findTenant(reader, id) : undefined
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
    authScopes: { scope: 'consent:read' },
    description: 'Anything of this tenant by its id; null when it has none such.',
    args: { id: t.arg.id({ description: 'Its id.' }) },
    resolve: async (_root, { id }, context) => findNode(context, id),
  }),
)
