import { GraphQLError, type DocumentNode } from 'graphql'
import type { Plugin } from 'graphql-yoga'

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

/**
 * Parses and validates each document once, while it is among the last `most` that were asked. What validates a document
 * must look at nothing else: it is not asked again.
 */
export const useDocumentCache = (most: number): Plugin => {
  const documents = createCache<DocumentNode>(most)
  const unreadable = createCache<Error>(most)
  const faults = new WeakMap<DocumentNode, readonly GraphQLError[]>()
  return {
    onParse: ({ params, setParsedDocument }) => {
      const text = String(params.source)
      const known = documents.get(text)
      if (known) {
        setParsedDocument(known)
        return
      }
      const error = unreadable.get(text)
      if (error) throw error
      return ({ result }) => {
        if (result instanceof Error) unreadable.set(text, result)
        else if (result !== null) documents.set(text, result)
      }
    },
    onValidate: ({ params: { documentAST }, setResult }) => {
      const known = faults.get(documentAST)
      if (known) {
        setResult(known)
        return
      }
      return ({ result }) => {
        faults.set(
          documentAST,
          result.filter((each) => each instanceof GraphQLError),
        )
      }
    },
  }
}
