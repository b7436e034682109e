import type { TypedDocumentString } from './generated/graphql.ts'

/** A fault that the server names in an input. */
export type Issue = { readonly path: readonly string[]; readonly rule: string; readonly message: string }

/** The server refused the request as a whole: key, scope, origin, size, or a query's input. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused'
  /** For programs: UNAUTHENTICATED, ORIGIN_DENIED, MISSING_SCOPE, INVALID_INPUT, STORAGE_UNAVAILABLE … */
  readonly code: string
  /** HTTP status of the answer. */
  readonly status: number
  readonly issues: readonly Issue[]

  constructor(message: string, code: string, status: number, issues: readonly Issue[]) {
    super(message)
    this.code = code
    this.status = status
    this.issues = issues
  }
}

/** Where the server is and who asks. */
export type Connection = {
  /** URL of the GraphQL endpoint. */
  readonly url: string
  /** An API key, `constat_secret_…`. */
  readonly key: string
  /** How to send; the platform's own fetch when absent. */
  readonly fetch?: typeof fetch
}

type GraphqlError = {
  readonly message: string
  readonly extensions?: { readonly code?: string; readonly issues?: readonly Issue[] }
}
type Answer<Data> = { readonly data?: Data | null; readonly errors?: readonly GraphqlError[] }

// Site keys are answered for documents that the server knows by their id; a server may be older than this client, so
// other keys send the text.
const bodyOf = <Data, Variables>(
  { key }: Connection,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): string =>
  JSON.stringify(
    key.startsWith('constat_site_')
      ? { documentId: document['__meta__']?.['hash'], variables }
      : { query: document.toString(), variables },
  )

/**
 * Sends one operation.
 *
 * @throws RequestRefused when the server answers with errors, or with something that is not GraphQL.
 */
export const request = async <Data, Variables>(
  connection: Connection,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> => {
  const send = connection.fetch ?? fetch
  const response = await send(connection.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${connection.key}` },
    body: bodyOf(connection, document, variables),
  })
  const answer = await response.json().then(
    (body: Answer<Data>) => body,
    (): Answer<Data> => ({}),
  )
  const [error] = answer.errors ?? []
  if (answer.data && !error) return answer.data
  const { code = 'UNREADABLE', issues = [] } = error?.extensions ?? {}
  throw new RequestRefused(
    error?.message ?? `The server answered ${response.status}.`,
    code,
    response.status,
    issues,
  )
}
