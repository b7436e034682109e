import { Trouble } from './delivery/ask.ts'
import type { NoticeData } from './delivery/notice.ts'
import type { Receipt } from './delivery/record.ts'
import { openAnswering } from './element/answering.ts'
import { openOutboxSoon } from './element/page.ts'
import type { Phase } from './element/phase.ts'
import { FLAGS, takeOwnProperties } from './element/reflect.ts'
import type { Answers } from './form/answer.ts'
import { ChoicesField } from './form/choices-field.ts'
import type { Proof } from './form/entries.ts'
import { listenToForm } from './form/listen.ts'
import { internalsOf } from './form/native-field.ts'
import { checkWord } from './report.ts'
import { addTexts, type Texts } from './view/texts/index.ts'
import { WIDGET_VERSION } from './widget-build.ts'

/**
 * One notice version inside anyone's form. It draws the notice, takes the person's answers, hands them to the form and, at submit, to
 * the server with what was shown. No attribute, property or child answers in the person's place (law.md CB-1).
 *
 * @element constat-choices
 * @attr {string} server - URL of the GraphQL endpoint; without one the form alone carries the answers
 * @attr {string} site-key - the site's public key; the server binds it to the site's origins
 * @attr {string} notice - key of the notice; its latest published version in the page's language is shown, else in one of the person's, else in that published first
 * @attr {string} name - what the form's entries are named after; "choices" without it
 * @attr {string} phone-field - name of the field that holds the phone number, where autofill token, type and name do not tell
 * @attr {string} email-field - name of the field that holds the e-mail address, where autofill token, type and name do not tell
 * @attr {boolean} required - an answer is required to every yes or no, never a yes
 * @attr {boolean} disabled - as on native fields, but "false" is false, for this one and required
 * @attr {string} lang - language to show the notice in, also when it changes; without it that of what is around at first, or of the browser
 * @attr {"auto"|"light"|"dark"|"dsfr"} theme - "auto", as without it, follows the page's color-scheme
 * @attr {"submit"|"manual"} deliver - "manual" sends when `record()` is called, not at submit
 * @fires input - the person answered
 * @fires change - the person answered
 * @fires {ConstatReadyEvent} constat-ready - the notice is drawn and can be answered
 * @fires {ConstatShownEvent} constat-shown - a question has been in full view for a second, for the first time
 * @fires {ConstatQueuedEvent} constat-queued - the server cannot be reached; the record goes when it can
 * @fires {ConstatRecordedEvent} constat-recorded - the record is on the server's disk
 * @fires {ConstatErrorEvent} constat-error - the element could not do its work; the form goes on without it
 * @slot - the fallback: shown, and answering, until the notice is drawn and when it cannot be
 * @csspart base - the whole
 * @csspart legend - its title
 * @csspart question - a question with its answers and who asks
 * @csspart choice - a control with its label; yes and no share it
 * @csspart help - who may contact the person
 * @csspart layer - information to open
 * @csspart summary - the title of a layer
 * @csspart link - a link
 * @csspart status - what became of the answers
 * @csspart error - what is missing
 * @cssstate loading - the notice is on its way
 * @cssstate ready - the notice can be answered
 * @cssstate error - the fallback answers
 * @cssstate queued - the record waits for the server
 * @cssstate recorded - the record is on the server's disk
 * @cssstate invalid - an attempt to send the form found an answer missing, or the server cannot use the contact of a yes
 * @cssstate restored - the browser brought the page back; no answer came back with it
 * @cssprop --constat-color - text
 * @cssprop --constat-background - behind it
 * @cssprop --constat-accent - links, summaries and controls
 * @cssprop --constat-border - borders
 * @cssprop --constat-radius - corners, at most 24px
 * @cssprop --constat-space - inner distances, 4px to 48px
 * @cssprop --constat-font-family - typeface
 * @cssprop --constat-focus - focus ring
 * @cssprop --constat-error - error messages
 */
export class ConstatChoicesElement extends ChoicesField {
  static readonly tag = 'constat-choices'
  /** The release that this class is of. */
  static readonly version = WIDGET_VERSION

  /** Gives the elements of this script a language that they do not bring along. */
  static addTexts(language: string, texts: Texts): void {
    addTexts(language, texts)
  }

  readonly #answering = openAnswering(this, internalsOf(this))
  #connection = new AbortController()

  /** The answer to every question shown, by key; empty until a notice is. */
  get answers(): Answers {
    return this.#answering.given()
  }

  /** Where the element stands. */
  get phase(): Phase {
    return this.#answering.host.phase
  }

  /** What the form carries beside the answers; null until the notice is drawn or given up. */
  get proof(): Proof | null {
    const carried = this.#answering.carried()
    if (carried) return Object.freeze({ origin: 'widget', ...carried })
    return this.phase === 'error' ? Object.freeze({ origin: 'fallback' }) : null
  }

  /** A notice version that the page has at hand, as the server's `notice` answered it; as a child, a JSON data block. */
  get data(): NoticeData | null {
    return this.#answering.host.data
  }

  set data(data: NoticeData | null) {
    this.#answering.host.setData(data)
  }

  /** Focuses the first control, or that of the answer found missing. */
  override focus(options?: FocusOptions): void {
    this.#answering.first()?.focus(options)
  }

  /** As on native fields, and tells the person what is missing. */
  override reportValidity(): boolean {
    const isValid = super.reportValidity()
    if (!isValid) this.#answering.onReport()
    return isValid
  }

  /** Draws the answers as they are: what a script wrote into a control does not stay. */
  requestUpdate(): void {
    this.#answering.draw()
  }

  /**
   * Sends the record now, as a submit would; for pages that send their forms by script. The same answers again are the same
   * record.
   *
   * @returns the receipt, once the record is on the server's disk
   * @throws Error whose `cause` is a `TroubleCause`; after UNREACHABLE the record waits in this browser and goes when it can
   */
  async record(): Promise<Receipt> {
    const sending = this.#answering.send()
    if (!sending) throw new Trouble('CONFIGURATION', 'No notice can be answered.')
    return sending
  }

  connectedCallback(): void {
    takeOwnProperties(this)
    openOutboxSoon()
    this.#answering.connect()
    this.formAssociatedCallback()
  }

  disconnectedCallback(): void {
    this.#connection.abort()
    this.#answering.disconnect()
  }

  attributeChangedCallback(attribute: string, before: string | null, after: string | null): void {
    checkWord(this, attribute, after)
    if (before === after) return
    // Vue writes so what is false while there is no property of that name: before the script came.
    if (after === 'false' && FLAGS.test(attribute)) return this.removeAttribute(attribute)
    if (/^(server|site-key|notice|lang)$/.test(attribute)) void this.#answering.host.load()
    else this.#answering.settle()
  }

  formAssociatedCallback(): void {
    this.#connection.abort()
    if (!this.isConnected) return
    this.#connection = new AbortController()
    listenToForm(
      this.form,
      {
        onFocus: this.#answering.onFocus,
        onAct: this.#answering.onAct,
        onLook: this.#answering.look,
        onSubmit: () => {
          if (this.deliver !== 'manual' && this.server) this.#answering.send(true)?.catch(() => undefined)
        },
        onReturn: () => void this.#answering.host.load(),
      },
      this.#connection.signal,
    )
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.#answering.setDisabled(isDisabled)
  }

  formResetCallback(): void {
    this.#answering.reset()
  }

  /** The browser filled the form again after a return; answers are the person's to give anew (widget.md §3, "Autofill / restore"). */
  formStateRestoreCallback(state: unknown): void {
    this.#answering.restore(state)
  }
}
