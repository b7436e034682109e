import { Trouble } from './delivery/ask.ts'
import type { NoticeData, PublishedNotice } from './delivery/notice.ts'
import type { Receipt } from './delivery/record.ts'
import { openHost } from './element/host.ts'
import { now, pageOutbox } from './element/page.ts'
import type { Phase } from './element/phase.ts'
import { takeOwnProperties } from './element/reflect.ts'
import { openShowing, type Showing } from './element/showing.ts'
import { listenToActs } from './form/acts.ts'
import { missingAnswer, unanswered, type Answers } from './form/answer.ts'
import { carry, carryNothing } from './form/carry.ts'
import { ChoicesField } from './form/choices-field.ts'
import { readContact } from './form/contact.ts'
import type { Carried, Proof } from './form/entries.ts'
import { listenToForm } from './form/listen.ts'
import { internalsOf } from './form/native-field.ts'
import { checkWord, report } from './report.ts'
import { drawNotice, type NoticeState } from './view/notice.ts'
import { addTexts, type Texts } from './view/texts/index.ts'
import { WIDGET_VERSION } from './widget-build.ts'

const NO_ANSWERS: Answers = Object.freeze({})

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
 * @attr {string} lang - language to show the notice in, also when it changes; without it that of what is around at first
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
export class ConstatChoicesElement extends ChoicesField {
  static readonly tag = 'constat-choices'
  /** The release that this class is of. */
  static readonly version = WIDGET_VERSION

  /** Gives the elements of this script a language that they do not bring along. */
  static addTexts(language: string, texts: Texts): void {
    addTexts(language, texts)
  }

  readonly #internals = internalsOf(this)
  readonly #host = openHost(this, this.#internals, now, {
    onNotice: (notice) => this.#start(notice),
    onDraw: (isDrawn) => this.#showing?.watch.onDraw(isDrawn),
    template: ({ document }, isPlain) =>
      drawNotice(document, isPlain, {
        disabled: this.#isDisabled,
        required: this.required,
        missing: this.#missing,
        fate: this.#fate,
      }),
  })
  #connection = new AbortController()
  #showing: Showing | null = null
  #answers = NO_ANSWERS
  #sent = NO_ANSWERS
  #isDisabled = false
  #missing: string | null = null
  #fate: NoticeState['fate'] = null

  constructor() {
    super()
    this.addEventListener('invalid', () => this.#onInvalid())
    this.addEventListener('focusin', () => this.#showing?.session.capture())
    listenToActs(this, this.#host.root, () => this.#showing, {
      onAnswer: (question, answer) => {
        this.#answers = Object.freeze({ ...this.#answers, [question]: answer })
      },
      onNoted: () => this.#forget(),
      onForgery: () => this.requestUpdate(),
    })
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
    const carried = this.#carried()
    if (carried) return Object.freeze({ origin: 'widget', ...carried })
    return this.phase === 'error' ? Object.freeze({ origin: 'fallback' }) : null
  }

  /** A notice version that the page has at hand, as the server's `notice` answered it; as a child, a JSON data block. */
  get data(): NoticeData | null {
    return this.#host.data
  }

  set data(data: NoticeData | null) {
    this.#host.setData(data)
  }

  /** Focuses the first control, or that of the answer found missing. */
  override focus(options?: FocusOptions): void {
    const inputs = [...this.#inputs()]
    const input = inputs.find(({ name }) => name === this.#missing) ?? inputs[0]
    input?.focus(options)
  }

  /** Draws the answers as they are: what a script wrote into a control does not stay. */
  requestUpdate(): void {
    this.#host.draw()
    for (const input of this.#inputs()) input.checked = this.#isAnswer(input)
  }

  /**
   * Sends the record now, as a submit would; for pages that send their forms by script. The same answers again are the same
   * record.
   *
   * @returns the receipt, once the record is on the server's disk
   * @throws Error whose `cause` is a `TroubleCause`; after UNREACHABLE the record waits in this browser and goes when it can
   */
  async record(): Promise<Receipt> {
    const sending = this.#send()
    if (!sending) throw new Trouble('CONFIGURATION', 'No notice can be answered.')
    return sending
  }

  connectedCallback(): void {
    takeOwnProperties(this)
    pageOutbox()
    this.#host.connect()
    this.#showing?.watch.begin()
    this.formAssociatedCallback()
  }

  disconnectedCallback(): void {
    this.#connection.abort()
    this.#host.disconnect()
    this.#showing?.watch.end()
  }

  attributeChangedCallback(attribute: string, before: string | null, after: string | null): void {
    checkWord(this, attribute, after)
    if (before === after) return
    if (/^(server|site-key|notice|lang)$/.test(attribute)) void this.#host.load()
    else this.#settle()
  }

  formAssociatedCallback(): void {
    this.#connection.abort()
    if (!this.isConnected) return
    this.#connection = new AbortController()
    listenToForm(
      this.form,
      {
        onFocus: () => this.#showing?.session.capture(),
        onSubmit: () => {
          if (this.deliver !== 'manual' && this.server) this.#send()?.catch(() => undefined)
        },
        onReturn: () => void this.#host.load(),
      },
      this.#connection.signal,
    )
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.#isDisabled = isDisabled
    this.requestUpdate()
  }

  formResetCallback(): void {
    this.#showing?.session.onReset()
    this.#showing?.watch.addStep('clear', null, navigator.userActivation?.isActive ?? false)
    this.#clear()
  }

  /** The browser filled the form again after a return; answers are the person's to give anew (widget.md §3, "Autofill / restore"). */
  formStateRestoreCallback(): void {
    this.#internals.states.add('restored')
  }

  #isAnswer({ name, value }: HTMLInputElement): boolean {
    return this.#answers[name] === value
  }

  #inputs(): NodeListOf<HTMLInputElement> {
    return this.#host.root.querySelectorAll('input')
  }

  #onInvalid(): void {
    if (!this.#showing) return
    this.#missing = missingAnswer(this.#showing.notice.document, this.#answers, this.required)?.key ?? null
    this.#internals.states.add('invalid')
    this.requestUpdate()
  }

  /** Sends what the person answered; a repeat of it is no new submission. */
  #send(): Promise<Receipt> | null {
    if (!this.#showing || this.#isDisabled) return null
    const { notice, session, watch } = this.#showing
    const contact = readContact(
      this.form ?? { elements: document.querySelectorAll('input') },
      notice.document,
      { phone: this.phoneField, email: this.emailField },
    )
    this.#answers = Object.freeze(session.settled(this.#answers, contact))
    if (!session.isRepeat(this.#answers, contact)) {
      watch.lookAtRest()
      // The page may have changed its colours since they were measured.
      this.requestUpdate()
      watch.addStep('submit', null, true)
    }
    this.#sent = this.#answers
    const sending = session.submit(this.#answers, contact, watch.observation())
    this.#carry()
    return sending
  }

  /** Begins with a notice version; answers belong to the showing in which they were given, so none is carried over. */
  #start(notice: PublishedNotice | null): void {
    this.#showing?.close()
    this.#showing =
      notice &&
      openShowing(this, this.#host, this.#internals, notice, {
        onDrawn: () => {
          this.#clear()
          if (!this.form && this.deliver !== 'manual')
            report(this, 'Put it into a form, or set deliver="manual".')
        },
        onLate: () => {
          this.#fate = 'again'
          this.requestUpdate()
        },
        onCarried: () => this.#carry(),
        onCompare: () => [...this.#inputs()].every((input) => input.checked === this.#isAnswer(input)),
        onFate: (receipt) => {
          // Of answers changed or cleared meanwhile nothing is said, though they be the same again.
          if (this.#sent !== this.#answers) return
          this.#fate = receipt ?? 'queued'
          this.#host.enter(receipt ? 'recorded' : 'queued')
          this.requestUpdate()
        },
      })
    if (!notice) this.#clear()
  }

  /** Back to where every notice starts. */
  #clear(): void {
    this.#answers = this.#showing ? Object.freeze(unanswered(this.#showing.notice.document)) : NO_ANSWERS
    this.#forget()
  }

  /** What was said of other answers does not hold for these. */
  #forget(): void {
    this.#missing = this.#fate = null
    this.#internals.states.delete('invalid')
    if (this.#showing) this.#host.enter('ready')
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
