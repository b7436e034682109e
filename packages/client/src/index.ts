import {
  ApiKeysDocument,
  CertificateDocument,
  CheckEligibilityBatchDocument,
  CheckEligibilityDocument,
  CreateApiKeyDocument,
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
  RevokeApiKeyDocument,
  RotateApiKeyDocument,
  StartCaptureDocument,
  ViewerDocument,
  WithdrawConsentDocument,
  type ApiKeysQueryVariables,
  type ContactKey,
  type CreateApiKeyInput,
  type EligibilityInput,
  type EligibilityItem,
  type EraseRecordInput,
  type EventsQueryVariables,
  type FormFacts,
  type IssueCertificateInput,
  type RecordAttemptsInput,
  type RecordConsentInput,
  type RecordObjectionInput,
  type RotateApiKeyInput,
  type StartCaptureInput,
  type WithdrawConsentInput,
} from './generated/graphql.ts'
import { request, type Connection } from './request.ts'

export { RequestRefused, type Connection, type Issue } from './request.ts'
export type {
  ContactKey,
  CreateApiKeyInput,
  EligibilityInput,
  EligibilityItem,
  EraseRecordInput,
  FormFacts,
  IssueCertificateInput,
  RecordAttemptsInput,
  RecordConsentInput,
  RecordObjectionInput,
  RotateApiKeyInput,
  StartCaptureInput,
  WithdrawConsentInput,
}

/**
 * A typed client of one server under one key. Domain refusals come back as data, told apart by `__typename`; a refused
 * request is thrown as {@link RequestRefused}.
 */
export const createClient = (connection: Connection) => ({
  /** Who this key belongs to and what it may do. */
  viewer: async () => (await request(connection, ViewerDocument, {})).viewer,
  /** The latest published version of a notice. */
  notice: async (key: string, locale?: string) =>
    (await request(connection, NoticeDocument, { key, locale })).notice,
  /** A notice version by its address. */
  noticeVersion: async (sha256: string) =>
    (await request(connection, NoticeVersionDocument, { sha256 })).noticeVersion,
  /** What the law of today holds against a notice, with what it cannot show itself; nothing is stored. */
  lintNotice: async (document: unknown, facts?: FormFacts) =>
    (await request(connection, LintNoticeDocument, { document, facts })).lintNotice,
  /** Publishes a notice, unless the lint finds an error in it; the warnings come with the version. */
  publishNotice: async (document: unknown, facts?: FormFacts) =>
    (await request(connection, PublishNoticeDocument, { input: { document, facts } })).publishNotice,
  /** Opens the capture of one submission. */
  startCapture: async (input: StartCaptureInput) =>
    (await request(connection, StartCaptureDocument, { input })).startCapture,
  /** Records the answers of one person; the same input under the same key again is answered as the first time. */
  recordConsent: async (input: RecordConsentInput) =>
    (await request(connection, RecordConsentDocument, { input })).recordConsent,
  /** Redeems the token that a form carried. */
  receipt: async (token: string) => (await request(connection, ReceiptDocument, { token })).receipt,
  /** Ends consents, by contact or by the person's token. */
  withdrawConsent: async (input: WithdrawConsentInput) =>
    (await request(connection, WithdrawConsentDocument, { input })).withdrawConsent,
  /** Records "never contact me". */
  recordObjection: async (input: RecordObjectionInput) =>
    (await request(connection, RecordObjectionDocument, { input })).recordObjection,
  /** Records calls made, up to 1,000, all of them or none. */
  recordAttempts: async (input: RecordAttemptsInput) =>
    (await request(connection, RecordAttemptsDocument, { input })).recordAttempts,
  /** Whether a contact may be made; `locale` is the language of the reasons. */
  checkEligibility: async (input: EligibilityInput, locale?: string) =>
    (await request(connection, CheckEligibilityDocument, { input, locale })).checkEligibility,
  /** Up to 1,000 questions at one position, in their order; one that cannot be read has a problem instead. */
  checkEligibilityBatch: async (items: readonly EligibilityItem[], locale?: string) =>
    (await request(connection, CheckEligibilityBatchDocument, { items: [...items], locale }))
      .checkEligibilityBatch,
  /** A decision for each question ever put to a contact, now or at an instant. */
  explain: async (contact: ContactKey, at?: string, locale?: string) =>
    (await request(connection, ExplainDocument, { contact, at, locale })).explain,
  /** Erases the personal record of a submission for good. */
  eraseRecord: async (input: EraseRecordInput) =>
    (await request(connection, EraseRecordDocument, { input })).eraseRecord,
  /** Issues the proof of a submission for a party; Conflict while no published checkpoint covers it. */
  issueCertificate: async (input: IssueCertificateInput) =>
    (await request(connection, IssueCertificateDocument, { input })).issueCertificate,
  /** A certificate that was issued, under the best dated proof there is by now. */
  certificate: async (id: string) => (await request(connection, CertificateDocument, { id })).certificate,
  /** The newest signed head of the log. */
  logHead: async () => (await request(connection, LogHeadDocument, {})).logHead,
  /** A page of API keys, oldest first, without their secrets. */
  apiKeys: async (page: ApiKeysQueryVariables = {}) =>
    (await request(connection, ApiKeysDocument, page)).apiKeys,
  /** Creates an API key; its `secret` is shown in this answer alone. */
  createApiKey: async (input: CreateApiKeyInput) =>
    (await request(connection, CreateApiKeyDocument, { input })).createApiKey,
  /** Revokes a key for good, from the next request on. */
  revokeApiKey: async (id: string) =>
    (await request(connection, RevokeApiKeyDocument, { input: { id } })).revokeApiKey,
  /** Gives a key a successor; the old one opens until the grace is over. */
  rotateApiKey: async (input: RotateApiKeyInput) =>
    (await request(connection, RotateApiKeyDocument, { input })).rotateApiKey,
  /** One event. */
  event: async (id: string) => (await request(connection, EventDocument, { id })).event,
  /** A page of events, oldest first. */
  events: async (page: EventsQueryVariables = {}) => (await request(connection, EventsDocument, page)).events,
})

/** What {@link createClient} gives. */
export type Client = ReturnType<typeof createClient>
