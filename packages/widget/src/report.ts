/** Tells the site's developer what is wrong and what to do; the page and the form go on. */
export const report = ({ localName }: Element, message: string): void => {
  globalThis.console.error(`<${localName}>: ${message}`)
}
