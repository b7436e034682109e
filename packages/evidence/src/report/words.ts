import type { Answer, Channel, ContactKind } from '@constat/core/vocabulary'
import type { NoticeLayer } from '@constat/core/notice'
import type { FindingCode } from '../certificate/findings.ts'
import type { Comparison, LogLevel, TimeLevel, VerificationReport } from '../certificate/report.ts'
import type { VerificationCode, VerificationStep, VerificationSubject } from '../certificate/steps.ts'

/**
 * What a report says, in one language. `{name}` stands for a value of the finding, `{name|time}` for an instant.
 */
export type Words = {
  /** Between a name and what is said of it. */
  readonly colon: string
  readonly verdict: { readonly verified: string; readonly warning: string; readonly refused: string }
  readonly headings: {
    readonly failure: string
    readonly proved: string
    readonly claimed: string
    readonly notCovered: string
    readonly contact: string
    readonly answers: string
    readonly notice: string
    readonly axes: string
    readonly steps: string
  }
  readonly axes: { readonly log: string; readonly time: string; readonly none: string }
  readonly log: { readonly [level in LogLevel]: string }
  readonly time: { readonly [level in TimeLevel]: string }
  readonly steps: { readonly [step in VerificationStep]: string }
  readonly outcomes: { readonly [outcome in VerificationReport['steps'][number]['outcome']]: string }
  readonly subjects: { readonly [subject in VerificationSubject]: string }
  /** What failed, where more can be said than by the step. */
  readonly faults: { readonly [code in VerificationCode]?: string }
  readonly findings: { readonly [code in FindingCode]: string }
  readonly contacts: { readonly [kind in ContactKind]: string }
  readonly comparisons: { readonly [comparison in Comparison]: string }
  readonly answers: { readonly [answer in Answer]: string }
  readonly channels: { readonly [channel in Channel]: string }
  readonly slot: string
  readonly layers: { readonly [layer in NoticeLayer]: string }
  readonly advertisers: string
}
