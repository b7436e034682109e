/** What the element does when the page and the form act. */
export type FormListeners = {
  readonly onFocus: () => void
  readonly onSubmit: (event: Event, form: HTMLFormElement) => void
  /** The page came back from the back/forward cache, with everything as it was left. */
  readonly onReturn: () => void
}

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
  form.getRootNode().addEventListener('submit', (event) => event.target === form && onSubmit(event, form), {
    capture: true,
    signal,
  })
}
