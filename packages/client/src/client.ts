import {
  ApiKeysDocument,
  CertificateDocument,
  CheckEligibilityBatchDocument,
  CheckEligibilityDocument,
  ConfirmContactDocument,
  CreateApiKeyDocument,
  CreateWebhookDocument,
  DeleteWebhookDocument,
  DisableWebhookDocument,
  EnableWebhookDocument,
  EraseRecordDocument,
  EventDocument,
  EventsDocument,
  ExplainDocument,
  IssueCertificateDocument,
  LintNoticeDocument,
  LogHeadDocument,
  NoticeDocument,
  NoticeVersionDocument,
  PublishNoticeDocument,
  ReceiptDocument,
  RecordAttemptsDocument,
  RecordConsentDocument,
  RecordObjectionDocument,
  RecoverWebhookDocument,
  ReplayWebhookDocument,
  RequestConfirmationDocument,
  ResendWebhookEventDocument,
  RevokeApiKeyDocument,
  RotateApiKeyDocument,
  RotateWebhookSecretDocument,
  SendWebhookExampleDocument,
  StartCaptureDocument,
  UpdateWebhookDocument,
  ViewerDocument,
  WebhookAttemptsDocument,
  WebhookDeadLettersDocument,
  WebhookDocument,
  WebhooksDocument,
  WithdrawConsentDocument,
  type ApiKeysQueryVariables,
  type CheckEligibilityBatchQuery,
  type ConfirmContactInput,
  type ContactKey,
  type CreateApiKeyInput,
  type CreateWebhookInput,
  type EligibilityInput,
  type EligibilityItem,
  type EraseRecordInput,
  type EventsQueryVariables,
  type FormFacts,
  type IssueCertificateInput,
  type RecordAttemptsInput,
  type RecordConsentInput,
  type RecordObjectionInput,
  type RecoverWebhookInput,
  type ReplayWebhookInput,
  type RequestConfirmationInput,
  type ResendWebhookEventInput,
  type RotateApiKeyInput,
  type RotateWebhookSecretInput,
  type SendWebhookExampleInput,
  type StartCaptureInput,
  type UpdateWebhookInput,
  type WebhookAttemptsQueryVariables,
  type WebhookDeadLettersQueryVariables,
  type WithdrawConsentInput,
} from './generated/graphql.ts'
import type { CallOptions, Connection } from './connection.ts'
import { isAtLeast } from './consent/position.ts'
import { eachBatch, inTurn } from './eligibility/batch.ts'
import type { TypedDocumentString } from './generated/graphql.ts'
import { request } from './request.ts'
import {
  screenItems,
  type ScreeningItem,
  type ScreeningOptions,
  type ScreeningQuestion,
} from './screening/screen.ts'

/** An input whose idempotency key the client makes when there is none: one for each call, the same in all its attempts. */
export type Keyed<Input extends { idempotencyKey: string }> = Omit<Input, 'idempotencyKey'> & {
  idempotencyKey?: string | undefined
}

type BatchAnswers = CheckEligibilityBatchQuery['checkEligibilityBatch']

/** What a question may say beside its input. */
export type QuestionOptions = CallOptions & {
  /** Answers from a state that knows of the event at this position: see {@link positionOf}. */
  readonly atLeast?: string | undefined
}

/**
 * A typed client of one server under one key. Domain refusals come back as data, told apart by `__typename`; a refused
 * request is thrown as {@link RequestRefused}, one without an answer as {@link RequestFailed}. What may be repeated is: queries,
 * mutations with an idempotency key, and those that set a state.
 */
export const createClient = (connection: Connection) => {
  const { newKey = () => crypto.randomUUID() } = connection
  const send = <Data, Field extends keyof Data & string, Variables>(
    document: TypedDocumentString<Data, Variables>,
    field: Field,
    variables: Variables,
    options: CallOptions | undefined,
  ): Promise<Data[Field]> => request(connection, document, field, variables, { ...options, repeatable: true })
  const sendOnce = <Data, Field extends keyof Data & string, Variables>(
    document: TypedDocumentString<Data, Variables>,
    field: Field,
    variables: Variables,
    options: CallOptions | undefined,
  ): Promise<Data[Field]> =>
    request(connection, document, field, variables, { ...options, repeatable: false })
  const keyed = <Input extends { idempotencyKey: string }>(input: Keyed<Input>) => ({
    ...input,
    idempotencyKey: input.idempotencyKey ?? newKey(),
  })

  const askBatch = (
    items: readonly EligibilityItem[],
    locale?: string,
    { atLeast, ...options }: QuestionOptions = {},
  ): Promise<BatchAnswers> =>
    request(
      connection,
      CheckEligibilityBatchDocument,
      'checkEligibilityBatch',
      { items: [...items], locale },
      {
        ...options,
        repeatable: true,
        accept: (answers) => answers.every(({ decision }) => !decision || isAtLeast(decision, atLeast)),
      },
    )

  return {
    /** Who this key belongs to and what it may do. */
    viewer: async (options?: CallOptions) => send(ViewerDocument, 'viewer', {}, options),
    /** The latest published version of a notice. */
    notice: async (key: string, locale?: string, options?: CallOptions) =>
      send(NoticeDocument, 'notice', { key, locale }, options),
    /** A notice version by its address. */
    noticeVersion: async (sha256: string, options?: CallOptions) =>
      send(NoticeVersionDocument, 'noticeVersion', { sha256 }, options),
    /** What the law of today holds against a notice, with what it cannot show itself; nothing is stored. */
    lintNotice: async (document: unknown, facts?: FormFacts, options?: CallOptions) =>
      send(LintNoticeDocument, 'lintNotice', { document, facts }, options),
    /** Publishes a notice, unless the lint finds an error in it; the warnings come with the version. */
    publishNotice: async (document: unknown, facts?: FormFacts, options?: CallOptions) =>
      sendOnce(PublishNoticeDocument, 'publishNotice', { input: { document, facts } }, options),
    /** Opens the capture of one submission. */
    startCapture: async (input: StartCaptureInput, options?: CallOptions) =>
      send(StartCaptureDocument, 'startCapture', { input }, options),
    /** Records the answers of one person; the same input under the same key again is answered as the first time. */
    recordConsent: async (input: Keyed<RecordConsentInput>, options?: CallOptions) =>
      send(RecordConsentDocument, 'recordConsent', { input: keyed<RecordConsentInput>(input) }, options),
    /** Redeems the token that a form carried. */
    receipt: async (token: string, options?: CallOptions) =>
      send(ReceiptDocument, 'receipt', { token }, options),
    /** Ends consents, by contact or by the person's token. */
    withdrawConsent: async (input: Keyed<WithdrawConsentInput>, options?: CallOptions) =>
      send(
        WithdrawConsentDocument,
        'withdrawConsent',
        { input: keyed<WithdrawConsentInput>(input) },
        options,
      ),
    /** Records "never contact me". */
    recordObjection: async (input: Keyed<RecordObjectionInput>, options?: CallOptions) =>
      send(
        RecordObjectionDocument,
        'recordObjection',
        { input: keyed<RecordObjectionInput>(input) },
        options,
      ),
    /** Records calls made, up to 1,000, all of them or none. */
    recordAttempts: async (input: Keyed<RecordAttemptsInput>, options?: CallOptions) =>
      send(RecordAttemptsDocument, 'recordAttempts', { input: keyed<RecordAttemptsInput>(input) }, options),
    /** Whether a contact may be made; `locale` is the language of the reasons. */
    checkEligibility: async (
      input: EligibilityInput,
      locale?: string,
      { atLeast, ...options }: QuestionOptions = {},
    ) =>
      request(
        connection,
        CheckEligibilityDocument,
        'checkEligibility',
        { input, locale },
        { ...options, repeatable: true, accept: (decision) => isAtLeast(decision, atLeast) },
      ),
    /**
     * Any number of questions, asked 1,000 at a time; the answers are in their order. Each thousand is answered at one position;
     * a question that cannot be read has a problem instead of a decision.
     */
    checkEligibilityBatch: async (
      items: readonly EligibilityItem[],
      locale?: string,
      options?: QuestionOptions,
    ): Promise<BatchAnswers> => {
      const answers: BatchAnswers = []
      for await (const batch of eachBatch(items)) answers.push(...(await askBatch(batch, locale, options)))
      return answers
    },
    /**
     * The same of questions that come one after another, however many, such as the lines of a file: each answer is given in the
     * order of its question as its thousand is answered, and no more than two thousand are held. Read on as fast as you can use
     * them: nothing is asked ahead of the thousand after the one that you read.
     */
    checkEligibilityOf: async function* (
      items: Iterable<EligibilityItem> | AsyncIterable<EligibilityItem>,
      locale?: string,
      options?: QuestionOptions,
    ): AsyncGenerator<BatchAnswers[number], void> {
      yield* inTurn(eachBatch(items), (batch) => askBatch(batch, locale, options))
    },
    /**
     * One question of any number of contacts, in one request: the answers in their order and at one position, and how it ended
     * with its receipt as the generator's return. Contacts are taken as answers are.
     */
    screen: (
      items: AsyncIterable<ScreeningItem> | Iterable<ScreeningItem>,
      question: ScreeningQuestion,
      options?: ScreeningOptions,
    ) => screenItems(connection, items, question, options),
    /** A decision for each question ever put to a contact, now or at an instant. */
    explain: async (contact: ContactKey, at?: string, locale?: string, options?: CallOptions) =>
      send(ExplainDocument, 'explain', { contact, at, locale }, options),
    /** Erases the personal record of a submission for good. */
    eraseRecord: async (input: Keyed<EraseRecordInput>, options?: CallOptions) =>
      send(EraseRecordDocument, 'eraseRecord', { input: keyed<EraseRecordInput>(input) }, options),
    /** Sends a code or link to a contact of a submission, by which the person confirms it; sent once for a key. */
    requestConfirmation: async (input: Keyed<RequestConfirmationInput>, options?: CallOptions) =>
      send(
        RequestConfirmationDocument,
        'requestConfirmation',
        { input: keyed<RequestConfirmationInput>(input) },
        options,
      ),
    /** Confirms a contact by the code that it was sent; a wrong code costs one of five tries. */
    confirmContact: async (input: ConfirmContactInput, options?: CallOptions) =>
      sendOnce(ConfirmContactDocument, 'confirmContact', { input }, options),
    /** Issues the proof of a submission for a party; Conflict while no published checkpoint covers it. */
    issueCertificate: async (input: IssueCertificateInput, options?: CallOptions) =>
      sendOnce(IssueCertificateDocument, 'issueCertificate', { input }, options),
    /** A certificate that was issued, under the best dated proof there is by now. */
    certificate: async (id: string, options?: CallOptions) =>
      send(CertificateDocument, 'certificate', { id }, options),
    /** The newest signed head of the log. */
    logHead: async (options?: CallOptions) => send(LogHeadDocument, 'logHead', {}, options),
    /** One event. */
    event: async (id: string, options?: CallOptions) => send(EventDocument, 'event', { id }, options),
    /** A page of events, oldest first. */
    events: async (page: EventsQueryVariables = {}, options?: CallOptions) =>
      send(EventsDocument, 'events', page, options),
    /** A page of API keys, oldest first, without their secrets. */
    apiKeys: async (page: ApiKeysQueryVariables = {}, options?: CallOptions) =>
      send(ApiKeysDocument, 'apiKeys', page, options),
    /** Creates an API key; its `secret` is shown in this answer alone. */
    createApiKey: async (input: CreateApiKeyInput, options?: CallOptions) =>
      sendOnce(CreateApiKeyDocument, 'createApiKey', { input }, options),
    /** Revokes a key for good, from the next request on. */
    revokeApiKey: async (id: string, options?: CallOptions) =>
      send(RevokeApiKeyDocument, 'revokeApiKey', { input: { id } }, options),
    /** Gives a key a successor; the old one opens until the grace is over. */
    rotateApiKey: async (input: RotateApiKeyInput, options?: CallOptions) =>
      sendOnce(RotateApiKeyDocument, 'rotateApiKey', { input }, options),
    /** All webhooks of the tenant. */
    webhooks: async (options?: CallOptions) => send(WebhooksDocument, 'webhooks', {}, options),
    /** One webhook. */
    webhook: async (id: string, options?: CallOptions) => send(WebhookDocument, 'webhook', { id }, options),
    /** A page of the attempts of a webhook, newest first; null where there is no such webhook. */
    webhookAttempts: async (page: WebhookAttemptsQueryVariables, options?: CallOptions) =>
      (await send(WebhookAttemptsDocument, 'webhook', page, options))?.attempts ?? null,
    /** A page of the events that a webhook could not be told of; null where there is no such webhook. */
    webhookDeadLetters: async (page: WebhookDeadLettersQueryVariables, options?: CallOptions) =>
      (await send(WebhookDeadLettersDocument, 'webhook', page, options))?.deadLetters ?? null,
    /** Adds a webhook; its secret is shown this once. */
    createWebhook: async (input: CreateWebhookInput, options?: CallOptions) =>
      sendOnce(CreateWebhookDocument, 'createWebhook', { input }, options),
    /** Changes what is given of a webhook. */
    updateWebhook: async (input: UpdateWebhookInput, options?: CallOptions) =>
      send(UpdateWebhookDocument, 'updateWebhook', { input }, options),
    /** Stops a webhook; what happens meanwhile waits for it. */
    disableWebhook: async (id: string, options?: CallOptions) =>
      send(DisableWebhookDocument, 'disableWebhook', { input: { webhook: id } }, options),
    /** Lets a webhook go on from where it stopped. */
    enableWebhook: async (id: string, options?: CallOptions) =>
      send(EnableWebhookDocument, 'enableWebhook', { input: { webhook: id } }, options),
    /** Removes a webhook for good. */
    deleteWebhook: async (id: string, options?: CallOptions) =>
      sendOnce(DeleteWebhookDocument, 'deleteWebhook', { input: { webhook: id } }, options),
    /** Makes a new secret, shown this once; the one before still signs for the hours of grace. */
    rotateWebhookSecret: async (input: RotateWebhookSecretInput, options?: CallOptions) =>
      sendOnce(RotateWebhookSecretDocument, 'rotateWebhookSecret', { input }, options),
    /** Sends a webhook an example and says what came of it. */
    sendWebhookExample: async (input: SendWebhookExampleInput, options?: CallOptions) =>
      sendOnce(SendWebhookExampleDocument, 'sendWebhookExample', { input }, options),
    /** Tells a webhook of one event again. */
    resendWebhookEvent: async (input: ResendWebhookEventInput, options?: CallOptions) =>
      send(ResendWebhookEventDocument, 'resendWebhookEvent', { input }, options),
    /** Tells a webhook again of what became a dead letter since an instant. */
    recoverWebhook: async (input: RecoverWebhookInput, options?: CallOptions) =>
      send(RecoverWebhookDocument, 'recoverWebhook', { input }, options),
    /** Tells a webhook again of every event after a position. */
    replayWebhook: async (input: ReplayWebhookInput, options?: CallOptions) =>
      send(ReplayWebhookDocument, 'replayWebhook', { input }, options),
  }
}

/** What {@link createClient} gives. */
export type Client = ReturnType<typeof createClient>
