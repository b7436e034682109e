import type { Receipt } from './record.ts'
import { openTabList } from './tab-list.ts'

type Kept = Partial<Receipt> & {
  /** Its submission. */
  readonly key: string
  /** When the page was opened that submitted it. */
  readonly page: number
  readonly until: number
}

// The time of a thank-you page: the link opens a person's record, and the next at this screen may be another.
const KEPT_MS = 600_000

const kept = openTabList<Kept>('constat-receipt', ({ key, until }) => key && until)

/** Forgets the receipts of these submissions, and those that are on their way. */
export const forgetReceipts = (keys: readonly string[]): void =>
  kept.set(kept.all().filter(({ key }) => !keys.includes(key)))

/**
 * Makes room for the receipt of a submission that this tab sends now, for the page that its form leads to: beside those of other elements
 * of the same page, instead of those of the submissions `replaced` and of other pages. Another tab has no room for it, whoever delivers.
 */
export const awaitReceipt = (key: string, page: number, replaced: readonly string[], now: number): void =>
  kept.set([
    ...kept.all().filter((each) => each.page === page && ![key, ...replaced].includes(each.key)),
    { key, page, until: now + KEPT_MS },
  ])

/** Keeps the receipt of a submission, if one came, where this tab sent it, and not long ago; false where it may be another person's. */
export const keepReceipt = (key: string, receipt: Receipt | null, now: number): boolean => {
  const isAwaited = (each: Kept): boolean => each.key === key && each.until > now
  kept.set(kept.all().map((each) => (isAwaited(each) ? { ...each, ...receipt } : each)))
  return kept.all().some(isAwaited)
}

/** The receipts of what this tab submitted last, while they are fresh; older ones are forgotten. */
export const keptReceipts = (now: number): readonly Receipt[] => {
  const all = kept.all()
  const fresh = all.filter(({ until }) => until > now)
  // A page that leaves may be writing its own.
  if (fresh.length < all.length) kept.set(fresh)
  return fresh.filter((each): each is Kept & Receipt => each.id !== undefined)
}
