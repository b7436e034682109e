/** What the element does when the page and the form act. */
export type FormListeners = {
  readonly onFocus: (event: Event) => void
  /** The person or a script acts, anywhere. */
  readonly onAct: (event: Event) => void
  /** The person is about to act, or has typed: what the contact fields hold may be another's by now. */
  readonly onLook: (isTyped: boolean) => void
  /** The form is being sent. */
  readonly onSubmit: () => void
  /** The page came back from the back/forward cache, with everything as it was left. */
  readonly onReturn: () => void
}

/**
 * Whether a submit event sends the form to the site: not one that a script made up (`requestSubmit()` makes real ones), which
 * may come before the person's act, nor one of method "dialog", which closes a dialog (HTML, "form submission algorithm").
 */
const isSent = (
  { isTrusted, submitter }: Event & { readonly submitter?: Element | null },
  form: Element,
): boolean =>
  isTrusted && !/^dialog$/i.test(submitter?.getAttribute('formmethod') ?? form.getAttribute('method') ?? '')

/** Listens to the form, where there is one, and to the page until the signal aborts. */
export const listenToForm = (
  form: HTMLFormElement | null,
  { onFocus, onAct, onLook, onSubmit, onReturn }: FormListeners,
  signal: AbortSignal,
): void => {
  addEventListener('pageshow', (event) => event.persisted && onReturn(), { signal })
  // From above all: whatever the page does with these events, and whichever field they are of.
  for (const type of ['focusin', 'keydown', 'beforeinput', 'input'])
    addEventListener(type, (event) => onLook(type === 'input' && event.isTrusted), { capture: true, signal })
  for (const type of ['click', 'mousedown', 'keydown'])
    addEventListener(type, onAct, { capture: true, signal })
  if (!form) return
  form.addEventListener('focusin', onFocus, { signal })
  // From above the form, so that what it carries is final before any listener of the site reads it.
  form
    .getRootNode()
    .addEventListener('submit', (event) => event.target === form && isSent(event, form) && onSubmit(), {
      capture: true,
      signal,
    })
}
