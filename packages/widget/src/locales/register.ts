import type { Texts } from '../view/texts/en.ts'

/** The element class that takes further languages for all elements of its script. */
type Multilingual = CustomElementConstructor & {
  readonly addTexts: (language: string, texts: Texts) => void
}

const isMultilingual = (element: CustomElementConstructor): element is Multilingual => 'addTexts' in element

/**
 * Gives the elements of a page a language, whichever script comes first: the locale's file or the elements'. It passes
 * through the registry of custom elements, since files from a CDN share no module and there is no global.
 */
export const register = async (language: string, texts: Texts): Promise<void> => {
  const element = await customElements.whenDefined('constat-choices')
  if (isMultilingual(element)) element.addTexts(language, texts)
}
