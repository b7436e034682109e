import { hash } from 'node:crypto'
import type { Plugin } from 'graphql-yoga'
import { inputError, issue } from './problem.ts'

/** GraphQL documents by their id: {@link documentId}, or {@link shortDocumentId} of those that the widget sends. */
export type Documents = ReadonlyMap<string, string>

/** The id of a document: `sha256:` and the SHA-256 of its text in hexadecimal. */
export const documentId = (text: string): string => `sha256:${hash('sha256', text)}`

/**
 * The id under which the widget, whose every byte a page loads, knows a document: the first 12 digits of the SHA-256 of its
 * text. Without a colon it is a custom identifier (GraphQL over HTTP, appendix A); the server answers to the ids that it lists alone,
 * so that nobody can choose another text of the same id.
 */
export const shortDocumentId = (text: string): string => hash('sha256', text).slice(0, 12)

const refusal = (path: string, rule: string, message: string) =>
  inputError([issue([path], rule, message)], 400)

/**
 * Answers documents by their id. Where `only` these are answered, a document in words is refused before it is read: a
 * public key asks nothing that was not written for it.
 */
export const useDocuments = (
  documents: readonly Documents[],
  only: 'persisted' | 'any document',
): Plugin => ({
  onParams: ({ params, setParams }) => {
    const id = 'documentId' in params ? params.documentId : undefined
    const inWords = params.query !== undefined && params.query !== null
    if (id === undefined || id === null) {
      if (only === 'any document') return
      throw refusal(
        inWords ? 'query' : 'documentId',
        'persisted-document',
        'Site keys are answered for persisted documents alone: send "documentId" (sha256:…) in place of "query".',
      )
    }
    if (inWords) throw refusal('query', 'one-of', 'Send either "documentId" or "query".')
    const text =
      typeof id === 'string'
        ? documents.map((known) => known.get(id)).find((each) => each !== undefined)
        : undefined
    if (text === undefined)
      throw refusal(
        'documentId',
        'known-document',
        'This server knows no document of this id: is it older than the page that asks?',
      )
    setParams({ ...params, query: text })
  },
})
