/**
 * When connections to a server were lost. What loses one without a word has mostly lost all: those that have said nothing since the
 * lost one was asked are used no more, or each of them would cost the same wait again.
 */
export type Losses = {
  /** A connection that was asked at this time was lost; milliseconds of a monotonic clock. */
  readonly note: (askedAt: number) => void
  /** Whether a connection that was last heard at this time may be as dead. */
  readonly isSuspect: (heardAt: number) => boolean
}

export const newLosses = (): Losses => {
  let latest = -Infinity
  return {
    note: (askedAt) => void (latest = Math.max(latest, askedAt)),
    isSuspect: (heardAt) => heardAt < latest,
  }
}
