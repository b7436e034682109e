/** What is known of the click behind an answer. */
export type Act = { readonly trusted: boolean; readonly via: string }

/** Tells answers that a person gave from those that a script tried to give. */
export type ClickGuard = {
  /** Judges a click before it takes effect. */
  readonly onClick: (event: Event) => void
  /** The act behind an `input` event of this control, once; null when there was none. */
  readonly take: (event: Event) => Act | null
}

// Kept from before the page could replace it.
const pathOf: (event: Event) => readonly EventTarget[] = Function.prototype.call.bind(
  Reflect.get(Event.prototype, 'composedPath'),
)

/** The control that a click is on, or its label. */
export const pressedIn = (event: Event): Element | null => {
  const [target] = pathOf(event)
  return target instanceof Element ? target.closest('input,label') : null
}

/** Whether a pointer was on an element: a page can have what is pressed elsewhere captured by a control (Pointer Events 3, "pointer capture"). */
const isAt = ({ clientX, clientY }: MouseEvent, element: Element | null): boolean => {
  const { left, top, right, bottom } = element?.getBoundingClientRect() ?? new DOMRect()
  return clientX >= left - 1 && clientX <= right + 1 && clientY >= top - 1 && clientY <= bottom + 1
}

/**
 * `change` and `input` are trusted even where a script clicked, `click` is not (widget.md, finding 2). An untrusted click
 * counts only on the control itself while the person is acting on the page, as voice control and keyboard extensions
 * do, and is marked; any other has no effect (widget.md 4.7).
 */
export const clickGuard = (): ClickGuard => {
  let clicked: { readonly control: EventTarget; readonly act: Act } | null = null
  return {
    onClick: (event) => {
      clicked = null
      const target = pathOf(event)[0]
      const isControl = target instanceof HTMLInputElement
      if (!pressedIn(event)) return
      const isAllowed = event.isTrusted || (isControl && navigator.userActivation?.isActive)
      if (!isAllowed) event.preventDefault()
      else if (isControl) {
        const pointer = event instanceof PointerEvent && event.pointerType ? event : null
        clicked = {
          control: target,
          act: {
            trusted: event.isTrusted && (!pointer || isAt(pointer, target.parentElement)),
            via: pointer?.pointerType.slice(0, 16) ?? '',
          },
        }
      }
    },
    take: (event) => {
      const act = event.isTrusted && clicked?.control === event.target ? clicked.act : null
      clicked = null
      return act
    },
  }
}
