import type { NoticeData } from './delivery/notice.ts'
import type {
  ConstatErrorEvent,
  ConstatQueuedEvent,
  ConstatReadyEvent,
  ConstatRecordedEvent,
  ConstatShownEvent,
} from './events.ts'

type Themed = {
  /** `auto`, as without it, follows the page's `color-scheme`. */
  theme?: 'auto' | 'light' | 'dark' | 'dsfr' | undefined
}

/** What a tag can say of `<constat-notice>`. */
export type NoticeAttributes = Themed & {
  /** URL of the GraphQL endpoint. */
  server?: string | undefined
  /** The site's public key. */
  'site-key'?: string | undefined
  /** Key of the notice; its latest published version in the page's language is shown. */
  notice?: string | undefined
}

/**
 * What a tag can say of `<constat-choices>` (widget.md 4.3). There is no attribute that answers, and none that makes a
 * "yes" required.
 */
export type ChoicesAttributes = NoticeAttributes & {
  /** What the form's entries are named after; `choices` when absent. */
  name?: string | undefined
  /** Name of the field that holds the phone number. */
  'phone-field'?: string | undefined
  /** Name of the field that holds the e-mail address. */
  'email-field'?: string | undefined
  /** Id of the form, where the element stands outside it. */
  form?: string | undefined
  /** An answer is required to every yes or no, never a yes. */
  required?: boolean | undefined
  disabled?: boolean | undefined
  /** `manual` sends when `record()` is called, not at submit. */
  deliver?: 'submit' | 'manual' | undefined
}

/** What `<constat-choices>` and `<constat-notice>` take as a property alone. */
export type NoticeProperties = {
  /** A notice version that the page has at hand, as the server's `notice` answered it. */
  data?: NoticeData | null | undefined
}

/** What a tag can say of `<constat-receipt>`. */
export type ReceiptAttributes = Themed & {
  /** The receipt's number, where the site knows it. */
  number?: string | undefined
  /** The receipt's link, where the site knows it. */
  'manage-url'?: string | undefined
}

/** The events of `<constat-notice>`, by name. */
export type NoticeEvents = {
  'constat-ready': ConstatReadyEvent
  'constat-error': ConstatErrorEvent
}

/** The events of `<constat-choices>` beside the platform's `input` and `change`, by name. */
export type ChoicesEvents = NoticeEvents & {
  'constat-shown': ConstatShownEvent
  'constat-queued': ConstatQueuedEvent
  'constat-recorded': ConstatRecordedEvent
}
