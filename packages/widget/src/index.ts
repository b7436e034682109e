import type { ChoicesEvents } from './attributes.ts'
import type { ConstatChoicesElement } from './choices.ts'
import type { ConstatNoticeElement } from './notice.ts'
import type { ConstatReceiptElement } from './receipt.ts'

declare global {
  interface HTMLElementTagNameMap {
    'constat-choices': ConstatChoicesElement
    'constat-notice': ConstatNoticeElement
    'constat-receipt': ConstatReceiptElement
  }

  // On elements, documents and windows alike: they bubble out of every shadow root.
  interface GlobalEventHandlersEventMap extends ChoicesEvents {}
}

export { ConstatChoicesElement } from './choices.ts'
export type { Proof } from './form/entries.ts'
export type { TroubleCause } from './delivery/ask.ts'
export type { NoticeData, PublishedNotice } from './delivery/notice.ts'
export type { Receipt } from './delivery/record.ts'
export type { Phase } from './element/phase.ts'
export {
  ConstatErrorEvent,
  ConstatQueuedEvent,
  ConstatReadyEvent,
  ConstatRecordedEvent,
  ConstatShownEvent,
} from './events.ts'
export type { Answers, ShownAnswer } from './form/answer.ts'
export { ConstatNoticeElement } from './notice.ts'
export { ConstatReceiptElement } from './receipt.ts'
export type { Texts } from './view/texts/index.ts'
