import { API, builder } from '../platform/builder.ts'
import { acting, resultOf } from '../platform/mutation.ts'
import { ConflictRef, InvalidInputRef, NotFoundRef } from '../platform/problem.graphql.ts'
import { EventKindRef } from '../platform/vocabulary.graphql.ts'
import { WebhookRef } from './webhook.graphql.ts'
import {
  createWebhook,
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  rotateWebhookSecret,
  updateWebhook,
  type WebhookPayload,
  type WebhookSecretPayload,
} from './webhook.service.ts'

/** A payload that is a webhook as it stands now. */
export const webhookPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<WebhookPayload<Name>>(name).implement({
    description,
    fields: (t) => ({
      webhook: t.field({
        type: WebhookRef,
        description: 'As it stands now.',
        resolve: ({ webhook }) => webhook,
      }),
    }),
  })

const secretPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<WebhookSecretPayload<Name>>(name).implement({
    description,
    fields: (t) => ({
      webhook: t.field({
        type: WebhookRef,
        description: 'As it stands now.',
        resolve: ({ webhook }) => webhook,
      }),
      secret: t.exposeString('secret', {
        description: 'What verifies its messages, `whsec_…`: shown this once. Keep it secret.',
      }),
    }),
  })

const ONE = 'Id of the webhook.'
const KINDS = 'The kinds of event to be told of, at least one; without it, all.'

builder.mutationField('createWebhook', (t) =>
  t.field({
    type: resultOf('CreateWebhookResult', [
      secretPayload('CreateWebhookPayload', 'A new webhook and its secret.'),
      InvalidInputRef,
      ConflictRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'webhook:write' },
    description:
      'Adds a webhook: it is told of every event from now on, or after a position. Conflict when another webhook of the tenant has the URL, or there are 20.',
    args: {
      input: t.arg({
        description: 'The webhook.',
        type: builder.inputType('CreateWebhookInput', {
          description: 'Where to be told of what.',
          fields: (f) => ({
            url: f.field({
              type: 'URL',
              description:
                'https, a host on the internet, port 443 or from 1024 on, without credentials or fragment, at most 2,048 characters.',
            }),
            description: f.string({
              required: false,
              description: 'A note of yours, at most 200 characters.',
            }),
            kinds: f.field({ type: [EventKindRef], required: false, description: KINDS }),
            after: f.field({
              type: 'Position',
              required: false,
              description: 'It is told of the events after this position; without it, of those to come.',
            }),
          }),
        }),
      }),
    },
    resolve: acting(createWebhook),
  }),
)

builder.mutationField('updateWebhook', (t) =>
  t.field({
    type: resultOf('UpdateWebhookResult', [
      webhookPayload('UpdateWebhookPayload', 'A webhook that was changed.'),
      NotFoundRef,
      InvalidInputRef,
      ConflictRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'webhook:write' },
    description: 'Changes what is given of a webhook; it goes on from where it was.',
    args: {
      input: t.arg({
        description: 'What to change.',
        type: builder.inputType('UpdateWebhookInput', {
          description: 'What is absent stays as it is.',
          fields: (f) => ({
            webhook: f.id({ description: ONE }),
            url: f.field({ type: 'URL', required: false, description: 'As for createWebhook.' }),
            description: f.string({ required: false, description: 'Null takes it away.' }),
            kinds: f.field({ type: [EventKindRef], required: false, description: 'Null for all.' }),
          }),
        }),
      }),
    },
    resolve: acting(updateWebhook),
  }),
)

const inputOfOne = (name: string) =>
  builder.inputType(name, {
    description: 'Which webhook.',
    fields: (f) => ({ webhook: f.id({ description: ONE }) }),
  })

builder.mutationField('disableWebhook', (t) =>
  t.field({
    type: resultOf('DisableWebhookResult', [
      webhookPayload('DisableWebhookPayload', 'A webhook that is sent nothing.'),
      NotFoundRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'webhook:write' },
    description: 'Stops a webhook. What happens meanwhile waits for it.',
    args: { input: t.arg({ type: inputOfOne('DisableWebhookInput'), description: 'Which one.' }) },
    resolve: (_root, { input }, { deps, principal }) => disableWebhook(deps, principal, input.webhook),
  }),
)

builder.mutationField('enableWebhook', (t) =>
  t.field({
    type: resultOf('EnableWebhookResult', [
      webhookPayload('EnableWebhookPayload', 'A webhook that is told of events.'),
      NotFoundRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'webhook:write' },
    description:
      'Lets a webhook go on from where it stopped: what waits is tried at once. Dead letters stay dead: see recoverWebhook.',
    args: { input: t.arg({ type: inputOfOne('EnableWebhookInput'), description: 'Which one.' }) },
    resolve: (_root, { input }, { deps, principal }) => enableWebhook(deps, principal, input.webhook),
  }),
)

builder.mutationField('deleteWebhook', (t) =>
  t.field({
    type: resultOf('DeleteWebhookResult', [
      builder
        .objectRef<{ readonly __typename: 'DeleteWebhookPayload'; readonly id: string }>(
          'DeleteWebhookPayload',
        )
        .implement({
          description: 'A webhook that is no more.',
          fields: (f) => ({ id: f.exposeID('id', { description: 'Its id.' }) }),
        }),
      NotFoundRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'webhook:write' },
    description: 'Removes a webhook for good, with its secrets, its dead letters and its attempts.',
    args: { input: t.arg({ type: inputOfOne('DeleteWebhookInput'), description: 'Which one.' }) },
    resolve: (_root, { input }, { deps, principal }) => deleteWebhook(deps, principal, input.webhook),
  }),
)

builder.mutationField('rotateWebhookSecret', (t) =>
  t.field({
    type: resultOf('RotateWebhookSecretResult', [
      secretPayload('RotateWebhookSecretPayload', 'A webhook and its new secret.'),
      NotFoundRef,
      InvalidInputRef,
      ConflictRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'webhook:write' },
    description:
      'Makes a new secret. For the hours of grace messages carry a signature by the one before too. Conflict while three secrets sign.',
    args: {
      input: t.arg({
        description: 'Which one, and for how long.',
        type: builder.inputType('RotateWebhookSecretInput', {
          description: 'Which secret to replace.',
          fields: (f) => ({
            webhook: f.id({ description: ONE }),
            graceHours: f.int({
              required: false,
              defaultValue: 24,
              description: 'How long the secret before still signs, 0 to 168 hours; 0 when it leaked.',
            }),
          }),
        }),
      }),
    },
    resolve: (_root, { input }, { deps, principal }) =>
      rotateWebhookSecret(deps, principal, { webhook: input.webhook, graceHours: input.graceHours ?? 24 }),
  }),
)
