/** How long each question was fully in view while the page was visible. */
export type Presence = {
  /** Milliseconds so far. */
  readonly visibleMs: (question: string) => number
  readonly start: () => void
  readonly stop: () => void
}

/**
 * Watches the rows of the questions, by question key. A row counts from 99 % in view, since browsers round (widget.md
 * 4.7); `onShown` is told each time one comes fully into view.
 */
export const watchPresence = (
  rows: ReadonlyMap<string, Element>,
  now: () => number,
  onShown: (question: string) => void,
): Presence => {
  const inView = new Set<string>()
  const since = new Map<string, number>()
  const total = new Map<string, number>()

  const visibleMs = (key: string): number => {
    const before = total.get(key) ?? 0
    const start = since.get(key)
    return start === undefined ? before : before + now() - start
  }

  const settle = (key: string): void => {
    total.set(key, visibleMs(key))
    since.delete(key)
    if (inView.has(key) && document.visibilityState === 'visible') since.set(key, now())
  }

  const keys = new Map([...rows].map(([key, row]) => [row, key]))
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio } of entries) {
        const key = keys.get(target)
        if (key === undefined) continue
        if (intersectionRatio < 0.99) inView.delete(key)
        else inView.add(key)
        settle(key)
        if (inView.has(key)) onShown(key)
      }
    },
    { threshold: [0.99] },
  )
  const settleAll = (): void => [...rows.keys()].forEach(settle)

  return {
    // The page can have replaced the clock.
    visibleMs: (key) => Math.max(0, Math.round(visibleMs(key))),
    start: () => {
      rows.forEach((row) => observer.observe(row))
      document.addEventListener('visibilitychange', settleAll)
    },
    stop: () => {
      observer.disconnect()
      document.removeEventListener('visibilitychange', settleAll)
      inView.clear()
      settleAll()
    },
  }
}
