/** What a page sees of the platform's element class where there is no page: importing must not fail on a server. */
export const PageElement: typeof HTMLElement = globalThis.HTMLElement ?? Object

const attributeOf = (property: string): string =>
  property.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/**
 * Gives an element class properties that are their attributes, as native elements have: text ones are null without the
 * attribute, `flags` are booleans. Returns the names of the attributes, to be observed.
 */
export const reflect = (
  prototype: HTMLElement,
  texts: readonly string[],
  flags: readonly string[] = [],
): readonly string[] =>
  [...texts, ...flags].map((property, index) => {
    const attribute = attributeOf(property)
    const isFlag = index >= texts.length
    Object.defineProperty(prototype, property, {
      configurable: true,
      enumerable: true,
      get(this: HTMLElement) {
        return isFlag ? this.hasAttribute(attribute) : this.getAttribute(attribute)
      },
      set(this: HTMLElement, value: string | boolean | null | undefined) {
        if (value === null || value === undefined || value === false) this.removeAttribute(attribute)
        else this.setAttribute(attribute, isFlag ? '' : `${value}`)
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
