import { STEP_OF } from '../observation/trail.ts'
import type { Showing } from '../element/showing.ts'
import { offeredAnswers, type ShownAnswer } from './answer.ts'
import { clickGuard, pressedIn } from './click-guard.ts'

/** What the controls drawn tell their element. */
export type ActEvents = {
  /** The person answered a question; what her act looked like is noted once this returns. */
  readonly onAnswer: (question: string, answer: ShownAnswer) => void
  /** Her act is noted. */
  readonly onNoted: () => void
  /** An answer that no act of hers is behind: to be drawn away. */
  readonly onForgery: () => void
}

/** Notes a click on a control in `root`, or its label, that is prevented, as heard above all that the page may stop. */
export const noteClick = (event: Event, root: ShadowRoot, showing: () => Showing | null): void => {
  if (event.type !== 'click' || !root.contains(pressedIn(event))) return
  // Any listener after this one may prevent it.
  setTimeout(() => event.defaultPrevented && showing()?.watch.addStep('click', null, event.isTrusted))
}

/** Listens to the controls of an element for as long as it lives, and notes what is done to them. */
export const listenToActs = (
  element: HTMLElement,
  root: ShadowRoot,
  showing: () => Showing | null,
  { onAnswer, onNoted, onForgery }: ActEvents,
): void => {
  const clicks = clickGuard()
  let accepted: EventTarget | null = null
  root.addEventListener('click', (event) => {
    clicks.onClick(event)
    if (event.target instanceof Element && event.target.closest('details:not([open])>summary'))
      showing()?.watch.addStep('open', null, event.isTrusted)
  })
  root.addEventListener('input', (event) => {
    const act = clicks.take(event)
    const { target } = event
    const shown = showing()
    const place = shown?.watch.placeOf(target)
    if (!act || !shown || !place || !(target instanceof HTMLInputElement)) {
      event.stopPropagation()
      accepted = null
      return onForgery()
    }
    const { notice, watch } = shown
    const [key, nth] = place
    const question = notice.document.questions.find((each) => each.key === key)
    const given = (target.checked && question && offeredAnswers(question)[nth]) || 'UNANSWERED'
    accepted = target
    onAnswer(key, given)
    watch.lookAtAct(key, target, act.via)
    watch.addStep(STEP_OF[given], key, act.trusted, act.via)
    return onNoted()
  })
  // `input` crosses shadow boundaries by itself, `change` does not.
  root.addEventListener('change', ({ target }) => {
    if (target === accepted) element.dispatchEvent(new Event('change', { bubbles: true }))
  })
}
