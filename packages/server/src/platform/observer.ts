import type { ErrorCode } from './problem.ts'
import type { RequestReport } from './request.ts'

/** Is told what the server does, for metrics; nothing it is told is personal. */
export type Observer = {
  readonly onAnswered: (report: RequestReport, seconds: number) => void
  /** A request was answered with an error, or a stream ended by one. */
  readonly onError: (route: string, code: ErrorCode) => void
  readonly onDecided: (verdict: string, reasons: readonly string[]) => void
  readonly onWebhookAttempt: (outcome: string, seconds: number) => void
  readonly onQuotaExceeded: (of: 'key' | 'contact' | 'address') => void
  readonly onUnavailable: (reason: string) => void
}
