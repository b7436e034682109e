import { hash } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { authenticate, noteUse, type Authenticated } from '../access/access.service.ts'
import type { Deps, Principal } from './context.ts'
import { answerInTime } from './deadline.ts'
import { maskError, type GraphqlHandlers } from './graphql-http.ts'
import { inputError, issue } from './problem.ts'
import { currentRequest } from './request.ts'

/** How long a browser may draw on an answer to a GET before it asks whether it still holds. */
const FRESH_SECONDS = 60

// Answers follow the key; caches must not hand the one's to the other.
const VARY = 'Authorization, Origin'

// A key is sent in a header and never by the browser itself, so any origin may ask whether it may ask; the key decides
// who is answered. No answer is given with credentials.
export const PREFLIGHT = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '7200',
} as const

// Why it was refused may be read by any page: that is how a site's developer finds the fault.
const REFUSED = { 'access-control-allow-origin': '*', 'cache-control': 'no-store', vary: VARY } as const

// A site key's answers are for the page that asked; those of other keys are for no page at all.
const headersFor = ({ origin }: Principal): readonly (readonly [string, string])[] => [
  ...(origin === null ? [] : [['access-control-allow-origin', origin] as const]),
  ['cache-control', 'private, no-store'],
  ['vary', VARY],
]

const statusOf = (error: GraphQLError): number => {
  const { http } = error.extensions
  return typeof http === 'object' && http !== null && 'status' in http && typeof http.status === 'number'
    ? http.status
    : 200
}

const waitOf = ({ extensions: { retryAfter } }: GraphQLError): { readonly [header: string]: string } =>
  typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {}

/** A refusal before GraphQL, in the shape that GraphQL clients read. */
export const refuse = (error: GraphQLError): Response => {
  const { http: _, ...extensions } = error.extensions
  return Response.json(
    { errors: [{ message: error.message, extensions }] },
    { status: statusOf(error), headers: { ...REFUSED, ...waitOf(error) } },
  )
}

const notJson = (): Response =>
  refuse(inputError([issue(['headers', 'content-type'], 'content-type', 'Send application/json.')], 415))

// Behind a proxy that speaks TLS the request itself does not say under which scheme it was sent.
const ownOrigin = ({ issuer }: Deps, request: Request): string => {
  const { host, origin } = new URL(request.url)
  const known = new URL(issuer)
  return known.host === host ? known.origin : origin
}

// Of its own origin a browser tells GET requests apart by this header alone, which no page can set (Fetch Metadata).
const originOf = (deps: Deps, request: Request): string | null =>
  request.headers.get('origin') ??
  (request.headers.get('sec-fetch-site') === 'same-origin' ? ownOrigin(deps, request) : null)

const secretByGet = (): GraphQLError =>
  inputError([issue(['method'], 'post', 'Only site keys ask by GET: send POST with application/json.')], 405)

/** Where GraphQL is answered. */
export type Endpoint = {
  readonly handlers: GraphqlHandlers
  /** How long one request is worked on, milliseconds. */
  readonly deadline: number
}

// Whoever sends wrong keys again and again is not listened to for a while, right or wrong.
const knownCaller = async (
  deps: Deps,
  request: Request,
  address: string | undefined,
): Promise<Authenticated> => {
  const blocked = address === undefined ? undefined : deps.quotas?.ofAddress(address)
  if (blocked) throw blocked
  try {
    return await authenticate(deps, request.headers.get('authorization'), originOf(deps, request))
  } catch (error) {
    const wrong = error instanceof GraphQLError && error.extensions['code'] === 'UNAUTHENTICATED'
    if (wrong && address !== undefined) deps.quotas?.onWrongKey(address)
    throw error
  }
}

const execute = async (
  deps: Deps,
  { handlers, deadline }: Endpoint,
  request: Request,
  address: string | undefined,
  isRead: boolean,
): Promise<Response> => {
  const authenticated = await knownCaller(deps, request, address)
  const { principal } = authenticated
  const report = currentRequest()
  if (report) {
    report.tenantId = principal.tenant.tenantId
    report.keyId = principal.keyId
  }
  if (isRead && principal.kind !== 'SITE') throw secretByGet()
  if (!isRead) await noteUse(deps, authenticated)
  const refusal = deps.quotas?.ofKey(principal.kind, principal.keyId, 1)
  if (refusal) throw refusal
  const response = await answerInTime(deadline, (signal) =>
    handlers[principal.kind].fetch(request, { principal, signal }),
  )
  for (const [name, value] of headersFor(principal)) response.headers.set(name, value)
  return response
}

/** Answers a GraphQL request sent by POST as JSON; a form of another site cannot send one. */
export const answerPost = async (
  deps: Deps,
  endpoint: Endpoint,
  request: Request,
  address?: string,
): Promise<Response> => {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) return notJson()
  try {
    return await execute(deps, endpoint, request, address, false)
  } catch (error) {
    return refuse(maskError(deps, error))
  }
}

const hasJsonVariables = (url: URL): boolean => {
  try {
    JSON.parse(url.searchParams.get('variables') ?? '{}')
    return true
  } catch {
    return false
  }
}

// A proxy that compresses weakens the tag; it still stands for the same answer (RFC 9110 §13.1.2).
const holdsStill = (ifNoneMatch: string | null, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === etag)

/**
 * Answers a persisted query of a site key by GET, so that browsers keep the notice: it holds for a minute and is then
 * checked by its ETag. Nothing is changed by it.
 */
export const answerGet = async (
  deps: Deps,
  endpoint: Endpoint,
  request: Request,
  address?: string,
): Promise<Response> => {
  const url = new URL(request.url)
  if (!hasJsonVariables(url))
    return refuse(inputError([issue(['variables'], 'json', 'Send variables as a JSON object.')], 400))
  // The text of a document does not belong in an address.
  if (url.searchParams.has('query'))
    return refuse(
      inputError([issue(['query'], 'persisted-document', 'By GET, send "documentId" alone.')], 400),
    )
  try {
    // HEAD asks for the same.
    const asGet = new Request(request.url, { headers: request.headers })
    const response = await execute(deps, endpoint, asGet, address, true)
    const text = await response.text()
    if (response.status !== 200)
      return new Response(text, { status: response.status, headers: new Headers(response.headers) })
    const etag = `"${hash('sha256', text, 'base64url')}"`
    const answer = new Headers(response.headers)
    const { errors }: { readonly errors?: unknown } = JSON.parse(text)
    if (errors === undefined) {
      answer.set('cache-control', `private, max-age=${FRESH_SECONDS}`)
      answer.set('etag', etag)
      if (holdsStill(request.headers.get('if-none-match'), etag))
        return new Response(null, { status: 304, headers: answer })
    }
    return new Response(text, { status: 200, headers: answer })
  } catch (error) {
    return refuse(maskError(deps, error))
  }
}
