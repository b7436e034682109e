import type { TroubleCause } from './delivery/ask.ts'
import type { Receipt } from './delivery/record.ts'

class ConstatEvent extends Event {
  constructor(type: string) {
    super(`constat-${type}`, { bubbles: true, composed: true })
  }
}

/** The notice is drawn and can be answered. */
export class ConstatReadyEvent extends ConstatEvent {
  constructor() {
    super('ready')
  }
}

/** A question has been in full view for a second, for the first time. */
export class ConstatShownEvent extends ConstatEvent {
  constructor() {
    super('shown')
  }
}

/** The server cannot be reached: the record waits in this browser and goes when it can. */
export class ConstatQueuedEvent extends ConstatEvent {
  constructor() {
    super('queued')
  }
}

/** The record of a submit is on the server's disk. */
export class ConstatRecordedEvent extends ConstatEvent {
  declare readonly receipt: Receipt

  constructor(receipt: Receipt) {
    super('recorded')
    this.receipt = receipt
  }
}

/** The element could not do its work; the form goes on without it. */
export class ConstatErrorEvent extends ConstatEvent {
  declare readonly cause: TroubleCause

  constructor(cause: TroubleCause) {
    super('error')
    this.cause = cause
  }
}
