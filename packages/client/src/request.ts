import type { CallOptions, Connection } from './connection.ts'
import { DIRECT, requireDirect } from './direct.ts'
import { RequestFailed, RequestRefused, type Issue } from './failure.ts'
import type { TypedDocumentString } from './generated/graphql.ts'
import { readRetryAfter, withRetries, type Repeatable } from './retry.ts'

const TIMEOUT = 10_000

type GraphqlError = {
  readonly message: string
  readonly extensions?: { readonly code?: string; readonly issues?: readonly Issue[] }
}
type Answer<Data> = { readonly data?: Partial<Data> | null; readonly errors?: readonly GraphqlError[] }

const ask = async <Data, Field extends keyof Data & string>(
  connection: Connection,
  field: Field,
  body: string,
  { signal, timeoutMs = connection.timeoutMs ?? TIMEOUT }: CallOptions,
): Promise<Data[Field]> => {
  const timeout = AbortSignal.timeout(timeoutMs)
  const { fetch: send = fetch, clock = Date.now } = connection
  try {
    const response = await send(connection.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${connection.key}` },
      body,
      ...DIRECT,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    requireDirect(response)
    const { data, errors } = readAnswer<Data>(await response.text())
    const [error] = Array.isArray(errors) ? errors : []
    const value = data?.[field]
    if (value !== undefined && !error) return value
    const { code = 'UNREADABLE', issues = [] } = error?.extensions ?? {}
    throw new RequestRefused(
      error?.message ?? `The server answered ${response.status}, and not what was asked.`,
      code,
      response.status,
      issues,
      readRetryAfter(response.headers.get('retry-after'), clock()),
    )
  } catch (error) {
    if (error instanceof RequestRefused) throw error
    if (signal?.aborted) throw signal.reason
    if (timeout.aborted)
      throw new RequestFailed('TIMEOUT', `No answer within ${timeoutMs} ms.`, { cause: error })
    throw new RequestFailed('UNREACHABLE', 'The server cannot be reached.', { cause: error })
  }
}

const readAnswer = <Data>(text: string): Answer<Data> => {
  try {
    const answer: unknown = JSON.parse(text)
    return typeof answer === 'object' && answer !== null ? answer : {}
  } catch {
    return {}
  }
}

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

/** How an operation is sent. */
export type RequestOptions<Value> = CallOptions & {
  /** Whether a lost answer may be asked for again. */
  readonly repeatable: Repeatable
  /** Whether an answer is good enough; another is asked for until it is. */
  readonly accept?: ((value: Value) => boolean) | undefined
}

/**
 * Sends one operation, the same bytes at each attempt, and gives its one field.
 *
 * @throws RequestRefused when the server answers with errors, without the field, elsewhere, or with something that is not GraphQL.
 * @throws RequestFailed when there is no answer, or none that is accepted.
 */
export const request = async <Data, Field extends keyof Data & string, Variables>(
  connection: Connection,
  document: TypedDocumentString<Data, Variables>,
  field: Field,
  variables: Variables,
  { repeatable, accept, ...options }: RequestOptions<Data[Field]>,
): Promise<Data[Field]> => {
  const body = bodyOf(connection, document, variables)
  return withRetries(connection, options, repeatable, async () => {
    const value = await ask<Data, Field>(connection, field, body, options)
    if (accept && !accept(value))
      throw new RequestFailed('BEHIND', 'The server answers from a state older than asked for.')
    return value
  })
}
