import type { Webhook, WebhookAttempt } from '@constat/store'
import { API, builder } from '../platform/builder.ts'
import { acting, resultOf } from '../platform/mutation.ts'
import { InvalidInputRef, NotFoundRef } from '../platform/problem.graphql.ts'
import { EventKindRef } from '../platform/vocabulary.graphql.ts'
import {
  recoverWebhook,
  replayWebhook,
  resendWebhookEvent,
  sendWebhookExample,
} from './redelivery.service.ts'
import { webhookPayload } from './webhook-mutations.graphql.ts'
import { WebhookAttemptRef, WebhookRef } from './webhook.graphql.ts'

const ONE = 'Id of the webhook.'

const SendWebhookExamplePayloadRef = builder
  .objectRef<{
    readonly __typename: 'SendWebhookExamplePayload'
    readonly webhook: Webhook
    readonly attempt: WebhookAttempt
  }>('SendWebhookExamplePayload')
  .implement({
    description: 'An example that was sent.',
    fields: (t) => ({
      webhook: t.field({ type: WebhookRef, description: 'Where to.', resolve: ({ webhook }) => webhook }),
      attempt: t.field({
        type: WebhookAttemptRef,
        description: 'What came of it.',
        resolve: ({ attempt }) => attempt,
      }),
    }),
  })

builder.mutationField('sendWebhookExample', (t) =>
  t.field({
    type: resultOf('SendWebhookExampleResult', [SendWebhookExamplePayloadRef, NotFoundRef]),
    subGraphs: API,
    authScopes: { scope: 'webhook:write' },
    description:
      'Sends a webhook an example now, once, even when it is disabled. Its event does not exist: `webhook-id` begins with `whe_` and its position is 0.',
    args: {
      input: t.arg({
        description: 'Which one, and of what.',
        type: builder.inputType('SendWebhookExampleInput', {
          description: 'What to show.',
          fields: (f) => ({
            webhook: f.id({ description: ONE }),
            kind: f.field({
              type: EventKindRef,
              required: false,
              defaultValue: 'GIVEN',
              description: 'Kind of event.',
            }),
          }),
        }),
      }),
    },
    resolve: (_root, { input }, { deps, principal }) =>
      sendWebhookExample(deps, principal, { webhook: input.webhook, kind: input.kind ?? 'GIVEN' }),
  }),
)

builder.mutationField('resendWebhookEvent', (t) =>
  t.field({
    type: resultOf('ResendWebhookEventResult', [
      webhookPayload('ResendWebhookEventPayload', 'A webhook for which an event waits again.'),
      NotFoundRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'webhook:write' },
    description:
      'Tells a webhook of one event again, whether it was before or not, with all retries; under the same `webhook-id`.',
    args: {
      input: t.arg({
        description: 'Which one, and of what.',
        type: builder.inputType('ResendWebhookEventInput', {
          description: 'What to tell again.',
          fields: (f) => ({
            webhook: f.id({ description: ONE }),
            event: f.id({ description: 'Id of the event.' }),
          }),
        }),
      }),
    },
    resolve: acting(resendWebhookEvent),
  }),
)

const RecoverWebhookPayloadRef = builder
  .objectRef<{
    readonly __typename: 'RecoverWebhookPayload'
    readonly webhook: Webhook
    readonly recovered: number
  }>('RecoverWebhookPayload')
  .implement({
    description: 'A webhook for which dead letters wait again.',
    fields: (t) => ({
      webhook: t.field({
        type: WebhookRef,
        description: 'As it stands now.',
        resolve: ({ webhook }) => webhook,
      }),
      recovered: t.exposeInt('recovered', { description: 'How many.' }),
    }),
  })

builder.mutationField('recoverWebhook', (t) =>
  t.field({
    type: resultOf('RecoverWebhookResult', [RecoverWebhookPayloadRef, NotFoundRef]),
    subGraphs: API,
    authScopes: { scope: 'webhook:write' },
    description: 'Tells a webhook again of what became a dead letter since an instant, with all retries.',
    args: {
      input: t.arg({
        description: 'Which one, and since when.',
        type: builder.inputType('RecoverWebhookInput', {
          description: 'What to tell again.',
          fields: (f) => ({
            webhook: f.id({ description: ONE }),
            since: f.field({ type: 'DateTimeISO', description: 'When the first of them died, or before.' }),
          }),
        }),
      }),
    },
    resolve: acting(recoverWebhook),
  }),
)

builder.mutationField('replayWebhook', (t) =>
  t.field({
    type: resultOf('ReplayWebhookResult', [
      webhookPayload('ReplayWebhookPayload', 'A webhook that is told again.'),
      NotFoundRef,
      InvalidInputRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'webhook:write' },
    description:
      'Tells a webhook again of every event after a position, in order, dead letters too; under the same `webhook-id`s.',
    args: {
      input: t.arg({
        description: 'Which one, and from where.',
        type: builder.inputType('ReplayWebhookInput', {
          description: 'What to tell again.',
          fields: (f) => ({
            webhook: f.id({ description: ONE }),
            after: f.field({
              type: 'Position',
              description: 'Of the last event not to be told again; "0" for all.',
            }),
          }),
        }),
      }),
    },
    resolve: acting(replayWebhook),
  }),
)
