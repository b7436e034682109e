/** Whether the person herself led her keys to the control that they press. */
export type Keys = {
  readonly begin: () => void
  readonly end: () => void
  /** False where a page has led them there, as by giving a control the focus while she types somewhere else. */
  readonly areLed: () => boolean
}

// More than passes between two letters of a word, less than it takes to find oneself at a question and to answer it.
const LED_MS = 1000

/** Watches the keys of the page and the focus in `root`; `now` in milliseconds. What presses no key, as a screen reader, needs no leading. */
export const watchKeys = (root: ShadowRoot, now: () => number): Keys => {
  // What was pressed since the last focus, and in which group of radio buttons.
  let press: Event | undefined
  let key = ''
  let group: string | null | undefined
  let focus: Event | undefined
  let answersFrom = 0
  let countFrom = 0
  const groupNow = (): string | null | undefined => root.activeElement?.getAttribute('name')
  const onFocus = (event: Event): void => {
    // Of what comes into the root the window heard before.
    if (event === focus) return
    focus = event
    // A press moves the focus once, after all listeners had it: what moves it meanwhile, instead or again is a script.
    const isHers = press && !press.eventPhase && !press.defaultPrevented
    press = undefined
    if (isHers && key.startsWith('Arrow') && group === groupNow()) return
    countFrom = isHers && /^(Tab)?$/.test(key) ? 0 : now() + LED_MS
  }
  const onPress = (event: Event): void => {
    if (!event.isTrusted) return
    press = event
    group = groupNow()
    key = event instanceof KeyboardEvent ? event.key : ''
    // Keys that answer.
    if (/^( |Arrow)/.test(key)) answersFrom = now() + LED_MS
    if (!key) answersFrom = 0
    // Who writes means a field.
    if (/^[^ ]$/u.test(key)) countFrom = now() + LED_MS
  }
  const all = [
    [window, 'keydown', onPress],
    [window, 'pointerdown', onPress],
    [window, 'focusin', onFocus],
    [root, 'focusin', onFocus],
  ] as const
  return {
    begin: () => {
      for (const [target, type, listener] of all) target.addEventListener(type, listener, true)
    },
    end: () => {
      for (const [target, type, listener] of all) target.removeEventListener(type, listener, true)
    },
    areLed: () => now() >= Math.min(answersFrom, countFrom),
  }
}
