type At = { readonly position: string }

/** What tells of events: the payload of a mutation, or a page. */
export type Written = { readonly events: readonly At[] } | { readonly event: At }

/**
 * Position of the latest event that a mutation wrote: pass it as `atLeast` to a question that must know of it. "0" when it wrote
 * none.
 */
export const positionOf = (written: Written): string => {
  const events = 'events' in written ? written.events : [written.event]
  const latest = events.reduce((top, { position }) => (BigInt(position) > top ? BigInt(position) : top), 0n)
  return String(latest)
}

/** Whether what was answered at a position knows of the event at another. */
export const isAtLeast = ({ position }: At, atLeast: string | undefined): boolean =>
  atLeast === undefined || BigInt(position) >= BigInt(atLeast)
