import type { Receipt } from './transport/record.ts'
import type { Trouble } from './transport/ask.ts'

const REACH = { bubbles: true, composed: true }

/** The notice is drawn and can be answered. */
export class ConstatReadyEvent extends Event {
  constructor() {
    super('constat-ready', REACH)
  }
}

/** The record of a submit is on the server's disk. */
export class ConstatRecordedEvent extends Event {
  readonly receipt: Receipt

  constructor(receipt: Receipt) {
    super('constat-recorded', REACH)
    this.receipt = receipt
  }
}

/** The element could not do its work; the form goes on without it. */
export class ConstatErrorEvent extends Event {
  readonly cause: Trouble['cause']

  constructor({ cause }: Trouble) {
    super('constat-error', REACH)
    this.cause = cause
  }
}
