export { requestTimestamp, type TimestampAnswer, type TimestampCall } from './client.ts'
export { TIMESTAMP_FAULTS, type TimestampFault } from './faults.ts'
export { checkAgainstRequest, timestampRequest, type TimestampQuery } from './request.ts'
export {
  MAX_RESPONSE_BYTES,
  readTimestampResponse,
  type TimestampResponse,
  type TsaFailure,
  type TsaStatus,
} from './response.ts'
export { MAX_TOKEN_BYTES } from './token.ts'
export {
  verifyTimestamp,
  type CertificateSource,
  type TimestampToVerify,
  type TimestampVerification,
  type VerifiedTimestamp,
} from './verify-timestamp.ts'
