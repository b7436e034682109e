import { openOutbox, type Outbox } from '../delivery/outbox.ts'

/** The clock of the page, epoch milliseconds. */
export const now = (): number => Date.now()

let outbox: Outbox | undefined

/** The one outbox of the page, begun with its first element. */
export const pageOutbox = (): Outbox => (outbox ??= openOutbox(now, Math.random))
