import { ConsentEventRef } from '../consent/event.graphql.ts'
import { API, builder } from '../platform/builder.ts'
import { acting, resultOf } from '../platform/mutation.ts'
import {
  ChallengeFailedRef,
  ConflictRef,
  IdempotencyMismatchRef,
  InvalidInputRef,
  NotDeliveredRef,
  NotFoundRef,
} from '../platform/problem.graphql.ts'
import type { Confirmation } from '@constat/store'
import { confirmContact, type ConfirmContactPayload } from './confirm.service.ts'
import {
  CONFIRMATION_CHANNELS,
  requestConfirmation,
  type RequestConfirmationPayload,
} from './request.service.ts'

const ConfirmationChannelRef = builder.enumType('ConfirmationChannel', {
  description: 'How the contact is reached: EMAIL the address of the submission, SMS its phone number.',
  values: CONFIRMATION_CHANNELS,
})

const ConfirmationMeansRef = builder.enumType('ConfirmationMeans', {
  description:
    'What is sent: a CODE of eight digits, for confirmContact, or a LINK to a page with a button that confirms.',
  values: ['CODE', 'LINK'] as const,
})

const ConfirmationRef = builder.objectRef<Confirmation>('Confirmation').implement({
  description: 'A code or link that was handed over for one contact of one submission.',
  fields: (t) => ({
    id: t.exposeID('confirmationId', { description: 'Its id, kept for two days.' }),
    channel: t.field({
      type: ConfirmationChannelRef,
      description: 'How it was sent.',
      resolve: ({ kind }) => (kind === 'email' ? 'EMAIL' : 'SMS'),
    }),
    means: t.expose('means', { type: ConfirmationMeansRef, description: 'What was sent.' }),
    expiresAt: t.field({
      type: 'DateTimeISO',
      description:
        'Until when it holds: ten minutes, less if a newer one is sent for the same submission and channel.',
      resolve: ({ expiresAt }) => new Date(expiresAt),
    }),
  }),
})

const RequestConfirmationInputRef = builder.inputType('RequestConfirmationInput', {
  description: 'Which contact of which submission to ask.',
  fields: (f) => ({
    idempotencyKey: f.string({
      description: '1 to 128 characters; kept two days. The same request again is sent no second time.',
    }),
    event: f.id({ description: 'The submission, not older than seven days.' }),
    channel: f.field({ type: ConfirmationChannelRef, description: 'How to reach the contact.' }),
    means: f.field({
      type: ConfirmationMeansRef,
      required: false,
      defaultValue: 'LINK',
      description: 'What to send.',
    }),
    address: f.string({
      required: false,
      description:
        'Network address of the person as your site saw it; counted as a keyed hash, so that nobody asks for others without end.',
    }),
  }),
})

const RequestConfirmationPayloadRef = builder
  .objectRef<RequestConfirmationPayload>('RequestConfirmationPayload')
  .implement({
    description: 'The relay or gateway took the message; whether it arrives is for it to see.',
    fields: (t) => ({
      confirmation: t.field({
        type: ConfirmationRef,
        description: 'What was sent.',
        resolve: ({ confirmation }) => confirmation,
      }),
      replayed: t.exposeBoolean('replayed', { description: 'Whether it was sent before under this key.' }),
    }),
  })

builder.mutationField('requestConfirmation', (t) =>
  t.field({
    type: resultOf('RequestConfirmationResult', [
      RequestConfirmationPayloadRef,
      InvalidInputRef,
      NotFoundRef,
      ConflictRef,
      IdempotencyMismatchRef,
      NotDeliveredRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'confirmation:write' },
    description:
      'Sends a code or link to a contact of a submission, by which the person confirms it (double opt-in). Each message is handed over once.',
    args: { input: t.arg({ type: RequestConfirmationInputRef, description: 'Whom to ask, and how.' }) },
    resolve: (_root, { input }, { deps, principal }) =>
      requestConfirmation(deps, principal, { ...input, means: input.means ?? 'LINK' }),
  }),
)

const ConfirmContactInputRef = builder.inputType('ConfirmContactInput', {
  description: 'The code that the person typed.',
  fields: (f) => ({
    confirmation: f.id({ description: 'What requestConfirmation gave.' }),
    code: f.string({ description: 'Eight digits; spaces, dots and hyphens between them are ignored.' }),
  }),
})

const ConfirmContactPayloadRef = builder.objectRef<ConfirmContactPayload>('ConfirmContactPayload').implement({
  description: 'The contact is confirmed.',
  fields: (t) => ({
    event: t.field({
      type: ConsentEventRef,
      description:
        'A GIVEN of provenance CONFIRMED, which acts on the submission and repeats what was confirmed.',
      resolve: ({ event }) => event,
    }),
    replayed: t.exposeBoolean('replayed', { description: 'Whether it was confirmed before.' }),
  }),
})

builder.mutationField('confirmContact', (t) =>
  t.field({
    type: resultOf('ConfirmContactResult', [
      ConfirmContactPayloadRef,
      InvalidInputRef,
      NotFoundRef,
      ChallengeFailedRef,
      ConflictRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'confirmation:write' },
    description:
      'Confirms a contact by the code that it was sent: five tries, ten minutes. A link is confirmed by the person alone, on its page.',
    args: { input: t.arg({ type: ConfirmContactInputRef, description: 'The code.' }) },
    resolve: acting(confirmContact),
  }),
)
