import type { Observation } from '@constat/core/consent'
import type { PublishedNotice } from '../delivery/notice.ts'
import { idsOf, openPast, restorePast } from '../delivery/past.ts'
import type { Receipt } from '../delivery/record.ts'
import { listenToActs, noteClick } from '../form/acts.ts'
import { missingAnswer, unanswered, type Answers } from '../form/answer.ts'
import { carry, carryNothing } from '../form/carry.ts'
import { ChoicesField } from '../form/choices-field.ts'
import { readContact, type TypedContact } from '../form/contact.ts'
import type { Carried } from '../form/entries.ts'
import { submitOnEnter } from '../form/implicit-submission.ts'
import { openValidation } from '../form/interactive-validation.ts'
import { report } from '../report.ts'
import { drawNotice, type NoticeState } from '../view/notice.ts'
import { drawings } from '../view/texts/index.ts'
import { openHost, type Host } from './host.ts'
import { now } from './page.ts'
import { openShowing, type Showing } from './showing.ts'

/** What a person answers to the notice shown, and what becomes of it. */
export type Answering = {
  readonly host: Host
  readonly connect: () => void
  readonly disconnect: () => void
  /** Someone presses a key or a pointer, or something is clicked. */
  readonly onAct: (event: Event) => void
  /** Someone turns to the form: it will need a challenge, or was to be sent. */
  readonly onFocus: (event: Event) => void
  /** The form was to be sent, and an answer is missing. */
  readonly onReport: () => void
  /** Looks at the contact in the form, which may be another person's; `isTyped` where the person changes it just now. */
  readonly look: (isTyped: boolean) => void
  /** The answer to every question shown, by key. */
  readonly given: () => Answers
  /** What the form carries; null while no notice is shown. */
  readonly carried: () => Carried | null
  /** The first control, or that of the answer found missing. */
  readonly first: () => HTMLInputElement | undefined
  /** Draws the answers as they are. */
  readonly draw: () => void
  /** Form, validity and drawing follow the answers in this very task. */
  readonly settle: () => void
  readonly setDisabled: (isDisabled: boolean) => void
  /** The form was emptied: back to where every notice starts. */
  readonly reset: () => void
  /** The browser brought the page back, with what it kept of what was sent; no answer comes back with it. */
  readonly restore: (state: unknown) => void
  /**
   * Sends what the person answered, a repeat of it as no new submission; null where there is nothing to answer. At a submit, null too
   * where a listener of the page may be yet to fill in the contact: then it goes after them.
   */
  readonly send: (isSubmit?: boolean) => Promise<Receipt> | null
}

const NO_ANSWERS: Answers = Object.freeze({})

// What the answers shown are to what was sent last, in order: the same, or cleared by a reset; cleared since another contact came;
// given anew, or first.
const SENT = 0
const ANOTHERS = 1
const ANEW = 2

const nothingWaits = (): void => undefined

/** Opens the answering of an element that is being made. */
export const openAnswering = (element: ChoicesField, internals: ElementInternals): Answering => {
  const { states } = internals
  const past = openPast()
  let showing: Showing | null = null
  let answers = NO_ANSWERS
  let isDisabled = false
  let isReported = false
  let fate: NoticeState['fate'] = null
  let standing: typeof SENT | typeof ANOTHERS | typeof ANEW = ANEW
  // Sends what waits for the page's listeners, with what was seen until then.
  let flush = nothingWaits
  let held: Observation | null = null

  const inputs = (): NodeListOf<HTMLInputElement> => host.root.querySelectorAll('input')
  const isAnswer = ({ name, value }: HTMLInputElement): boolean => answers[name] === value
  const missing = (isTold = isReported): string | null =>
    (isTold &&
      !isDisabled &&
      showing &&
      missingAnswer(showing.notice.document, answers, element.required)?.key) ||
    null
  const draw = (): void => {
    // What is no longer missing is not said to be, until it is reported again.
    isReported = missing() !== null
    states[isReported || fate === 'refused' ? 'add' : 'delete']('invalid')
    host.draw()
    for (const input of inputs()) input.checked = isAnswer(input)
  }
  const carried = (): Carried | null =>
    showing && showing.session.carried(answers, held ?? showing.watch.observation())
  const isNamesake = (each: Element): boolean =>
    each !== element && each instanceof ChoicesField && each.name === element.name
  const carryThem = (): void => {
    const all = carried()
    if (!all || !showing) return carryNothing(internals)
    carry(
      internals,
      element.name || 'choices',
      showing.notice.document,
      all,
      element.required,
      idsOf(past).join(' '),
      inputs(),
    )
  }
  const settle = (): void => {
    draw()
    carryThem()
  }
  // What was said of other answers does not hold for these.
  const forget = (): void => {
    isReported = false
    fate = null
    if (showing) host.enter('ready')
    settle()
  }
  const clear = (): void => {
    answers = showing ? Object.freeze(unanswered(showing.notice.document)) : NO_ANSWERS
    forget()
  }
  // Of answers changed meanwhile nothing is said, though they be the same again. That a yes is lost is said until
  // the person answers anew: her page may have emptied the form, and gone back to its first field.
  const isTold = (next: NoticeState['fate']): boolean => standing <= (next === 'refused' ? ANOTHERS : SENT)
  const tell = (next: NoticeState['fate']): void => {
    fate = next
    host.enter(next === 'queued' ? next : next && next !== 'refused' ? 'recorded' : 'ready')
    draw()
  }
  const askAgain = (): void => {
    fate = 'again'
    draw()
  }
  const contactOf = (
    { notice: { document } }: Showing,
    form = element.form,
    before?: TypedContact,
  ): TypedContact =>
    readContact(form, document, { phone: element.phoneField, email: element.emailField }, before)
  // What was sent for one contact is not said of another: who gives it is asked anew.
  const look = (isTyped: boolean, contact = showing && contactOf(showing)): boolean => {
    if (!contact || !showing?.session.isAnother(contact, isTyped)) return false
    const isAnswered = Object.values(answers).some((answer) => answer !== 'UNANSWERED')
    showing.watch.addStep('clear', null, isTyped)
    standing ||= ANOTHERS
    clear()
    // What shows receipts, too.
    for (const each of drawings) each()
    if (isAnswered) askAgain()
    return true
  }
  // Answers belong to the showing in which they were given, so none is carried over.
  const start = (notice: PublishedNotice | null): void => {
    flush()
    showing?.close()
    standing = ANEW
    showing =
      notice &&
      openShowing(element, host, internals, notice, past, {
        onDrawn: () => {
          clear()
          if (!element.form && element.deliver !== 'manual')
            report(element, 'Put it into a form, or set deliver="manual".')
          if ([...(element.form?.elements ?? [])].some(isNamesake))
            report(element, 'Give each in a form a name of its own: what they carry mixes.')
        },
        onLate: askAgain,
        onCarried: carryThem,
        onCompare: () => [...inputs()].every((input) => input.checked === isAnswer(input)),
        onFate: (next) => {
          if (isTold(next)) tell(next)
        },
      })
    if (!notice) clear()
  }
  const onReport = (): void => {
    isReported = true
    draw()
  }
  const validation = openValidation(onReport)
  const onFocus = (event: Event): void => {
    showing?.session.capture()
    validation.onFocus(event)
  }
  const host = openHost(element, internals, now, {
    onNotice: start,
    onDraw: (isDrawn) => showing?.watch.onDraw(isDrawn),
    template: ({ document }, isPlain) =>
      drawNotice(document, isPlain, {
        disabled: isDisabled,
        required: element.required,
        missing: missing(),
        fate,
      }),
  })

  element.addEventListener('focusin', onFocus)
  element.addEventListener('invalid', validation.onInvalid)
  submitOnEnter(element, host.root)
  listenToActs(element, host.root, () => showing, {
    onAnswer: (question, answer) => {
      answers = Object.freeze({ ...answers, [question]: answer })
      standing = ANEW
    },
    onNoted: forget,
    onForgery: draw,
  })

  return {
    host,
    connect: () => {
      host.connect()
      showing?.watch.begin()
    },
    disconnect: () => {
      host.disconnect()
      showing?.watch.end()
    },
    onAct: (event) => {
      validation.onAct(event)
      noteClick(event, host.root, () => showing)
    },
    onFocus,
    onReport,
    look,
    given: () => answers,
    carried,
    first: () => {
      const all = [...inputs()]
      // The page may be what gives the focus to what it found.
      const key = missing(isReported || validation.isFound())
      return all.find(({ name }) => name === key) ?? all[0]
    },
    draw,
    settle,
    setDisabled: (next) => {
      isDisabled = next
      draw()
    },
    reset: () => {
      flush()
      showing?.session.onReset()
      showing?.watch.addStep('clear', null, navigator.userActivation?.isActive ?? false)
      // A page that has sent the form empties it: what became of it goes on being told.
      const told = isTold(fate) ? fate : null
      clear()
      if (told) tell(told)
    },
    restore: (state) => {
      restorePast(past, state)
      states.add('restored')
    },
    send: (isSubmit) => {
      flush()
      if (!showing || isDisabled) return null
      look(false)
      const shown = showing
      const { form } = element
      const { session, watch } = shown
      const before = contactOf(shown)
      const see = (): void => {
        watch.lookAtRest()
        // The page may have changed its colours since they were measured.
        draw()
        watch.addStep('submit', null, true)
      }
      const post = (contact: TypedContact): Promise<Receipt> => {
        answers = Object.freeze(session.settled(answers, contact))
        if (!held && !session.isRepeat(answers, contact)) see()
        standing = SENT
        const sending = session.submit(answers, contact, held ?? watch.observation())
        held = null
        carryThem()
        return sending
      }
      if (!isSubmit || !(element.phoneField ?? element.emailField ?? !Object.keys(before)[0]))
        return post(before)
      // What the person gave and saw is final here; a listener of the page may be yet to fill in the contact.
      const given = answers
      see()
      held = watch.observation()
      carryThem()
      flush = () => {
        flush = nothingWaits
        const contact = contactOf(shown, form, before)
        if (!look(false, contact)) answers = given
        post(contact).catch(() => undefined)
      }
      addEventListener('submit', () => flush(), { once: true })
      // Where a listener stops the event.
      setTimeout(() => flush())
      return null
    },
  }
}
