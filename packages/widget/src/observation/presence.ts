import type { Row } from './sight.ts'

/** How long a question was in full view, milliseconds, and whether the browser vouches that nothing lies over it, where all of it is in view. */
export type Seen = { readonly visibleMs: number; readonly vouched: boolean | undefined }

/** How long each question was fully in view while the page was visible. */
export type Presence = {
  readonly seen: (question: string) => Seen | undefined
  readonly begin: () => void
  readonly end: () => void
}

type Vouching = IntersectionObserverEntry & { readonly isVisible?: boolean }

type Tally = {
  readonly key: string
  readonly element: Element
  readonly parts: readonly Element[]
  total: number
  since: number | null
}

const SEEN_MS = 1000
// Of a row taller than the window no more can be in view than the window holds (WCAG 2.2, 1.4.10 at 400 %).
const TALL_SHARE = 0.5
const TALL_PX = 100

/**
 * Watches the rows of the questions, which hold the choices too. A row counts from 99 % in view, since browsers round
 * (widget.md 4.7), or when it fills half of the window. `onShown` is told each time some come into view, `onSeen` each time
 * one has been there for a second.
 */
export const watchPresence = (
  rows: ReadonlyMap<string, Row>,
  now: () => number,
  onShown: (questions: readonly string[]) => void,
  onSeen: () => void,
): Presence => {
  const records = [...rows].map(([key, { element, label, controls, help }]): Tally => ({
    key,
    element,
    // The box of a text that runs over some lines holds what stands behind it in the last.
    parts: [label.closest('legend') ?? label, ...controls, ...help],
    total: 0,
    since: null,
  }))
  // Of what is in full view; of the rest the browser says nothing.
  const visible = new Map<Element, boolean | undefined>()

  const visibleMs = ({ total, since }: Tally): number => (since === null ? total : total + now() - since)
  const settle = (record: Tally, isInView: boolean): void => {
    record.total = visibleMs(record)
    record.since = isInView && !document.hidden ? now() : null
    if (record.since !== null) setTimeout(() => visibleMs(record) >= SEEN_MS && onSeen(), SEEN_MS)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      const shown = entries.flatMap(({ target, intersectionRatio, intersectionRect }) => {
        const record = records.find(({ element }) => element === target)
        if (!record) return []
        const isInView =
          intersectionRatio > 0.99 || intersectionRect.height > Math.max(TALL_PX, innerHeight * TALL_SHARE)
        settle(record, isInView)
        return isInView ? [record.key] : []
      })
      if (shown[0]) onShown(shown)
    },
    { threshold: [0.05, 0.1, 0.25, 0.5, 0.75, 0.99] },
  )
  // Where the browser computes occlusion itself (Intersection Observer v2), it sees overlays that take no clicks; around the texts and
  // controls a page may have what it likes.
  const vouching = new IntersectionObserver(
    (entries: readonly Vouching[]) => {
      for (const { target, intersectionRatio, isVisible } of entries)
        visible.set(target, intersectionRatio > 0.99 ? isVisible : undefined)
    },
    // The members of version 2; other engines pass over them.
    { threshold: 0.99, trackVisibility: true, delay: 100 } as IntersectionObserverInit,
  )
  const onVisibility = (): void => {
    observer.disconnect()
    vouching.disconnect()
    for (const record of records) {
      settle(record, false)
      // Begins anew with a look at each row; nothing is in view of a hidden page.
      observer.observe(record.element)
      for (const part of record.parts) vouching.observe(part)
    }
  }

  return {
    seen: (key) => {
      const record = records.find((each) => each.key === key)
      // The page can have replaced the clock.
      if (!record) return undefined
      const said = record.parts.map((part) => visible.get(part))
      return {
        visibleMs: Math.max(0, Math.round(visibleMs(record))),
        vouched: said.includes(false) ? false : said.includes(undefined) ? undefined : true,
      }
    },
    begin: () => {
      document.addEventListener('visibilitychange', onVisibility)
      onVisibility()
    },
    end: () => {
      document.removeEventListener('visibilitychange', onVisibility)
      observer.disconnect()
      vouching.disconnect()
      for (const record of records) settle(record, false)
    },
  }
}
