import { ContactKeyRef } from '../consent/contact.graphql.ts'
import { API, builder } from '../platform/builder.ts'
import { acting, resultOf } from '../platform/mutation.ts'
import { IdempotencyMismatchRef, InvalidInputRef } from '../platform/problem.graphql.ts'
import { ChannelRef } from '../platform/vocabulary.graphql.ts'
import { recordAttempts, type RecordAttemptsPayload } from './attempt.service.ts'

const AttemptInputRef = builder.inputType('AttemptInput', {
  description: 'A call made, answered or not.',
  fields: (f) => ({
    contact: f.field({ type: ContactKeyRef, description: 'Who was called.' }),
    channel: f.field({ type: ChannelRef, description: 'By which means; only calls count towards the cap.' }),
    at: f.field({ type: 'DateTimeISO', description: 'When; it is known from now on.' }),
    refused: f.boolean({
      required: false,
      defaultValue: false,
      description: 'Whether the person refused to be called: an objection to calls by this advertiser.',
    }),
  }),
})

const RecordAttemptsInputRef = builder.inputType('RecordAttemptsInput', {
  description: 'Calls made by or for one advertiser.',
  fields: (f) => ({
    idempotencyKey: f.string({ description: '1 to 128 characters.' }),
    advertiser: f.string({ description: 'Party key of who called, or had someone call.' }),
    attempts: f.field({ type: [AttemptInputRef], description: '1 to 1,000 calls, each told once.' }),
  }),
})

const RecordAttemptsPayloadRef = builder.objectRef<RecordAttemptsPayload>('RecordAttemptsPayload').implement({
  description: 'Calls that are on disk.',
  fields: (t) => ({
    recorded: t.exposeInt('recorded', {
      description: 'How many calls were taken: all of them. One told before under another key counts once.',
    }),
  }),
})

builder.mutationField('recordAttempts', (t) =>
  t.field({
    type: resultOf('RecordAttemptsResult', [
      RecordAttemptsPayloadRef,
      InvalidInputRef,
      IdempotencyMismatchRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'attempt:write' },
    description:
      'Records calls made, all of them or none: they feed the cap on calls, and a refusal in a call is an objection.',
    args: { input: t.arg({ type: RecordAttemptsInputRef, description: 'The calls.' }) },
    resolve: acting(recordAttempts),
  }),
)
