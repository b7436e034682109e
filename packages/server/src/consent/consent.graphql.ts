import { findLog } from '@constat/store'
import type { Deps } from '../platform/context.ts'
import { NoticeVersionRef } from '../notice/notice.graphql.ts'
import { API, BOTH, builder } from '../platform/builder.ts'
import { acting, resultOf } from '../platform/mutation.ts'
import {
  ChallengeFailedRef,
  ConflictRef,
  IdempotencyMismatchRef,
  InvalidInputRef,
  NotFoundRef,
} from '../platform/problem.graphql.ts'
import { AnswerRef, ChannelRef } from '../platform/vocabulary.graphql.ts'
import { SlotInputRef } from './slot.graphql.ts'
import { startCapture, type StartCapturePayload } from './capture.service.ts'
import { ContactKeyRef, ContactsInputRef } from './contact.graphql.ts'
import { ConsentEventRef } from './event.graphql.ts'
import { manageUrl } from './person.service.ts'
import { receiptId, receiptOf, redeemReceipt, type Receipt } from './receipt.service.ts'
import { recordConsent, type RecordConsentPayload } from './record.service.ts'
import { withdrawConsent, type WithdrawConsentPayload } from './withdraw.service.ts'

const logOrigin = async ({ store }: Deps, logId: string): Promise<string> => {
  const log = await findLog(store.reader, logId)
  if (!log) throw new Error(`Log ${logId} is missing.`)
  return log.origin
}

const ReceiptRef = builder.objectRef<Receipt>('Receipt').implement({
  description: 'What the site gets back for one submission.',
  subGraphs: BOTH,
  fields: (t) => ({
    id: t.id({ description: 'Number of the receipt.', resolve: ({ event }) => receiptId(event) }),
    statement: t.field({
      type: 'Jws',
      description: 'The signed statement.',
      resolve: async ({ event }, _args, { loaders }) => {
        const statement = await loaders.statement.load(event.eventId)
        if (!statement) throw new Error(`Event ${event.eventId} has no statement.`)
        return statement.jws
      },
    }),
    disclosures: t.stringList({
      subGraphs: API,
      description: 'What opens the digests of the statement: contact and answers (RFC 9901). Personal data.',
      resolve: ({ record }) => [...record.disclosures],
    }),
    log: t.string({
      description: 'Origin of the log that this tenant’s statements belong to.',
      resolve: (_receipt, _args, { deps, principal }) => logOrigin(deps, principal.tenant.logId),
    }),
    manageUrl: t.field({
      type: 'URL',
      description: 'Where the person sees this submission and withdraws it.',
      resolve: ({ record }, _args, { deps }) => manageUrl(deps, record),
    }),
  }),
})

builder.queryField('receipt', (t) =>
  t.field({
    type: ReceiptRef,
    nullable: true,
    subGraphs: API,
    authScopes: { scope: 'consent:read' },
    description:
      'Redeems the token that the form carried; null while nothing of that submission has arrived.',
    args: { token: t.arg.string({ description: 'The form field `<name>-receipt`.' }) },
    resolve: async (_root, { token }, { deps, principal }) => redeemReceipt(deps, principal, token),
  }),
)

const StartCapturePayloadRef = builder.objectRef<StartCapturePayload>('StartCapturePayload').implement({
  description: 'An open capture.',
  subGraphs: BOTH,
  fields: (t) => ({
    challenge: t.exposeString('challenge', { description: 'To be sent back once, with the submission.' }),
    expiresAt: t.field({
      type: 'DateTimeISO',
      description: 'Until then the submission counts as fresh; up to seven days it is accepted as late.',
      resolve: ({ expiresAt }) => new Date(expiresAt),
    }),
    notice: t.field({
      type: NoticeVersionRef,
      description: 'The version to show.',
      resolve: ({ notice }) => notice,
    }),
  }),
})

builder.mutationField('startCapture', (t) =>
  t.field({
    type: resultOf('StartCaptureResult', [StartCapturePayloadRef, NotFoundRef, InvalidInputRef], {
      subGraphs: BOTH,
    }),
    subGraphs: BOTH,
    authScopes: { scope: 'capture:write' },
    description: 'Opens the capture of one submission: a one-time challenge bound to notice, site and time.',
    args: {
      input: t.arg({
        description: 'Which notice.',
        type: builder.inputType('StartCaptureInput', {
          description: 'Which notice is about to be shown.',
          subGraphs: BOTH,
          fields: (f) => ({
            notice: f.string({ description: 'Key of the notice.' }),
            locale: f.field({
              type: 'Locale',
              required: false,
              description: 'Without it, the language in which the notice was first published.',
            }),
            sha256: f.field({
              type: 'Sha256',
              required: false,
              description:
                'The version that was shown, for a submission that waited: the latest of its series, or one that was within seven days. Without it, the latest.',
            }),
            waitedMs: f.int({
              required: false,
              description:
                'How long ago the submission was answered that waited without a challenge, milliseconds, up to seven days: the challenge is dated back by as much, not beyond the publication of the version, and is late where that is half an hour. A claim, which only widens the bracket of time.',
            }),
          }),
        }),
      }),
    },
    resolve: acting(startCapture),
  }),
)

const ChoiceInputRef = builder.inputType('ChoiceInput', {
  description: 'The answer to one question.',
  subGraphs: BOTH,
  fields: (f) => ({
    question: f.string({ description: 'Key of the question in the notice.' }),
    answer: f.field({ type: AnswerRef, description: 'About being contacted, never about the tick.' }),
    slot: f.field({ type: SlotInputRef, required: false, description: 'With GRANTED only.' }),
  }),
})

const RecordConsentInputRef = builder.inputType('RecordConsentInput', {
  description: 'One submission of a form: every answer, refusals too.',
  subGraphs: BOTH,
  fields: (f) => ({
    idempotencyKey: f.string({
      description:
        '1 to 128 characters, with a site key a random UUID; the same submission again answers as the first time.',
    }),
    challenge: f.string({ required: false, description: 'From startCapture; required with a site key.' }),
    notice: f.field({ type: 'Sha256', description: 'The version that was shown.' }),
    contact: f.field({ type: ContactsInputRef, description: 'What the person typed.' }),
    choices: f.field({ type: [ChoiceInputRef], description: 'A question left out was not asked.' }),
    observation: f.field({ type: 'JSON', required: false, description: 'What the widget saw.' }),
    occurredAt: f.field({
      type: 'DateTimeISO',
      required: false,
      description: 'When it happened, if before: a claim, accepted from secret keys and graded IMPORTED.',
    }),
    replaces: f.stringList({
      required: false,
      description:
        'Idempotency keys of what the same person submitted before from the same form: what they granted and this does not, for the same contact, is withdrawn. One that comes after its successor grants nothing; its objections are recorded.',
    }),
  }),
})

const RecordConsentPayloadRef = builder.objectRef<RecordConsentPayload>('RecordConsentPayload').implement({
  description: 'A submission that is on disk.',
  subGraphs: BOTH,
  fields: (t) => ({
    events: t.field({
      type: [ConsentEventRef],
      description:
        'The submission, an event for each objection box that was ticked, and one for each submission replaced in which a consent ends.',
      resolve: ({ events }) => [...events],
    }),
    receipt: t.field({
      type: ReceiptRef,
      description: 'What to keep of it.',
      resolve: async ({ events: [event], record }, _args, { deps, principal }) => {
        const receipt = event && (record ? { event, record } : await receiptOf(deps, principal, event))
        if (!receipt) throw new Error('A submission without a record has no receipt.')
        return receipt
      },
    }),
    replayed: t.exposeBoolean('replayed', { description: 'Whether it was recorded before under this key.' }),
  }),
})

builder.mutationField('recordConsent', (t) =>
  t.field({
    type: resultOf(
      'RecordConsentResult',
      [
        RecordConsentPayloadRef,
        InvalidInputRef,
        NotFoundRef,
        ChallengeFailedRef,
        IdempotencyMismatchRef,
        ConflictRef,
      ],
      { subGraphs: BOTH },
    ),
    subGraphs: BOTH,
    authScopes: { scope: 'consent:write' },
    description: 'Records the answers of one person to one notice. It is acknowledged when it is on disk.',
    args: { input: t.arg({ type: RecordConsentInputRef, description: 'The submission.' }) },
    resolve: acting(recordConsent),
  }),
)

const WithdrawConsentInputRef = builder.inputType('WithdrawConsentInput', {
  description: 'What a person takes back: by contact, or by the token of her link.',
  fields: (f) => ({
    idempotencyKey: f.string({ description: '1 to 128 characters.' }),
    contact: f.field({
      type: ContactKeyRef,
      required: false,
      description: 'Every submission of this contact.',
    }),
    token: f.string({ required: false, description: 'The submission that this token opens.' }),
    channels: f.field({ type: [ChannelRef], required: false, description: 'Only these; without it, all.' }),
    advertisers: f.stringList({ required: false, description: 'Only these party keys; without it, all.' }),
  }),
})

const WithdrawConsentPayloadRef = builder
  .objectRef<WithdrawConsentPayload>('WithdrawConsentPayload')
  .implement({
    description: 'The consents that are ended now.',
    fields: (t) => ({
      events: t.field({
        type: [ConsentEventRef],
        description: 'One for each submission that had a consent left; none when all were ended before.',
        resolve: ({ events }) => [...events],
      }),
    }),
  })

builder.mutationField('withdrawConsent', (t) =>
  t.field({
    type: resultOf('WithdrawConsentResult', [
      WithdrawConsentPayloadRef,
      InvalidInputRef,
      NotFoundRef,
      IdempotencyMismatchRef,
    ]),
    subGraphs: API,
    authScopes: { scope: 'consent:write' },
    description: 'Ends consents from now on. It ends consents only: "never contact me" is an objection.',
    args: { input: t.arg({ type: WithdrawConsentInputRef, description: 'What to end.' }) },
    resolve: acting(withdrawConsent),
  }),
)
