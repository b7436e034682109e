import type { Receipt } from './record.ts'
import { openTabList } from './tab-list.ts'

type Kept = Partial<Receipt> & {
  /** Its submission. */
  readonly key: string
  readonly until: number
}

// The time of a thank-you page: the link opens a person's record, and the next at this screen may be another.
const KEPT_MS = 600_000

// In this time each element of a form has sent what it has, though the page take the form away meanwhile.
const SUBMIT_MS = 1000

/** The elements of this page that submitted, by submission. */
const elements = new Map<string, Node>()

const kept = openTabList<Kept>('constat-receipt', ({ key, until }) => key && until)

/** Forgets the receipts of these submissions, and those that are on their way. */
export const forgetReceipts = (keys: readonly string[]): void =>
  kept.set(kept.all().filter(({ key }) => !keys.includes(key)))

/**
 * Makes room for the receipt of a submission that this tab sends now, for the page that its form leads to: beside the last of each other
 * element of this submit, or that stands in the page. A page that draws the form anew may do so for the next person. Another tab has no
 * room for it, whoever delivers.
 */
export const awaitReceipt = (key: string, element: Node, now: number): void => {
  const until = now + KEPT_MS
  const isBeside = (each: Kept): boolean => {
    const other = elements.get(each.key)
    return !!other && other !== element && (other.isConnected || each.until > until - SUBMIT_MS)
  }
  const beside = kept.all().filter(isBeside)
  for (const old of elements.keys()) if (!beside.some((each) => each.key === old)) elements.delete(old)
  elements.set(key, element)
  kept.set([...beside, { key, until }])
}

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
