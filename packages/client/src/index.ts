export { createClient, type Client, type Keyed, type QuestionOptions } from './client.ts'
export type { CallOptions, Connection } from './connection.ts'
export { positionOf, type Written } from './consent/position.ts'
export {
  ERROR_CODES,
  RequestFailed,
  RequestRefused,
  type ErrorCode,
  type FailureReason,
  type Issue,
} from './failure.ts'
export {
  isProblem,
  MutationRefused,
  payloadOf,
  type PayloadOf,
  type Problem,
  type ProblemOf,
} from './problem/problem.ts'
export type {
  ScreenedItem,
  ScreeningEnd,
  ScreeningItem,
  ScreeningOptions,
  ScreeningQuestion,
} from './screening/screen.ts'
export {
  verifyWebhook,
  type VerifiedWebhook,
  type VerifyWebhookOptions,
  type WebhookFault,
  type WebhookHeaders,
  type WebhookMessage,
} from './webhook/verify.ts'
export type {
  ConfirmContactInput,
  ContactKey,
  CreateApiKeyInput,
  CreateWebhookInput,
  EligibilityInput,
  EligibilityItem,
  EraseRecordInput,
  FormFacts,
  IssueCertificateInput,
  RecordAttemptsInput,
  RecordConsentInput,
  RecordObjectionInput,
  RecoverWebhookInput,
  ReplayWebhookInput,
  RequestConfirmationInput,
  ResendWebhookEventInput,
  RotateApiKeyInput,
  RotateWebhookSecretInput,
  SendWebhookExampleInput,
  StartCaptureInput,
  UpdateWebhookInput,
  WithdrawConsentInput,
} from './generated/graphql.ts'
