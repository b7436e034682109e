import type { ContactKind } from '@constat/core/vocabulary'
import type { AnswerLine, ScreenedFile, ScrubReceipt } from '@constat/evidence/screening'

/** One record to ask about. */
export type AskedRecord = {
  /** Its name: the number of the line that it begins on. */
  readonly ref: string
  readonly contact: { readonly kind: ContactKind; readonly text: string }
  /** Why it is not asked at all. */
  readonly fault: { readonly rule: string; readonly message: string } | undefined
}

/** How answers came out. */
export type Counts = {
  readonly count: number
  readonly verdicts: { readonly [word: string]: number }
  readonly reasons: { readonly [word: string]: number }
  readonly problems: { readonly [word: string]: number }
}

/** A receipt with the identifier of its statement; it covers so many answers after those of the receipt before. */
export type GivenReceipt = { readonly id: string; readonly answers: number; readonly receipt: ScrubReceipt }

/** Where all answers of a run stand. */
export type RunPoint = { readonly position: string; readonly evaluatedAt: string; readonly at: string }

/** Who decides: a data folder of this machine, or a server. */
export type Screener = {
  /** Answers records in their order. */
  readonly ask: (records: readonly AskedRecord[]) => Promise<readonly AnswerLine[]>
  /** Takes answers as given, in their order: what {@link Screener.counts} and receipts tell of. */
  readonly take: (answers: readonly AnswerLine[]) => void
  /** Brings what was asked to a state from which a run can go on; not while something is asked. */
  readonly settle: () => Promise<void>
  /** How many records are asked from one such state to the next. */
  readonly settleEvery: number
  /** What is needed to go on from the last {@link Screener.settle}. */
  readonly saved: () => unknown
  readonly counts: () => Counts
  readonly point: () => RunPoint
  /** Ends the run. */
  readonly finish: (file: ScreenedFile) => Promise<readonly GivenReceipt[]>
  readonly close: () => Promise<void>
}
