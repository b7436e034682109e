import { ContactKeyRef } from '../consent/contact.graphql.ts'
import { ConsentEventRef } from '../consent/event.graphql.ts'
import { API, builder } from '../platform/builder.ts'
import { acting, resultOf } from '../platform/mutation.ts'
import { IdempotencyMismatchRef, InvalidInputRef } from '../platform/problem.graphql.ts'
import { SuppressionScopeRef, SuppressionSourceRef } from '../platform/vocabulary.graphql.ts'
import { recordObjection, type RecordObjectionPayload } from './suppression.service.ts'

const RecordObjectionInputRef = builder.inputType('RecordObjectionInput', {
  description: 'What a person wants no more.',
  fields: (f) => ({
    idempotencyKey: f.string({ description: '1 to 128 characters.' }),
    contact: f.field({ type: ContactKeyRef, description: 'Who objects: the contact that the scope uses.' }),
    scope: f.field({ type: SuppressionScopeRef, description: 'Which channels.' }),
    source: f.field({ type: SuppressionSourceRef, description: 'By which way it reached you.' }),
    advertisers: f.stringList({
      required: false,
      description: 'Only these party keys; without it, everyone this tenant contacts for.',
    }),
    at: f.field({
      type: 'DateTimeISO',
      required: false,
      description:
        'When she objected, if before: a claim. It has effect from then, and is known from now on.',
    }),
  }),
})

const RecordObjectionPayloadRef = builder
  .objectRef<RecordObjectionPayload>('RecordObjectionPayload')
  .implement({
    description: 'An objection that is on disk.',
    fields: (t) => ({
      event: t.field({
        type: ConsentEventRef,
        description: 'Its event.',
        resolve: ({ event }) => event,
      }),
    }),
  })

builder.mutationField('recordObjection', (t) =>
  t.field({
    type: resultOf('RecordObjectionResult', [
      RecordObjectionPayloadRef,
      InvalidInputRef,
      IdempotencyMismatchRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'suppression:write' },
    description:
      'Records "never contact me": no consent given before it counts any more. It stands until a later consent.',
    args: { input: t.arg({ type: RecordObjectionInputRef, description: 'The objection.' }) },
    resolve: acting(recordObjection),
  }),
)
