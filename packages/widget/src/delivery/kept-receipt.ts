import type { Receipt } from './record.ts'

type Kept = Receipt & {
  readonly until: number
  /** When the page was opened that submitted it. */
  readonly page: number
  /** Its submission. */
  readonly key: string
}

const NAME = 'constat-receipt'

// The time of a thank-you page: the link opens a person's record, and the next at this screen may be another.
const KEPT_MS = 600_000

const stored = (): readonly Kept[] => {
  try {
    return JSON.parse(sessionStorage.getItem(NAME) ?? '')
  } catch {
    // Nothing is there, or storage is refused: then this page alone knows its receipts.
    return []
  }
}

let kept = stored()

/**
 * Keeps a receipt for the page that the form leads to, in this tab alone: beside those of other elements of the same page, instead of those
 * of the submissions `replaced` and of other pages.
 */
export const keepReceipt = (
  receipt: Receipt,
  page: number,
  replaced: readonly string[],
  now: number,
): void => {
  kept = [
    ...kept.filter((each) => each.page === page && !replaced.includes(each.key)),
    { ...receipt, page, key: replaced[0] ?? '', until: now + KEPT_MS },
  ]
  try {
    sessionStorage.setItem(NAME, JSON.stringify(kept))
  } catch {
    // Where storage is refused the next page shows none.
  }
}

/** The receipts of what this tab submitted last, while they are fresh. */
export const keptReceipts = (now: number): readonly Receipt[] => kept.filter(({ until }) => until > now)
