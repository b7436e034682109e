export { findKey } from './access/access.service.ts'
export {
  findApiKeysIn,
  newApiKey,
  parseApiKey,
  type LeakedApiKey,
  type NewApiKey,
  type ParsedApiKey,
} from './access/api-key.ts'
export {
  apiKeyId,
  apiKeysOf,
  createApiKeyFor,
  keyIdIn,
  keyCursor,
  revokeApiKey,
  rotateApiKey,
  type CreateApiKeyPayload,
  type RevokeApiKeyPayload,
  type RotateApiKeyPayload,
} from './access/api-key.service.ts'
export type { CreateApiKeyInput, Giver } from './access/key-settings.ts'
export {
  allowOrigins,
  createApiKey,
  createTenant,
  type AccessDeps,
  type KeySettings,
} from './access/tenant.service.ts'
export { indexContact } from './consent/contacts.ts'
export { recordConsent } from './consent/record.service.ts'
export { checkEligibility } from './eligibility/eligibility.service.ts'
export { fsckLog } from './log/fsck.ts'
export type { FsckProgress, LogFinding, LogFindingCode } from './log/fsck-report.ts'
export { leafProof, type LeafProof, type NoLeafProof } from './log/leaf-proof.ts'
export { FIRST_LOG } from './log/first-log.ts'
export type { LogDeps } from './log/log-deps.ts'
export { LogFault, type LogFaultCode } from './log/log-fault.ts'
export { policyText, readWitnesses, type WitnessPolicy } from './log/policy.ts'
export { newestWitnessedSize } from './log/witnessed.ts'
export { startLog, type RunningLog } from './log/start-log.ts'
export {
  addSigningKey,
  retireSigningKey,
  signingKeys,
  type SigningKey,
  type SigningKeyChange,
  type SigningKeyFault,
} from './signing-key/signing-key.service.ts'
export { ownHashOf, releaseWidget, type WidgetRelease } from './widget/release.service.ts'
export { publishNotice } from './notice/notice.service.ts'
export { BackupFault, type BackupFaultCode } from './backup/backup-fault.ts'
export { makeBackup } from './backup/make-backup.ts'
export type { BackupManifest } from './backup/manifest.ts'
export { restoreBackup, type Restore, type Restored } from './backup/restore-backup.ts'
export {
  configFaults,
  loadConfig,
  parseConfig,
  type Config,
  type Configured,
  type SettingLine,
  type SettingSource,
} from './config/config.ts'
export { checkRecords, type RecordFinding, type RecordFindingCode } from './operate/check-records.ts'
export {
  databaseFileOf,
  hasDatabase,
  migrateDatabase,
  openCheckpoints,
  readCheckpoints,
  openDatabase,
} from './operate/database.ts'
export { reachSafely } from './operate/database-reach.ts'
export { migrateData, openData, type OpenData, type World } from './operate/open-data.ts'
export { runServer, type RunningServer } from './operate/run-server.ts'
export { requireSafe } from './operate/unsafe.ts'
export { SCOPES, type Deps, type KeyKind, type Principal, type Scope } from './platform/context.ts'
export { documentId, type Documents } from './platform/documents.ts'
export type { Problem } from './platform/problem.ts'
export { graphiqlPage } from './platform/graphiql.ts'
export { createHttp, type HttpOptions } from './platform/http.ts'
export { createLog } from './platform/log.ts'
export { discardStatementKey, loadKeys, markUsed, putStatementKey } from './platform/keys.ts'
export { pooledRandom } from './platform/random.ts'
export { readSetting } from './platform/setting.ts'
export { listen, type Answer, type Listening } from './platform/listen.ts'
export { apiSchema, siteSchema } from './schema.ts'
export { startWebhooks, type RunningWebhooks, type WebhooksOptions } from './webhook/dispatcher.ts'
export type { WebhookReach } from './webhook/post.ts'
export type { WebhookDeps } from './webhook/turn.ts'
