import type { RequestReport } from './request.ts'

/** Is told what the server does, for metrics; nothing it is told is personal. */
export type Observer = {
  readonly onAnswered: (report: RequestReport, seconds: number) => void
  readonly onDecided: (verdict: string, reasons: readonly string[]) => void
  readonly onWebhookAttempt: (outcome: string, seconds: number) => void
  readonly onQuotaExceeded: (of: 'key' | 'contact' | 'address') => void
  readonly onUnavailable: (reason: string) => void
}
