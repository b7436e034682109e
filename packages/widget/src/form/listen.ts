/** What the element does when the page and the form act. */
export type FormListeners = {
  readonly onFocus: () => void
  /** The form is being sent. */
  readonly onSubmit: () => void
  /** The page came back from the back/forward cache, with everything as it was left. */
  readonly onReturn: () => void
}

/**
 * Whether a submit event sends the form: not one that a script made up (`requestSubmit()` makes real ones), which may come
 * before the person's act.
 */
const isSent = ({ isTrusted }: Event): boolean => isTrusted

/** Listens to the form, where there is one, and to the page until the signal aborts. */
export const listenToForm = (
  form: HTMLFormElement | null,
  { onFocus, onSubmit, onReturn }: FormListeners,
  signal: AbortSignal,
): void => {
  addEventListener('pageshow', (event) => event.persisted && onReturn(), { signal })
  if (!form) return
  form.addEventListener('focusin', onFocus, { signal })
  // From above the form, so that what it carries is final before any listener of the site reads it.
  form
    .getRootNode()
    .addEventListener('submit', (event) => event.target === form && isSent(event) && onSubmit(), {
      capture: true,
      signal,
    })
}
