import type { ContactKind } from '@constat/core/vocabulary'
import type { AnswerLine, ScreenedFile, ScrubReceipt } from '@constat/evidence/screening'

/** One record to ask about. */
export type AskedRecord = {
  /** The number of the line that it begins on, which is its name. */
  readonly line: number
  readonly kind: ContactKind
  /** The contact as it is written; empty where there is a fault. */
  readonly text: string
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
  /** Gives the answer to each record by its index; it is made when it is asked for, as a batch of them is large. */
  readonly ask: (records: readonly AskedRecord[]) => Promise<(index: number) => AnswerLine>
  /** Takes answers as given, in their order: what {@link Screener.counts} and receipts tell of. */
  readonly take: (answers: readonly AnswerLine[]) => void
  /**
   * Brings what was asked to a state from which a run can go on; not while something is asked. Absent where it can go on from
   * any answers that were taken.
   */
  readonly settle?: () => Promise<void>
  /** After how many records, at the earliest, what is needed to go on is kept. */
  readonly settleEvery: number
  /** How many records it is cheapest to ask at once. */
  readonly batch: number
  /** What is needed to go on from the last {@link Screener.settle}, or from the answers taken last. */
  readonly saved: () => unknown
  readonly counts: () => Counts
  readonly point: () => RunPoint
  /** Ends the run. */
  readonly finish: (file: ScreenedFile) => Promise<readonly GivenReceipt[]>
  readonly close: () => Promise<void>
}
