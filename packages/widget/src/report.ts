import type { Trouble } from './transport/ask.ts'

/** Tells the site's developer what is wrong and what to do; the page and the form go on. */
export const report = ({ message }: Trouble): void => {
  globalThis.console.error(`<constat-choices>: ${message}`)
}
