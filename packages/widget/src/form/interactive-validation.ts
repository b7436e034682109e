/** What tells a form that is validated to be sent from a page that asks whether it could go. */
export type Validation = {
  /** Someone presses a key or a pointer, or something is clicked. */
  readonly onAct: (event: Event) => void
  /** The element was found invalid. */
  readonly onInvalid: () => void
  /** Something gets the focus. */
  readonly onFocus: (event: Event) => void
  /** Whether the task that runs found the element invalid. */
  readonly isFound: () => boolean
}

/** Whether a click on something submits its form. */
export const isSubmit = (each: unknown): each is HTMLButtonElement | HTMLInputElement =>
  (each instanceof HTMLButtonElement || each instanceof HTMLInputElement) &&
  /^(submit|image)$/.test(each.type)

/**
 * Tells when the form was to be sent and the element found invalid (HTML, "interactively validate the constraints"). `checkValidity()` fires the same `invalid` event, and a page may call
 * it at each letter typed: nobody is to be told of an answer before she sends, as native fields tell nothing. Sending
 * begins with the click of a button that submits, which Enter fires too; or it is a script's, and then the browser gives the first
 * invalid field the focus in the same task, which nobody just moved there.
 */
export const openValidation = (onReport: () => void): Validation => {
  // Of the task that runs.
  let isSending = false
  let isMoving = false
  let isFound = false
  const forget = (): void => {
    isSending = isMoving = isFound = false
  }
  return {
    onAct: (event) => {
      const [target] = event.composedPath()
      const isClick = event.type === 'click'
      isSending = isClick && isSubmit(target instanceof Element && target.closest('button,input'))
      // Of a tap the press, which has moved the focus by then, is of the same task.
      isMoving = !isClick && !('key' in event && event.key !== 'Tab')
      setTimeout(forget)
    },
    onInvalid: () => {
      isFound = true
      setTimeout(forget)
      if (isSending) onReport()
    },
    onFocus: ({ target }) => {
      if (isFound && !isMoving && target instanceof Element && target.matches(':invalid')) onReport()
    },
    isFound: () => isFound,
  }
}
