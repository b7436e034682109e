import { hash } from 'node:crypto'
import type { GraphqlParams } from './graphql-params.ts'
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

/** Which documents a kind of key may send. */
export type Sendable = {
  readonly documents: readonly Documents[]
  /** Whether documents in words are answered too. */
  readonly only: 'persisted' | 'any document'
}

/**
 * What a request asks, its document in words: documents are answered by their id. Where `only` these are answered, one in words
 * is refused before it is read: a public key asks nothing that was not written for it.
 *
 * @throws GraphQLError INVALID_INPUT (400)
 */
export const inWords = (params: GraphqlParams, { documents, only }: Sendable): GraphqlParams => {
  const { documentId: id, query } = params
  const hasWords = query !== undefined && query !== null
  if (id === undefined || id === null) {
    if (only === 'any document') return params
    throw refusal(
      hasWords ? 'query' : 'documentId',
      'persisted-document',
      'Site keys are answered for persisted documents alone: send "documentId" (sha256:…) in place of "query".',
    )
  }
  if (hasWords) throw refusal('query', 'one-of', 'Send either "documentId" or "query".')
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
  return { ...params, query: text }
}
