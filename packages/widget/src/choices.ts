import type { TemplateResult } from 'lit/html.js'
import type { Outcome } from './delivery/ask.ts'
import type { NoticeData, PublishedNotice } from './delivery/notice.ts'
import type { Receipt } from './delivery/record.ts'
import { openSession, type Session } from './delivery/session.ts'
import { openHost } from './element/host.ts'
import { now, pageOutbox } from './element/page.ts'
import { mark, type Phase } from './element/phase.ts'
import { reflect, takeOwnProperties } from './element/reflect.ts'
import { ConstatQueuedEvent, ConstatReadyEvent, ConstatRecordedEvent, ConstatShownEvent } from './events.ts'
import { missingAnswer, unanswered, type Answers, type ShownAnswer } from './form/answer.ts'
import { carry, carryNothing } from './form/carry.ts'
import { clickGuard } from './form/click-guard.ts'
import { readContact } from './form/contact.ts'
import type { Carried } from './form/entries.ts'
import { listenToForm } from './form/listen.ts'
import { internalsOf, NativeField } from './form/native-field.ts'
import { STEP_OF } from './observation/trail.ts'
import { createWatch, type Watch } from './observation/watch.ts'
import { drawNotice, type NoticeState } from './view/notice.ts'
import { addTexts, type Texts } from './view/texts/index.ts'
import { WIDGET_VERSION } from './widget-build.ts'

/** What stands behind the answers: drawn by the element, with all that it saw, or left to the fallback. */
export type Proof = (Carried & { readonly origin: 'widget' }) | { readonly origin: 'fallback' }

/** One notice version as drawn: what is known and done until another replaces it. */
type Showing = { readonly notice: PublishedNotice; readonly session: Session; readonly watch: Watch }

const NO_ANSWERS: Answers = Object.freeze({})
const CAPTURE_AFTER_MS = 2000

/**
 * One notice version inside anyone's form. It draws the notice, takes the person's answers, hands them to the form and, at submit, to
 * the server with what was shown. No attribute, property or child answers in the person's place (law.md CB-1).
 *
 * @element constat-choices
 * @attr {string} server - URL of the GraphQL endpoint; without one the form alone carries the answers
 * @attr {string} site-key - the site's public key; the server binds it to the site's origins
 * @attr {string} notice - key of the notice; its latest published version in the page's language is shown
 * @attr {string} name - what the form's entries are named after; "choices" without it
 * @attr {string} phone-field - name of the field that holds the phone number, where autofill token, type and name do not tell
 * @attr {string} email-field - name of the field that holds the e-mail address, where autofill token, type and name do not tell
 * @attr {boolean} required - an answer is required to every yes or no, never a yes
 * @attr {boolean} disabled - as on native fields
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
 * @cssstate invalid - an attempt to send the form found an answer missing
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
export class ConstatChoicesElement extends NativeField {
  /** The release that this class is of. */
  static readonly version = WIDGET_VERSION
  static readonly observedAttributes = reflect(
    ConstatChoicesElement.prototype,
    ['server', 'siteKey', 'notice', 'name', 'phoneField', 'emailField', 'theme', 'deliver'],
    ['required', 'disabled'],
  )

  /** URL of the GraphQL endpoint; without one the form alone carries the answers. */
  declare server: string | null
  /** The site's public key; the server binds it to the site's origins. */
  declare siteKey: string | null
  /** Key of the notice; its latest published version in the page's language is shown. */
  declare notice: string | null
  /** What the form's entries are named after; `choices` without it. */
  declare name: string | null
  /** Name of the field that holds the phone number, where autofill token, type and name do not tell. */
  declare phoneField: string | null
  /** Name of the field that holds the e-mail address, where autofill token, type and name do not tell. */
  declare emailField: string | null
  /** `auto` (as without it), `light`, `dark` or `dsfr`. */
  declare theme: string | null
  /** `manual` sends when {@link record} is called, not at submit. */
  declare deliver: string | null
  /** An answer is required to every yes or no, never a yes. */
  declare required: boolean
  /** As on native fields. */
  declare disabled: boolean

  /** Gives the elements of this script a language that they do not bring along. */
  static addTexts(language: string, texts: Texts): void {
    addTexts(language, texts)
  }

  readonly #internals = internalsOf(this)
  readonly #clicks = clickGuard()
  readonly #host = openHost(this, this.#internals, now, {
    onNotice: (notice) => this.#start(notice),
    template: (notice, plain) => this.#template(notice, plain),
  })
  #connection = new AbortController()
  #showing: Showing | null = null
  #answers = NO_ANSWERS
  #disabled = false
  #missing: string | null = null
  #result: NoticeState['result'] = null
  #accepted: EventTarget | null = null
  #isRestored = false

  constructor() {
    super()
    this.addEventListener('invalid', () => this.#onInvalid())
    this.addEventListener('focusin', () => void this.#showing?.session.capture())
  }

  /** The answer to every question shown, by key; empty until a notice is. */
  get answers(): Answers {
    return this.#answers
  }

  /** Where the element stands. */
  get phase(): Phase {
    return this.#host.phase
  }

  /** What the form carries beside the answers; null until the notice is drawn or given up. */
  get proof(): Proof | null {
    if (this.phase === 'error') return Object.freeze({ origin: 'fallback' })
    const carried = this.#carried()
    return carried && Object.freeze({ origin: 'widget', ...carried })
  }

  /** A notice version that the page has at hand, as the server's `notice` answered it; as a child, a JSON data block. */
  get data(): NoticeData | null {
    return this.#host.data
  }

  set data(data: NoticeData | null) {
    this.#host.setData(data)
  }

  /** Focuses the first control. */
  override focus(options?: FocusOptions): void {
    this.#inputs()[0]?.focus(options)
  }

  /** Draws the answers as they are: what a script wrote into a control does not stay. */
  requestUpdate(): void {
    this.#host.draw()
    for (const input of this.#inputs()) input.checked = this.#answers[input.name] === input.value
  }

  /**
   * Sends the record now, as a submit would; for pages that send their forms by script. The same answers again are the same
   * record.
   *
   * @returns the receipt, once the record is on the server's disk
   * @throws Error whose `cause` is a `TroubleCause`; after UNREACHABLE the record waits in this browser and goes when it can
   */
  async record(): Promise<Receipt> {
    const outcome = await this.#send(true)
    if (outcome?.ok) return outcome.value
    throw new Error(outcome?.trouble.message ?? 'No notice is shown.', {
      cause: outcome?.trouble.cause ?? 'CONFIGURATION',
    })
  }

  connectedCallback(): void {
    takeOwnProperties(this)
    pageOutbox()
    this.#host.connect()
    this.#showing?.watch.start()
    this.#listen()
  }

  disconnectedCallback(): void {
    this.#connection.abort()
    this.#host.disconnect()
    this.#showing?.watch.stop()
  }

  attributeChangedCallback(attribute: string, before: string | null, after: string | null): void {
    if (before === after) return
    if (/^(server|site-key|notice)$/.test(attribute)) this.#host.load()
    else if (this.#showing) this.#settle()
  }

  formAssociatedCallback(): void {
    if (this.isConnected) this.#listen()
  }

  formDisabledCallback(disabled: boolean): void {
    this.#disabled = disabled
    this.requestUpdate()
  }

  formResetCallback(): void {
    this.#showing?.watch.step('clear', null, navigator.userActivation?.isActive ?? false)
    this.#clear()
  }

  /** The browser filled the form again after a return; answers are the person's to give anew (widget.md §3, "Autofill / restore"). */
  formStateRestoreCallback(): void {
    this.#isRestored = true
    mark(this.#internals, 'restored', true)
  }

  #template({ document }: PublishedNotice, plain: boolean): TemplateResult {
    return drawNotice(
      document,
      {
        disabled: this.#disabled,
        required: this.required,
        missing: this.#missing,
        result: this.#result,
        plain,
      },
      { click: this.#onClick, answer: this.#onAnswer, change: this.#onChange, open: this.#onOpen },
    )
  }

  readonly #onClick = (event: Event): void => {
    if (!this.#clicks.onClick(event)) this.#showing?.watch.step('click', null, false)
  }

  readonly #onAnswer = (event: Event, question: string, answer: ShownAnswer): void => {
    const act = this.#clicks.take(event)
    this.#accepted = null
    if (!act || !this.#showing || !(event.target instanceof HTMLInputElement)) {
      event.stopPropagation()
      return this.requestUpdate()
    }
    const given = event.target.checked ? answer : 'UNANSWERED'
    this.#accepted = event.target
    this.#answers = Object.freeze({ ...this.#answers, [question]: given })
    this.#showing.watch.lookAtAct(question)
    this.#showing.watch.step(STEP_OF[given], question, act.trusted, act.via)
    this.#forget()
  }

  /** `input` crosses shadow boundaries by itself, `change` does not. */
  readonly #onChange = (event: Event): void => {
    if (event.target === this.#accepted) this.dispatchEvent(new Event('change', { bubbles: true }))
  }

  readonly #onOpen = (event: Event): void => {
    const details = event.currentTarget instanceof Element ? event.currentTarget.closest('details') : null
    if (details && !details.open) this.#showing?.watch.step('open', null, event.isTrusted)
  }

  #inputs(): NodeListOf<HTMLInputElement> {
    return this.#host.root.querySelectorAll('input')
  }

  #onInvalid(): void {
    if (!this.#showing) return
    this.#missing = missingAnswer(this.#showing.notice.document, this.#answers, this.required)?.key ?? null
    mark(this.#internals, 'invalid', true)
    this.requestUpdate()
  }

  /** Sends what the person answered; a repeat of it is no new submission. */
  #send(isTrusted: boolean): Promise<Outcome<Receipt>> | null {
    if (!this.#showing || this.#disabled) return null
    const { notice, session, watch } = this.#showing
    const scope = this.form ?? { elements: document.querySelectorAll('input') }
    const contact = readContact(scope, notice.document, { phone: this.phoneField, email: this.emailField })
    if (!session.isRepeat(this.#answers, contact)) {
      watch.lookAtRest()
      watch.step('submit', null, isTrusted)
    }
    const outcome = session.submit(this.#answers, contact, watch.observation())
    this.#carry()
    return outcome
  }

  #listen(): void {
    this.#connection.abort()
    this.#connection = new AbortController()
    listenToForm(
      this.form,
      {
        onFocus: () => void this.#showing?.session.capture(),
        onSubmit: ({ isTrusted }) => {
          if (this.deliver !== 'manual' && this.server) void this.#send(isTrusted)
        },
        onReturn: () => this.#showing && this.#host.load(),
      },
      this.#connection.signal,
    )
  }

  /** Begins with a notice version; answers belong to the showing in which they were given, so none is carried over. */
  #start(notice: PublishedNotice | null): void {
    this.#showing?.watch.stop()
    this.#showing = null
    if (!notice) return this.#clear()
    const watch = createWatch(this, this.#host.root, () => performance.now(), {
      onText: () => this.#carry(),
      onSeen: () => this.dispatchEvent(new ConstatShownEvent()),
      circumstances: () => ({
        noticeAgeMs: notice.ageMs,
        ...(this.#isRestored ? { restored: true } : {}),
        ...(this.#host.plain ? { systemColors: true } : {}),
      }),
    })
    const session = openSession(this.#host.site, notice, pageOutbox(), () => crypto.randomUUID(), {
      onTrouble: (trouble) => this.#showing === showing && this.#host.complain(trouble),
      onRecorded: (receipt) => this.#showing === showing && this.#tell(receipt),
      onQueued: () => this.#showing === showing && this.#tell('queued'),
      onOutdated: () => this.#host.load(true),
      onChallenge: () => this.#carry(),
    })
    const showing: Showing = { notice, session, watch }
    this.#showing = showing
    void this.#open(showing)
  }

  async #open(showing: Showing): Promise<void> {
    const { watch, session } = showing
    // The host draws once the notice is taken up.
    await Promise.resolve()
    this.#clear()
    if (this.isConnected) watch.start()
    await watch.readText()
    if (this.#showing !== showing) return
    setTimeout(() => this.#showing === showing && void session.capture(), CAPTURE_AFTER_MS)
    this.dispatchEvent(new ConstatReadyEvent())
  }

  #tell(result: Receipt | 'queued'): void {
    this.#result = result
    const isQueued = result === 'queued'
    this.#host.enter(isQueued ? 'queued' : 'recorded')
    this.requestUpdate()
    this.dispatchEvent(isQueued ? new ConstatQueuedEvent() : new ConstatRecordedEvent(result))
  }

  /** Back to where every notice starts. */
  #clear(): void {
    this.#answers = this.#showing ? Object.freeze(unanswered(this.#showing.notice.document)) : NO_ANSWERS
    this.#forget()
  }

  /** What was said of other answers does not hold for these. */
  #forget(): void {
    this.#missing = this.#result = null
    if (this.#showing) this.#host.enter('ready')
    mark(this.#internals, 'invalid', false)
    this.#settle()
  }

  /** Form, validity and drawing follow the answers in this very task. */
  #settle(): void {
    this.requestUpdate()
    this.#carry()
  }

  #carried(): Carried | null {
    return this.#showing && this.#showing.session.carried(this.#answers, this.#showing.watch.observation())
  }

  #carry(): void {
    const carried = this.#carried()
    if (!carried || !this.#showing) return carryNothing(this.#internals)
    const { document } = this.#showing.notice
    carry(this.#internals, this.name ?? 'choices', document, carried, this.required, this.#inputs())
  }
}
