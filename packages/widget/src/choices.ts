import { html, type PropertyValues, type TemplateResult } from 'lit'
import { ConstatErrorEvent, ConstatReadyEvent, ConstatRecordedEvent } from './events.ts'
import { missingAnswer, unanswered, type Answers, type ShownAnswer } from './form/answer.ts'
import { carry, carryNothing } from './form/carry.ts'
import { clickGuard } from './form/click-guard.ts'
import { readContact } from './form/contact.ts'
import { fallbackInputs } from './form/fallback-inputs.ts'
import { listenToForm } from './form/listen.ts'
import { internalsOf, NativeField } from './form/native-field.ts'
import { STEP_OF } from './observation/trail.ts'
import { createWatch, type Watch } from './observation/watch.ts'
import { report } from './report.ts'
import type { Site, Trouble } from './transport/ask.ts'
import { loadNotice, localesFor, type PublishedNotice } from './transport/notice.ts'
import { openSession, type Session } from './transport/session.ts'
import { drawNotice } from './view/notice.ts'
import { styles } from './view/styles.ts'
import { textsFor } from './view/texts/index.ts'

/** Where the element stands; in `loading` and `error` the fallback is shown, in `error` it answers. */
export type Phase = 'loading' | 'ready' | 'recorded' | 'error'

/** One notice version as drawn: what is known and done until another replaces it. */
type Showing = { readonly notice: PublishedNotice; readonly session: Session; readonly watch: Watch }

const NO_ANSWERS: Answers = Object.freeze({})
const CAPTURE_AFTER_MS = 2000

/**
 * `<constat-choices>`: one notice version inside anyone's form. It draws the notice, takes the person's answers, hands
 * them to the form and, at submit, to the server with what was shown. No attribute, property or child answers in the
 * person's place (law.md CB-1). Fires `input`, `change`, `constat-ready`, `constat-recorded`, `constat-error`.
 */
export class ConstatChoicesElement extends NativeField {
  static override readonly styles = styles
  static override readonly properties = {
    server: {},
    siteKey: { attribute: 'site-key' },
    notice: {},
    name: {},
    phoneField: { attribute: 'phone-field' },
    emailField: { attribute: 'email-field' },
  }

  /** URL of the GraphQL endpoint. */
  declare server: string | null
  /** The site's public key; the server binds it to the site's origins. */
  declare siteKey: string | null
  /** Key of the notice; its latest published version in the page's language is shown. */
  declare notice: string | null
  /** What the form's entries are named after. */
  declare name: string
  /** Name of the field that holds the phone number, where autofill token, type and name do not tell. */
  declare phoneField: string | null
  /** Name of the field that holds the e-mail address, where autofill token, type and name do not tell. */
  declare emailField: string | null

  readonly #internals = internalsOf(this)
  readonly #fallback = fallbackInputs(this)
  readonly #children = new MutationObserver(() => this.#holdFallback())
  readonly #clicks = clickGuard()
  #connection = new AbortController()
  #phase: Phase = 'loading'
  #loads = 0
  #showing: Showing | null = null
  #answers = NO_ANSWERS
  #disabledByForm = false
  #missing: string | null = null
  #manageUrl: string | null = null
  #accepted: EventTarget | null = null

  constructor() {
    super()
    this.server = this.siteKey = this.notice = this.phoneField = this.emailField = null
    this.name = 'choices'
    this.addEventListener('invalid', () => this.#onInvalid())
    this.addEventListener('focusin', () => void this.#showing?.session.capture())
  }

  /** The answer to every question shown, by key; empty until a notice is. */
  get answers(): Answers {
    return this.#answers
  }

  get phase(): Phase {
    return this.#phase
  }

  /** Focuses the first control. */
  override focus(options?: FocusOptions): void {
    this.#inputs()[0]?.focus(options)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#children.observe(this, { childList: true, subtree: true })
    this.#holdFallback()
    this.#showing?.watch.start()
    this.#listen()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#connection.abort()
    this.#children.disconnect()
    this.#showing?.watch.stop()
  }

  formAssociatedCallback(): void {
    if (this.isConnected) this.#listen()
  }

  formDisabledCallback(disabled: boolean): void {
    this.#disabledByForm = disabled
    this.requestUpdate()
  }

  formResetCallback(): void {
    this.#showing?.watch.step('clear', null, navigator.userActivation?.isActive ?? false)
    this.#clear()
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['server', 'siteKey', 'notice'].some((property) => changed.has(property))) void this.#load()
    if (changed.has('name')) this.#carry()
  }

  protected override render(): TemplateResult {
    if (!this.#showing) return html`<slot></slot>`
    const { document } = this.#showing.notice
    return drawNotice(
      document,
      { disabled: this.#disabledByForm, missing: this.#missing, manageUrl: this.#manageUrl },
      { click: this.#onClick, answer: this.#onAnswer, change: this.#onChange, open: this.#onOpen },
      textsFor(document.locale),
    )
  }

  /** Draws the answers as they are: what a script wrote into a control does not stay. */
  protected override updated(): void {
    for (const input of this.#inputs()) input.checked = this.#answers[input.name] === input.value
  }

  readonly #onClick = (event: Event): void => {
    if (!this.#clicks.onClick(event)) this.#showing?.watch.step('click', null, false)
  }

  readonly #onAnswer = (event: Event, question: string, answer: ShownAnswer): void => {
    const act = this.#clicks.take(event)
    this.#accepted = null
    if (!act || !this.#showing || !(event.target instanceof HTMLInputElement)) {
      event.stopPropagation()
      // Draws the control as the answer still is.
      this.requestUpdate()
      return
    }
    const given = event.target.checked ? answer : 'UNANSWERED'
    this.#accepted = event.target
    this.#answers = Object.freeze({ ...this.#answers, [question]: given })
    this.#showing.watch.lookAtAct(question)
    this.#showing.watch.step(STEP_OF[given], question, act.trusted, act.via)
    this.#settle()
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
    return this.renderRoot.querySelectorAll('input')
  }

  #onInvalid(): void {
    this.#missing =
      (this.#showing && missingAnswer(this.#showing.notice.document, this.#answers)?.key) ?? null
    this.requestUpdate()
  }

  #onSubmit(event: Event, form: HTMLFormElement): void {
    if (!this.#showing || this.#disabledByForm) return
    const { notice, session, watch } = this.#showing
    const contact = readContact(form, notice.document, { phone: this.phoneField, email: this.emailField })
    if (!session.isRepeat(this.#answers, contact)) {
      watch.lookAtRest()
      watch.step('submit', null, event.isTrusted)
    }
    session.submit(this.#answers, contact, watch.observation())
    this.#carry()
  }

  #listen(): void {
    this.#connection.abort()
    this.#connection = new AbortController()
    listenToForm(
      this.form,
      {
        onFocus: () => void this.#showing?.session.capture(),
        onSubmit: (event, form) => this.#onSubmit(event, form),
        onReturn: () => this.#showing && void this.#show(this.#showing.notice),
      },
      this.#connection.signal,
    )
  }

  #holdFallback(): void {
    if (this.#phase !== 'error') this.#fallback.hold()
  }

  async #load(): Promise<void> {
    const load = ++this.#loads
    this.#showing?.watch.stop()
    this.#showing = null
    this.#phase = 'loading'
    this.#clear()
    this.#holdFallback()
    const lang = this.closest('[lang]')?.getAttribute('lang') ?? document.documentElement.lang
    const outcome = await loadNotice(this.#site(), this.notice ?? '', localesFor(lang))
    if (load !== this.#loads) return
    if (outcome.ok) return this.#show(outcome.value)
    this.#phase = 'error'
    this.#fallback.release()
    this.#complain(outcome.trouble)
  }

  #site(): Site {
    return { server: this.server ?? '', key: this.siteKey ?? '' }
  }

  /** Draws a notice version anew; answers belong to the showing in which they were given, so none is carried over. */
  async #show(notice: PublishedNotice): Promise<void> {
    const { shadowRoot } = this
    if (!shadowRoot) return
    this.#showing?.watch.stop()
    const watch = createWatch(
      this,
      shadowRoot,
      () => performance.now(),
      () => this.#carry(),
    )
    const session = openSession(this.#site(), notice, () => crypto.randomUUID(), {
      onTrouble: (trouble) => this.#complain(trouble),
      onRecorded: (receipt) => {
        if (this.#showing !== showing) return
        this.#phase = 'recorded'
        this.#manageUrl = receipt.manageUrl
        this.requestUpdate()
        this.dispatchEvent(new ConstatRecordedEvent(receipt))
      },
      onOutdated: () => void this.#load(),
      onChallenge: () => this.#carry(),
    })
    const showing: Showing = { notice, session, watch }
    this.#showing = showing
    this.#clear()
    await this.updateComplete
    if (this.isConnected) watch.start()
    await watch.readText()
    if (this.#showing !== showing) return
    setTimeout(() => this.#showing === showing && void session.capture(), CAPTURE_AFTER_MS)
    this.dispatchEvent(new ConstatReadyEvent())
  }

  /** Back to where every notice starts. */
  #clear(): void {
    this.#answers = this.#showing ? Object.freeze(unanswered(this.#showing.notice.document)) : NO_ANSWERS
    this.#settle()
  }

  /** After the answers changed: form, validity and drawing follow in this very task. */
  #settle(): void {
    this.#missing = this.#manageUrl = null
    if (this.#showing) this.#phase = 'ready'
    this.#carry()
    this.requestUpdate()
  }

  #carry(): void {
    if (!this.#showing) return carryNothing(this.#internals)
    const { notice, session, watch } = this.#showing
    const carried = session.carried(this.#answers, watch.observation())
    carry(this.#internals, this.name, notice.document, carried, this.#inputs())
  }

  #complain(trouble: Trouble): void {
    report(trouble)
    this.requestUpdate()
    this.dispatchEvent(new ConstatErrorEvent(trouble))
  }
}
