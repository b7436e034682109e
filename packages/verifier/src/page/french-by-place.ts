import { pathToFileURL } from 'node:url'
import type { Plugin } from 'esbuild'

const textsIn = (words: unknown): readonly string[] =>
  typeof words === 'string' ? [words] : Object.values(Object(words)).flatMap(textsIn)

// What stands in no text, so that the texts can be one: it packs better than as many.
const BETWEEN = '~'

// Takes the place of the French words: those of English in number, order and names, with each text replaced by the next.
const moduleOf = (texts: readonly string[], extension: string): string => `
import { EN } from './words.en${extension}'
const texts = ${JSON.stringify(texts.join(BETWEEN))}.split('${BETWEEN}')
const translate = (words) => typeof words === 'string'
  ? texts.shift()
  : Object.fromEntries(Object.entries(words).map(([name, word]) => [name, translate(word)]))
export const FR = translate(EN)
`

/**
 * Leaves the names of the French words of a report out of a bundle, for English has the same in the same order (a test of
 * the words holds them to it). It takes the 290 B off the packed page that its budget needs.
 */
export const frenchByPlace: Plugin = {
  name: 'french-by-place',
  setup: (bundling) => {
    bundling.onLoad({ filter: /report[\\/]words\.fr\.[jt]s$/ }, async ({ path }) => {
      const { FR }: { readonly FR?: unknown } = await import(pathToFileURL(path).href)
      const texts = textsIn(FR)
      if (texts.some((text) => text.includes(BETWEEN))) throw new Error(`A French text has a ${BETWEEN}.`)
      return { contents: moduleOf(texts, path.slice(-3)), loader: 'js' }
    })
  },
}
