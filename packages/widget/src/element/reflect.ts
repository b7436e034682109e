/** What a page sees of the platform's element class where there is no page: importing must not fail on a server. */
export const PageElement: typeof HTMLElement = globalThis.HTMLElement ?? Object

/**
 * Gives an element class properties that are its attributes, as native elements have: text ones are null without the
 * attribute, `flags` are booleans. Returns the names of the attributes, to be observed.
 */
export const reflect = (
  prototype: HTMLElement,
  texts: readonly string[],
  flags: readonly string[] = [],
): readonly string[] =>
  [...texts, ...flags].map((property) => {
    const attribute = property.replace(/[A-Z]/, '-$&').toLowerCase()
    const isFlag = flags.includes(property)
    Object.defineProperty(prototype, property, {
      enumerable: true,
      get(this: HTMLElement) {
        return isFlag ? this.hasAttribute(attribute) : this.getAttribute(attribute)
      },
      set(this: HTMLElement, value: string | boolean | null | undefined) {
        if (isFlag) this.toggleAttribute(attribute, !!value)
        else if (value === null || value === undefined) this.removeAttribute(attribute)
        else this.setAttribute(attribute, `${value}`)
      },
    })
    return attribute
  })

/** Lets through the accessors what a page set as plain properties before the class was there. */
export const takeOwnProperties = (element: HTMLElement): void => {
  for (const [name, value] of Object.entries(element)) {
    Reflect.deleteProperty(element, name)
    Reflect.set(element, name, value)
  }
}
