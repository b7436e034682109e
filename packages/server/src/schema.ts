import './platform/scalars.ts'
import './platform/problem.graphql.ts'
import './platform/node.graphql.ts'
import './access/access.graphql.ts'
import './access/api-key.graphql.ts'
import './notice/notice.graphql.ts'
import './consent/consent.graphql.ts'
import './suppression/suppression.graphql.ts'
import './attempt/attempt.graphql.ts'
import './eligibility/eligibility.graphql.ts'
import './log/log.graphql.ts'
import './certificate/certificate.graphql.ts'
import './rights/rights.graphql.ts'
import './confirmation/confirmation.graphql.ts'
import './webhook/webhook.graphql.ts'
import './webhook/webhook-mutations.graphql.ts'
import './webhook/redelivery.graphql.ts'
import type { GraphQLSchema } from 'graphql'
import { builder } from './platform/builder.ts'

/** What a page's public key reaches. */
export const siteSchema: GraphQLSchema = builder.toSchema({ subGraph: 'Site' })
/** What a secret key reaches. */
export const apiSchema: GraphQLSchema = builder.toSchema({ subGraph: 'Api' })
