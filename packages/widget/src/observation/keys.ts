/** Whether the person herself led her keys to the control that they press. */
export type Keys = {
  readonly begin: () => void
  readonly end: () => void
  /** False where a page has led them there, as by giving a control the focus while she types somewhere else. */
  readonly areLed: (control: Element) => boolean
}

// More than passes between two letters of a word, less than it takes to find oneself at a question and to answer it.
const LED_MS = 1000

/** Watches the keys of the page and the focus in `root`; `now` in milliseconds. What presses no key, as a screen reader, needs no leading. */
export const watchKeys = (root: ShadowRoot, now: () => number): Keys => {
  let isPointer = false
  let key = ''
  let struck: Element | null = null
  let countFrom = 0
  const onFocus = (): void => {
    countFrom = isPointer || /^(Tab|Arrow)/.test(key) ? 0 : now() + LED_MS
  }
  const onPress = (event: Event): void => {
    if (!event.isTrusted) return
    isPointer = !(event instanceof KeyboardEvent)
    struck = root.activeElement
    key = event instanceof KeyboardEvent ? event.key : ''
    // Who writes means a field.
    if (/^[^ ]$/u.test(key)) countFrom = now() + LED_MS
  }
  const all = [
    [window, 'keydown', onPress],
    [window, 'pointerdown', onPress],
    [root, 'focusin', onFocus],
  ] as const
  return {
    begin: () => {
      for (const [target, type, listener] of all) target.addEventListener(type, listener, true)
    },
    end: () => {
      for (const [target, type, listener] of all) target.removeEventListener(type, listener, true)
    },
    areLed: (control) => isPointer || struck !== control || now() >= countFrom,
  }
}
