const told = new Set<string>()

/** Tells the site's developer, once, what is wrong and what to do; the page and the form go on. */
export const report = ({ localName }: Pick<Element, 'localName'>, message: string): void => {
  const line = `<${localName}>: ${message}`
  if (!told.has(line)) globalThis.console.error(line)
  told.add(line)
}

const KNOWN: { readonly [attribute: string]: string } = {
  theme: 'auto, light, dark or dsfr',
  deliver: 'submit or manual',
}

/** Tells of a word that an attribute does not know. */
export const checkWord = (element: Element, attribute: string, word: string | null): void => {
  const known = KNOWN[attribute]
  if (known && word && !known.match(/\w+/g)?.includes(word))
    report(element, `${attribute}="${word}": use ${known}.`)
}
