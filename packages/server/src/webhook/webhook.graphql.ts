import {
  countDeliveries,
  findWebhook,
  listWebhooks,
  WEBHOOK_OUTCOMES,
  type DeadLetter,
  type DeadLettersPage,
  type Webhook,
  type WebhookAttempt,
  type WebhookAttemptsPage,
} from '@constat/store'
import { API, builder } from '../platform/builder.ts'
import { NodeRef } from '../platform/node.graphql.ts'
import { PageInfoRef, pageOf } from '../platform/page.graphql.ts'
import { EventKindRef } from '../platform/vocabulary.graphql.ts'
import { attemptCursor, deadLetterCursor, listAttempts, listDeadLetters } from './page.service.ts'

const WebhookOutcomeRef = builder.enumType('WebhookOutcome', {
  description:
    'What became of an attempt. DELIVERED: a status from 200 to 299. REFUSED: another status. GONE: 410, which disables the webhook. REDIRECTED: redirects are not followed. ADDRESS_DENIED: the name resolves to an address that is not public. More may come: keep a default branch.',
  values: WEBHOOK_OUTCOMES,
})

export const WebhookAttemptRef = builder.objectRef<WebhookAttempt>('WebhookAttempt').implement({
  description: 'One attempt to tell a webhook of something. It is kept for 30 days.',
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ attemptId }) => attemptId }),
    message: t.id({
      description: 'What it sent as `webhook-id`: the same in each attempt to tell of one event.',
      resolve: ({ messageId }) => messageId,
    }),
    event: t.id({
      nullable: true,
      description: 'Id of the event that it told of; null for an example.',
      resolve: ({ eventId }) => eventId,
    }),
    outcome: t.expose('outcome', { type: WebhookOutcomeRef, description: 'What became of it.' }),
    status: t.int({
      nullable: true,
      description: 'HTTP status of the answer; null when there was none.',
      resolve: ({ status }) => status,
    }),
    at: t.field({ type: 'DateTimeISO', description: 'When it began.', resolve: ({ at }) => new Date(at) }),
    durationMs: t.int({ description: 'Milliseconds it took.', resolve: ({ duration }) => duration }),
  }),
})

const DeadLetterRef = builder.objectRef<DeadLetter>('WebhookDeadLetter').implement({
  description: 'An event that a webhook could not be told of in all its retries.',
  fields: (t) => ({
    event: t.id({ description: 'Id of the event.', resolve: ({ eventId }) => eventId }),
    position: t.expose('position', { type: 'Position', description: 'Position of the event.' }),
    attempts: t.exposeInt('attempts', { description: 'How many attempts were made.' }),
    diedAt: t.field({
      type: 'DateTimeISO',
      description: 'When the last of them failed.',
      resolve: ({ deadAt }) => new Date(deadAt),
    }),
  }),
})

type Paged<Page> = Page & { readonly after: string | null | undefined }

const AttemptEdgeRef = builder.objectRef<WebhookAttempt>('WebhookAttemptEdge').implement({
  description: 'An attempt in its place.',
  fields: (t) => ({
    cursor: t.string({ description: 'Its place.', resolve: ({ attemptId }) => attemptCursor(attemptId) }),
    node: t.field({ type: WebhookAttemptRef, description: 'The attempt.', resolve: (attempt) => attempt }),
  }),
})

const AttemptConnectionRef = builder
  .objectRef<Paged<WebhookAttemptsPage>>('WebhookAttemptConnection')
  .implement({
    description: 'A page of attempts, newest first.',
    fields: (t) => ({
      edges: t.field({
        type: [AttemptEdgeRef],
        description: 'The attempts.',
        resolve: ({ attempts }) => [...attempts],
      }),
      pageInfo: t.field({
        type: PageInfoRef,
        description: 'Where the page stands.',
        resolve: ({ attempts, hasNextPage, after }) =>
          pageOf(
            attempts.map(({ attemptId }) => attemptCursor(attemptId)),
            hasNextPage,
            after,
          ),
      }),
    }),
  })

const DeadLetterEdgeRef = builder.objectRef<DeadLetter>('WebhookDeadLetterEdge').implement({
  description: 'A dead letter in its place.',
  fields: (t) => ({
    cursor: t.string({ description: 'Its place.', resolve: ({ position }) => deadLetterCursor(position) }),
    node: t.field({ type: DeadLetterRef, description: 'The dead letter.', resolve: (letter) => letter }),
  }),
})

const DeadLetterConnectionRef = builder
  .objectRef<Paged<DeadLettersPage>>('WebhookDeadLetterConnection')
  .implement({
    description: 'A page of dead letters, by position.',
    fields: (t) => ({
      edges: t.field({
        type: [DeadLetterEdgeRef],
        description: 'The dead letters.',
        resolve: ({ deadLetters }) => [...deadLetters],
      }),
      pageInfo: t.field({
        type: PageInfoRef,
        description: 'Where the page stands.',
        resolve: ({ deadLetters, hasNextPage, after }) =>
          pageOf(
            deadLetters.map(({ position }) => deadLetterCursor(position)),
            hasNextPage,
            after,
          ),
      }),
    }),
  })

export const WebhookRef = builder.objectRef<Webhook>('Webhook')

WebhookRef.implement({
  description:
    'Where this tenant is told of its events: each is posted as a message without personal data, signed as Standard Webhooks says, at least once, and a person’s events in the order of their position. An attempt that fails is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h.',
  interfaces: [NodeRef],
  fields: (t) => ({
    url: t.field({
      type: 'URL',
      description: 'Where messages are posted.',
      resolve: ({ url }) => new URL(url),
    }),
    description: t.exposeString('description', { nullable: true, description: 'A note of its owner.' }),
    kinds: t.field({
      type: [EventKindRef],
      nullable: true,
      description: 'The kinds of event that it is told of; null for all.',
      resolve: ({ kinds }) => kinds && [...kinds],
    }),
    state: t.expose('state', {
      type: builder.enumType('WebhookState', {
        description: 'Whether messages are sent. What a DISABLED one is not told of waits for it.',
        values: ['ENABLED', 'DISABLED'] as const,
      }),
      description: 'Whether messages are sent.',
    }),
    disabledReason: t.expose('disabledReason', {
      type: builder.enumType('WebhookDisabledReason', {
        description:
          'Why it is disabled. RETRIES_EXHAUSTED: all attempts for an event failed, and no other message came through meanwhile. GONE: it answered 410. More may come: keep a default branch.',
        values: ['BY_HAND', 'RETRIES_EXHAUSTED', 'GONE'] as const,
      }),
      nullable: true,
      description: 'Why it is disabled; null while it is enabled.',
    }),
    disabledAt: t.field({
      type: 'DateTimeISO',
      nullable: true,
      description: 'Since when it is disabled; null while it is enabled.',
      resolve: ({ disabledAt }) => (disabledAt === null ? null : new Date(disabledAt)),
    }),
    createdAt: t.field({
      type: 'DateTimeISO',
      description: 'When it was created.',
      resolve: ({ createdAt }) => new Date(createdAt),
    }),
    deliveredAt: t.field({
      type: 'DateTimeISO',
      nullable: true,
      description: 'When a message last came through; null before the first.',
      resolve: ({ deliveredAt }) => (deliveredAt === null ? null : new Date(deliveredAt)),
    }),
    position: t.expose('position', {
      type: 'Position',
      description: 'Position of the last event that was taken up: it was delivered, or waits, or is dead.',
    }),
    waiting: t.int({
      description: 'How many events were taken up and wait for their next attempt.',
      resolve: async ({ webhookId }, _args, { deps, principal }) =>
        (await countDeliveries(deps.store.reader, principal.tenant, webhookId)).waiting,
    }),
    dead: t.int({
      description: 'How many dead letters there are.',
      resolve: async ({ webhookId }, _args, { deps, principal }) =>
        (await countDeliveries(deps.store.reader, principal.tenant, webhookId)).dead,
    }),
    attempts: t.field({
      type: AttemptConnectionRef,
      description: 'The attempts of the last 30 days, newest first.',
      args: {
        first: t.arg.int({ required: false, defaultValue: 20, description: 'How many, 1 to 100.' }),
        after: t.arg.string({ required: false, description: 'The `endCursor` of the page before.' }),
      },
      resolve: async ({ webhookId }, { first, after }, { deps, principal }) => ({
        ...(await listAttempts(deps, principal, webhookId, { first: first ?? 20, after })),
        after,
      }),
    }),
    deadLetters: t.field({
      type: DeadLetterConnectionRef,
      description: 'The events that it could not be told of, by position.',
      args: {
        first: t.arg.int({ required: false, defaultValue: 20, description: 'How many, 1 to 100.' }),
        after: t.arg.string({ required: false, description: 'The `endCursor` of the page before.' }),
      },
      resolve: async ({ webhookId }, { first, after }, { deps, principal }) => ({
        ...(await listDeadLetters(deps, principal, webhookId, { first: first ?? 20, after })),
        after,
      }),
    }),
  }),
})

builder.queryField('webhook', (t) =>
  t.field({
    type: WebhookRef,
    nullable: true,
    subGraphs: API,
    authScopes: { scope: 'webhook:read' },
    description: 'A webhook by its id; null when this tenant has none such.',
    args: { id: t.arg.id({ description: 'Its id.' }) },
    resolve: async (_root, { id }, { deps, principal }) =>
      findWebhook(deps.store.reader, principal.tenant, id),
  }),
)

builder.queryField('webhooks', (t) =>
  t.field({
    type: [WebhookRef],
    subGraphs: API,
    authScopes: { scope: 'webhook:read' },
    description: 'All webhooks of this tenant, of which there are at most 20, oldest first.',
    resolve: async (_root, _args, { deps, principal }) => [
      ...(await listWebhooks(deps.store.reader, principal.tenant)),
    ],
  }),
)
