import type { Receipt } from './record.ts'

const NAME = 'constat-receipt'

// The time of a thank-you page: the link opens a person's record, and the next at this screen may be another.
const KEPT_MS = 600_000

/** Keeps the receipt for the page that the form leads to, in this tab alone. */
export const keepReceipt = (receipt: Receipt, now: number): void => {
  try {
    sessionStorage.setItem(NAME, JSON.stringify({ ...receipt, until: now + KEPT_MS }))
  } catch {
    // Where storage is refused the next page shows none.
  }
}

/** The receipt of what this tab submitted last, while it is fresh. */
export const keptReceipt = (now: number): Receipt | null => {
  try {
    const kept: Receipt & { readonly until: number } = JSON.parse(sessionStorage.getItem(NAME) ?? '')
    return kept.until > now ? kept : null
  } catch {
    return null
  }
}
