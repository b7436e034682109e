/** How long a question was in full view, milliseconds, and whether the browser vouched that nothing lay over it. */
export type Seen = { readonly visibleMs: number; readonly vouched?: boolean }

/** How long each question was fully in view while the page was visible. */
export type Presence = {
  readonly of: (question: string) => Seen
  readonly start: () => void
  readonly stop: () => void
}

type Vouching = IntersectionObserverEntry & { readonly isVisible?: boolean }

const SEEN_MS = 1000
// Of a row taller than the window no more can be in view than the window holds (WCAG 2.2, 1.4.10 at 400 %).
const TALL_SHARE = 0.5
const TALL_PX = 100

/**
 * Watches the rows of the questions, which hold the choices too. A row counts from 99 % in view, since browsers round
 * (widget.md 4.7), or when it fills half of the window. `onShown` is told each time one comes into view, `onSeen` once,
 * when one has been there for a second.
 */
export const watchPresence = (
  rows: ReadonlyMap<Element, string>,
  now: () => number,
  onShown: (question: string) => void,
  onSeen: () => void,
): Presence => {
  const inView = new Set<string>()
  const since = new Map<string, number>()
  const total = new Map<string, number>()
  const vouched = new Map<string, boolean>()
  let isSeen = false

  const visibleMs = (key: string): number => {
    const before = total.get(key) ?? 0
    const start = since.get(key)
    return start === undefined ? before : before + now() - start
  }
  const tell = (key: string): void => {
    if (isSeen || visibleMs(key) < SEEN_MS) return
    isSeen = true
    onSeen()
  }
  const settle = (key: string): void => {
    total.set(key, visibleMs(key))
    since.delete(key)
    if (!inView.has(key) || document.hidden) return
    since.set(key, now())
    setTimeout(tell, SEEN_MS, key)
  }
  const settleAll = (): void => {
    for (const key of rows.values()) settle(key)
  }

  const options = { threshold: [0.25, 0.5, 0.75, 0.99] }
  const observer = new IntersectionObserver((entries) => {
    for (const { target, intersectionRatio, intersectionRect } of entries) {
      const key = rows.get(target) ?? ''
      const isFull =
        intersectionRatio >= 0.99 || intersectionRect.height >= Math.max(TALL_PX, innerHeight * TALL_SHARE)
      if (isFull === inView.has(key)) continue
      if (isFull) inView.add(key)
      else inView.delete(key)
      settle(key)
      if (isFull) onShown(key)
    }
  }, options)
  // Where the browser computes occlusion itself (Intersection Observer v2), it sees overlays that take no clicks.
  const voucher = new IntersectionObserver(
    (entries: readonly Vouching[]) => {
      for (const { target, isVisible } of entries)
        if (isVisible !== undefined) {
          const key = rows.get(target) ?? ''
          vouched.set(key, isVisible || (vouched.get(key) ?? false))
        }
    },
    // The members of version 2; other engines pass over them.
    { ...options, trackVisibility: true, delay: 100 } as IntersectionObserverInit,
  )

  return {
    of: (key) => {
      const isVouched = vouched.get(key)
      return {
        // The page can have replaced the clock.
        visibleMs: Math.max(0, Math.round(visibleMs(key))),
        ...(isVouched === undefined ? {} : { vouched: isVouched }),
      }
    },
    start: () => {
      for (const row of rows.keys()) {
        observer.observe(row)
        voucher.observe(row)
      }
      document.addEventListener('visibilitychange', settleAll)
    },
    stop: () => {
      observer.disconnect()
      voucher.disconnect()
      document.removeEventListener('visibilitychange', settleAll)
      inView.clear()
      settleAll()
    },
  }
}
