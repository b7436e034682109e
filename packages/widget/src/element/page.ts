import { openOutbox, type Outbox } from '../delivery/outbox.ts'

/** The clock of the page, epoch milliseconds. */
export const now = (): number => Date.now()

let outbox: Outbox | undefined

/** The one outbox of the page, begun with its first element. */
export const pageOutbox = (): Outbox => (outbox ??= openOutbox(now, Math.random))

/** Begins it in a task of its own: a tab's storage is read from another process, while the page waits. */
export const openOutboxSoon = (): void => void setTimeout(pageOutbox)
