/** Keeps the script-less fallback inside the element from answering in the element's place. */
export type FallbackInputs = { readonly hold: () => void; readonly release: () => void }

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | HTMLButtonElement

/**
 * Inputs left in the light DOM are submitted though not drawn (widget.md, finding 4): disabled while the element
 * works, they answer again when it cannot. Those that the site disabled stay so.
 */
export const fallbackInputs = (host: Element): FallbackInputs => {
  const held = new Set<Control>()
  return {
    hold: () => {
      for (const control of host.querySelectorAll<Control>('input,select,textarea,button')) {
        if (control.disabled) continue
        control.disabled = true
        held.add(control)
      }
    },
    release: () => {
      for (const control of held) control.disabled = false
      held.clear()
    },
  }
}
