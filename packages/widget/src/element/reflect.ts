/** What a page sees of the platform's element class where there is no page: importing must not fail on a server. */
export const PageElement: typeof HTMLElement = globalThis.HTMLElement ?? Object

/** Sets an attribute, or removes it where there is no value. */
export const setAttribute = (element: Element, attribute: string, value: string | null | undefined): void => {
  if (value === null || value === undefined) element.removeAttribute(attribute)
  else element.setAttribute(attribute, value)
}

/** Attributes that are there or not; the others hold text. */
export const FLAGS = /^(required|disabled)$/

/**
 * Gives an element class properties that are its attributes, as native elements have: text ones are null without the
 * attribute. Returns the attributes, to be observed.
 */
export const reflect = (prototype: HTMLElement, attributes: readonly string[]): readonly string[] => {
  for (const attribute of attributes) {
    const isFlag = FLAGS.test(attribute)
    Object.defineProperty(
      prototype,
      attribute.replace(/-./, ([, letter = '']) => letter.toUpperCase()),
      {
        enumerable: true,
        get(this: HTMLElement) {
          return isFlag ? this.hasAttribute(attribute) : this.getAttribute(attribute)
        },
        set(this: HTMLElement, value: string | null | undefined) {
          if (isFlag) this.toggleAttribute(attribute, !!value)
          else setAttribute(this, attribute, value)
        },
      },
    )
  }
  return attributes
}

/** Lets through the accessors what a page set as plain properties before the class was there. */
export const takeOwnProperties = (element: HTMLElement): void => {
  for (const [name, value] of Object.entries(element)) {
    Reflect.deleteProperty(element, name)
    Reflect.set(element, name, value)
  }
}
