export {
  apiKeyOf,
  apiKeysPage,
  changeApiKey,
  holdApiKey,
  countLiveApiKeys,
  findApiKey,
  insertApiKey,
  type ApiKey,
  type ApiKeyChange,
  type ApiKeyOfTenant,
  type ApiKeyPlace,
  type NewApiKeyRow,
} from './access/api-key.ts'
export {
  findLog,
  findTenant,
  insertLog,
  insertTenant,
  nameIssuer,
  tenantsPage,
  type Log,
  type Tenant,
} from './access/tenant.ts'
export type { Attempt, NewAttempt } from './attempt/attempt.ts'
export { findCertificate, insertCertificate, type IssuedCertificate } from './certificate/certificate.ts'
export type { ConsentEvent, ContactIndex, Objection, StoredChoice, Withdrawal } from './consent/event.ts'
export { eraseRecords, eventsOfSubmission, linkErasedAt, unindexEvent } from './consent/erase.ts'
export {
  findIdempotency,
  releaseIdempotencyKey,
  takeIdempotencyKey,
  type IdempotencyEntry,
} from './consent/idempotency.ts'
export { eventByManageToken, findSealed, statementsOf, type Statement } from './consent/proof.ts'
export {
  choicesOf,
  eventsByIds,
  eventsPage,
  findEvent,
  headPosition,
  objectionsOf,
  withdrawalsOf,
  type EventsPage,
  type EventsPageQuery,
} from './consent/read-events.ts'
export type { IndexedContact, NewEvent, Sealed } from './consent/new-event.ts'
export { recordEvents, type NewEvents, type RecordOutcome } from './consent/record-events.ts'
export {
  readContact,
  readContacts,
  type ContactHistory,
  type HistoryUntil,
} from './eligibility/contact-history.ts'
export {
  eventsIn,
  readContactState,
  readStateHead,
  tellsAt,
  type ContactState,
} from './eligibility/contact-state.ts'
export { visitStates, type StateText } from './eligibility/state-texts.ts'
export { attemptsOf, hasAttempts } from './attempt/attempt.ts'
export { rebuildStates, type RebuildProgress } from './eligibility/rebuild-states.ts'
export { foldState, latestInstant } from './eligibility/fold-state.ts'
export {
  isConfirmation,
  readSaid,
  skimStateEvents,
  writeStateEvent,
  type SkimmedEvent,
  type StateEvent,
} from './eligibility/state-event.ts'
export { stateEventsOf } from './eligibility/write-state.ts'
export { sectorsOfGoods } from './eligibility/goods.ts'
export {
  auditEvents,
  auditNotices,
  auditStatements,
  countEvents,
  countStatements,
  indexesOf,
  unstatedEntries,
  type AuditedEvent,
  type AuditedStatement,
} from './log/audit.ts'
export {
  checkpointsAfter,
  cosignaturesAfter,
  cosignaturesOf,
  findCheckpoint,
  firstTimestampedSize,
  insertCheckpoint,
  insertCosignature,
  insertTimestampToken,
  latestCosignatures,
  newestCheckpoint,
  newestCosigned,
  timestampTokensOf,
  type Checkpoint,
  type Cosignature,
  type CosignaturesAfter,
  type CosignedBy,
  type TimestampToken,
} from './log/checkpoint.ts'
export type { Advance, CheckpointStore, LogHead } from './log/checkpoint-store.ts'
export { advanceLog, beginLog, findLogState, listLogs, type LogState, type LogTree } from './log/log-state.ts'
export { hasPending, leavesFrom, leavesOf, pendingOf, sequencePending, type Leaf } from './log/sequence.ts'
export {
  entryOf,
  insertStatement,
  statementAbout,
  statementOfNotice,
  type NewStatement,
} from './log/statement.ts'
export {
  publicationsOf,
  RELEASED,
  restatementOf,
  restatementsOf,
  type StoredStatement,
} from './log/publication.ts'
export {
  insertStatementKey,
  retirementOf,
  retireStatementKey,
  statementKeysOf,
  useStatementKey,
  type KnownStatementKey,
} from './log/statement-key.ts'
export { operatorOf } from './scope.ts'
export { ENTRIES, findTile, putTile, TileConflict, type StoredTile } from './log/tile.ts'
export {
  findNoticeById,
  findNoticeBySha256,
  knownParties,
  latestNoticeVersion,
  latestOfEachNotice,
  nextNoticeVersion,
  noticeVersionsByIds,
  type NoticeVersion,
} from './notice/notice-version.ts'
export {
  insertNoticeVersion,
  type KeyConflict,
  type NewNoticeVersion,
  type PublishOutcome,
} from './notice/publish.ts'
export {
  copyStore,
  isFreeForCopy,
  type Copied,
  type CopyOptions,
  type CopyProgress,
} from './copy/copy-store.ts'
export { CopyRefused, type CopyRefusal } from './copy/under-way.ts'
export { isPostgresUrl, openStore, type OpenOptions } from './open.ts'
export { reachOf, type PostgresReach } from './postgres/address.ts'
export { openPostgresCheckpointStore, type PostgresCheckpointOptions } from './postgres/checkpoint-store.ts'
export { migratePostgres, postgresSchemaOf, type PostgresMigration } from './postgres/migrate.ts'
export { openPostgresStore, type PostgresStoreOptions } from './postgres/open.ts'
export { UnsafeDatabase } from './postgres/safe.ts'
export type { PostgresOptions } from './postgres/sessions.ts'
export { openSqliteCheckpointStore } from './sqlite/checkpoint-store.ts'
export { SchemaMismatch, type SchemaState } from './schema.ts'
export type { SqliteOptions, StoreObserver } from './sqlite/connection.ts'
export { checkSqlite, copySqlite } from './sqlite/copy.ts'
export { logsIn, type StoredLog } from './sqlite/heads.ts'
export { holdFile } from './sqlite/hold.ts'
export { migrateSqlite, schemaOf } from './sqlite/migrate.ts'
export { keptUntilCommit } from './prepared.ts'
export { openSqliteReader, openSqliteStore, type StoreOptions } from './sqlite/open.ts'
export {
  StorageUnavailable,
  type Bytes,
  type Handle,
  type Reader,
  type Store,
  type TenantScope,
  type UnavailableReason,
  type Writer,
} from './store.ts'
export type { Tables, WebhookDisabledReason } from './tables.ts'
export { isTlsFault } from './tls-fault.ts'
export {
  insertWebhookAttempts,
  WEBHOOK_OUTCOMES,
  webhookAttemptsPage,
  type WebhookAttempt,
  type WebhookAttemptsPage,
  type WebhookOutcome,
} from './webhook/attempt.ts'
export {
  countDeliveries,
  deadLettersPage,
  recoverWebhook,
  replayWebhook,
  resendToWebhook,
  type DeadLetter,
  type DeadLettersPage,
  type DeliveryCounts,
} from './webhook/delivery.ts'
export { webhookBacklog, type WebhookBacklog } from './webhook/backlog.ts'
export { insertWebhookSecret, webhookSecrets, type WebhookSecret } from './webhook/secret.ts'
export { claimWebhooks, hasDueWebhooks, type WebhookLease } from './webhook/lease.ts'
export type { DeliveryResult } from './webhook/settle.ts'
export { endTurn, stepTurn, type TurnStep } from './webhook/turn.ts'
export { contactsOfEvents, waitingDeliveries, type WaitingDelivery } from './webhook/waiting.ts'
export {
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  findWebhook,
  insertWebhook,
  listWebhooks,
  updateWebhook,
  type Webhook,
  type WebhookSettings,
} from './webhook/webhook.ts'
export {
  answerConfirmation,
  confirmationByLink,
  confirmationUnderKey,
  countConfirmations,
  countTry,
  endEarlier,
  findConfirmation,
  holdRequests,
  insertConfirmation,
  purgeConfirmations,
  settleConfirmation,
  takeConfirmation,
  type Confirmation,
  type ConfirmationCounts,
} from './confirmation/confirmation.ts'
export type { ConfirmationMeans } from './tables.ts'
