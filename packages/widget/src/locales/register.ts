import type { Texts } from '../view/texts/en.ts'

/** The element class that takes further languages for all elements of its script; one of another release may not. */
type Multilingual = CustomElementConstructor & {
  readonly addTexts?: (language: string, texts: Texts) => void
}

/**
 * Gives the elements of a page a language, whichever script comes first: the locale's file or the elements'. It passes
 * through the registry of custom elements, since files from a CDN share no module and there is no global. On a server there is
 * no registry, and nothing to do.
 */
export const register = (language: string, texts: Texts): void => {
  const registry: CustomElementRegistry | undefined = globalThis.customElements
  void registry
    ?.whenDefined('constat-choices')
    .then((element: Multilingual) => element.addTexts?.(language, texts))
}
