import type { DocumentNode, GraphQLError } from 'graphql'

/** Keeps what was used last, by a text. */
type Cache<T> = {
  readonly get: (key: string) => T | undefined
  readonly set: (key: string, value: T) => void
}

/** A cache of at most so many; the one not used for longest goes first. */
const createCache = <T>(most: number): Cache<T> => {
  // A Map keeps the order of insertion.
  const kept = new Map<string, T>()
  const set = (key: string, value: T): void => {
    kept.delete(key)
    kept.set(key, value)
    if (kept.size <= most) return
    const [oldest] = kept.keys()
    if (oldest !== undefined) kept.delete(oldest)
  }
  return {
    set,
    get: (key) => {
      const value = kept.get(key)
      if (value !== undefined) set(key, value)
      return value
    },
  }
}

/** A document that was parsed and validated, or why it cannot be run. */
export type ReadDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] }

/**
 * Reads each document once, while it is among the last `most` that were asked; those that cannot be run are counted apart, so
 * that they drive out no others.
 *
 * @param read parses and validates a document, looking at nothing else: it is not asked again
 */
export const readOnce = (
  most: number,
  read: (text: string) => ReadDocument,
): ((text: string) => ReadDocument) => {
  const whole = createCache<ReadDocument>(most)
  const faulty = createCache<ReadDocument>(most)
  return (text) => {
    const known = whole.get(text) ?? faulty.get(text)
    if (known) return known
    const made = read(text)
    const cache = 'document' in made ? whole : faulty
    cache.set(text, made)
    return made
  }
}
