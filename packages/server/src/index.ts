export { findKey } from './access/access.service.ts'
export { newApiKey, parseApiKey, type NewApiKey } from './access/api-key.ts'
export { allowOrigins, createApiKey, createTenant } from './access/tenant.service.ts'
export { fsckLog } from './log/fsck.ts'
export type { FsckProgress, LogFinding, LogFindingCode } from './log/fsck-report.ts'
export { leafProof, type LeafProof, type NoLeafProof } from './log/leaf-proof.ts'
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
export { parseConfig, type Config } from './platform/config.ts'
export type { Deps, KeyKind, Principal, Scope } from './platform/context.ts'
export { graphiqlPage } from './platform/graphiql.ts'
export { createHttp, type HttpOptions } from './platform/http.ts'
export { discardStatementKey, loadKeys, markUsed, putStatementKey } from './platform/keys.ts'
export { readSetting } from './platform/setting.ts'
export { listen, type Answer, type Listening } from './platform/listen.ts'
export { apiSchema, siteSchema } from './schema.ts'
