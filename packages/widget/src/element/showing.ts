import { Trouble } from '../delivery/ask.ts'
import type { PublishedNotice } from '../delivery/notice.ts'
import { isPassing } from '../delivery/outbox.ts'
import type { Past } from '../delivery/past.ts'
import { isThere, type Receipt } from '../delivery/record.ts'
import { openSession, type Session } from '../delivery/session.ts'
import { ConstatQueuedEvent, ConstatReadyEvent, ConstatRecordedEvent, ConstatShownEvent } from '../events.ts'
import { createWatch, type Watch } from '../observation/watch.ts'
import { textsFor } from '../view/texts/index.ts'
import type { Host } from './host.ts'
import { now, pageOutbox } from './page.ts'

/** One notice version as drawn: what is known and done until another replaces it. */
export type Showing = {
  readonly notice: PublishedNotice
  readonly session: Session
  readonly watch: Watch
  /** Another notice follows, or none. */
  readonly close: () => void
}

/** What a showing tells its element. */
export type ShowingEvents = {
  /** The notice is drawn. */
  readonly onDrawn: () => void
  /** The person had answered the fallback, another version, or here before she came back: none of it is kept. */
  readonly onLate: () => void
  /** Whether every control shows the answer that was given. */
  readonly onCompare: () => boolean
  /** What the form carries has changed. */
  readonly onCarried: () => void
  /** What came of a submit: the receipt, that the server cannot be reached, or that it cannot use the contact; null where it is lost. */
  readonly onFate: (fate: Receipt | 'queued' | 'refused' | null) => void
}

const CAPTURE_AFTER_MS = 2000

/** Begins the showing of a notice that the host is about to draw. */
export const openShowing = (
  element: HTMLElement,
  host: Host,
  { states }: ElementInternals,
  notice: PublishedNotice,
  past: Past,
  { onDrawn, onLate, onCarried, onCompare, onFate }: ShowingEvents,
): Showing => {
  let isOver = false
  let isSeen = false
  const watch = createWatch(element, host.root, () => performance.now(), {
    onText: onCarried,
    onSeen: () => {
      if (!isSeen) element.dispatchEvent(new ConstatShownEvent())
      isSeen = true
    },
    onCompare,
    words: () => textsFor(notice.document.locale),
    circumstances: () => ({
      noticeAgeMs: notice.ageMs,
      restored: states.has('restored') || undefined,
      systemColors: host.isPlain || undefined,
    }),
  })
  const session = openSession(
    host.site(),
    notice,
    past,
    element,
    pageOutbox(),
    now,
    () => crypto.randomUUID(),
    {
      onTrouble: host.complain,
      onFate: (receipt, trouble) => {
        const isLost = !receipt && !isPassing(trouble)
        const isTyped = trouble instanceof Trouble && trouble.cause === 'CONTACT_REFUSED'
        // No developer can mend what the person typed.
        if (!isOver) onFate(receipt ?? (isLost ? (isTyped ? 'refused' : null) : 'queued'))
        // Nobody hears what is gone from the page, nor reads what was replaced.
        if (isOver || !element.isConnected) return false
        if (!isLost)
          element.dispatchEvent(receipt ? new ConstatRecordedEvent(receipt) : new ConstatQueuedEvent())
        else if (!isThere(trouble)) host.complain(trouble)
        return true
      },
      onOutdated: () => void host.load(true),
      onChallenge: onCarried,
    },
  )
  queueMicrotask(async () => {
    onDrawn()
    // At once, before a script can change what was drawn.
    watch.begin()
    if (!element.isConnected) watch.end()
    await watch.readText()
    if (isOver) return
    // Said in a turn after the drawing: a live region tells what changes in it.
    if (host.isLate || past.all[0]?.notice === '') onLate()
    setTimeout(() => isOver || session.capture(), CAPTURE_AFTER_MS)
    element.dispatchEvent(new ConstatReadyEvent())
  })
  return {
    notice,
    session,
    watch,
    close: () => {
      isOver = true
      watch.end()
    },
  }
}
