import { isSubmit } from './interactive-validation.ts'

/**
 * Lets Enter on a control send the form of its element, as on native boxes: the control itself stands in none. The default button is
 * clicked (HTML, "implicit submission"), and nothing comes of it where that is disabled. A form without one does not go, as from a box in Chromium.
 */
export const submitOnEnter = (
  element: Element & { readonly form: HTMLFormElement | null },
  root: ShadowRoot,
): void =>
  root.addEventListener('keypress', (event) => {
    if (!event.isTrusted || !(event instanceof KeyboardEvent) || event.key !== 'Enter') return
    if (!(event.target instanceof HTMLInputElement)) return
    // As a default action, after all listeners: each may prevent it.
    setTimeout(() => {
      if (event.defaultPrevented) return
      const { form } = element
      const around = form?.getRootNode() as ParentNode | undefined
      // The elements of a form are without those of type "image".
      const buttons = [...(around?.querySelectorAll('button,input') ?? [])].filter(isSubmit)
      buttons.find((each) => each.form === form)?.click()
    })
  })
