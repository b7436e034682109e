import { hash } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { authenticate, noteUse, type Authenticated } from '../access/access.service.ts'
import type { Deps, Principal } from './context.ts'
import { answerInTime, type Deadline } from './deadline.ts'
import { answerTypeFor, writeAnswer, type Answer } from './graphql-answer.ts'
import { maskError, type GraphqlHandlers } from './graphql-http.ts'
import { paramsOfBody, paramsOfUrl, type GraphqlParams } from './graphql-params.ts'
import { mediaFault } from './media.ts'
import { noteError } from './note-error.ts'
import { inputError, issue } from './problem.ts'
import { currentRequest, tellingId } from './request.ts'
import { costOfReading, countValues, MAX_VALUES, requireFew } from './sent-size.ts'

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
const headersFor = ({ origin }: Principal): { readonly [name: string]: string } => ({
  ...(origin === null ? {} : { 'access-control-allow-origin': origin }),
  'cache-control': 'private, no-store',
  vary: VARY,
})

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
  noteError(extensions['code'])
  return Response.json(
    { errors: [{ message: error.message, extensions }] },
    { status: statusOf(error), headers: { ...REFUSED, ...waitOf(error) } },
  )
}

const JSON_TYPE = 'application/json'

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

const notAcceptable = (): GraphQLError =>
  inputError([issue(['headers', 'accept'], 'accept', 'Accept application/json.')], 406)

const secretByGet = (): GraphQLError =>
  inputError([issue(['method'], 'post', 'Only site keys ask by GET: send POST with application/json.')], 405)

/** Where GraphQL is answered. */
export type Endpoint = {
  readonly handlers: GraphqlHandlers
  /** How long one request is worked on, milliseconds. */
  readonly deadline: number
}

/**
 * Who asks. Whoever sends wrong keys again and again is not listened to for a while, right or wrong.
 *
 * @throws GraphQLError UNAUTHENTICATED, ORIGIN_DENIED or QUOTA_EXCEEDED
 */
export const knownCaller = async (
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

/** The answer to a request by POST of which the headers are enough to refuse it; undefined where they are not. */
export const refusalOf = async (
  deps: Deps,
  { deadline }: Endpoint,
  request: Request,
  address: string | undefined,
): Promise<Response | undefined> => {
  const fault = mediaFault(request.headers, JSON_TYPE)
  if (fault) return refuse(fault)
  try {
    await answerInTime(deadline, () => knownCaller(deps, request, address))
    return undefined
  } catch (error) {
    return refuse(maskError(deps, error))
  }
}

/** Said to a client that ended, or was cut off, before its body did; few read it, but it is no fault of the server. */
export const incomplete = (): GraphQLError =>
  inputError([issue(['body'], 'incomplete', 'Send the whole body, and without long pauses.')], 408)

const textOf = async (request: Request): Promise<string> => {
  try {
    return await request.text()
  } catch {
    throw incomplete()
  }
}

/**
 * What a body asks, once its key has paid for what it takes to read it.
 *
 * @throws GraphQLError INVALID_INPUT (400, 408) or QUOTA_EXCEEDED
 */
const readBody = async (
  { quotas }: Deps,
  { kind, keyId }: Principal,
  request: Request,
): Promise<GraphqlParams> => {
  const text = await textOf(request)
  const values = countValues(text, MAX_VALUES[kind])
  const refusal = quotas?.ofKey(kind, keyId, costOfReading(text.length, values))
  if (refusal) throw refusal
  requireFew(kind, values)
  return paramsOfBody(text)
}

/** One request to the endpoint: what it asks is read once its key is known. */
type Asking = {
  readonly request: Request
  readonly address: string | undefined
  readonly isRead: boolean
  readonly params: (principal: Principal) => GraphqlParams | Promise<GraphqlParams>
}

const executeBy = async (
  deadline: Deadline,
  deps: Deps,
  { handlers }: Endpoint,
  { request, address, isRead, params }: Asking,
): Promise<Answer> => {
  const authenticated = await knownCaller(deps, request, address)
  const { principal } = authenticated
  const report = currentRequest()
  if (report) {
    report.tenantId = principal.tenant.tenantId
    report.keyId = principal.keyId
  }
  if (isRead && principal.kind !== 'SITE') throw secretByGet()
  // Before anything is changed that its sender then could not read.
  const type = answerTypeFor(request.headers.get('accept'))
  if (type === undefined) throw notAcceptable()
  if (!isRead) await noteUse(deps, authenticated)
  const refusal = deps.quotas?.ofKey(principal.kind, principal.keyId, 1)
  if (refusal) throw refusal
  const result = await handlers[principal.kind](request, await params(principal), { principal, deadline })
  for (const { extensions } of result.errors ?? []) noteError(extensions['code'])
  const { status, headers, text } = writeAnswer(result, type)
  return {
    status,
    headers: { 'content-type': `${type}; charset=utf-8`, ...headers, ...headersFor(principal) },
    text,
  }
}

// To find out who asks takes storage, which may not answer.
const execute = (deps: Deps, endpoint: Endpoint, asking: Asking): Promise<Answer> =>
  answerInTime(endpoint.deadline, (deadline) => executeBy(deadline, deps, endpoint, asking))

/** Answers a GraphQL request sent by POST as JSON; a form of another site cannot send one. */
export const answerPost = async (
  deps: Deps,
  endpoint: Endpoint,
  request: Request,
  address?: string,
): Promise<Response> => {
  const fault = mediaFault(request.headers, JSON_TYPE)
  if (fault) return refuse(fault)
  try {
    const params = async (principal: Principal) => readBody(deps, principal, request)
    const { text, ...how } = await execute(deps, endpoint, { request, address, isRead: false, params })
    return new Response(text, { ...how, headers: { ...how.headers, ...tellingId() } })
  } catch (error) {
    return refuse(maskError(deps, error))
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
  try {
    const params = paramsOfUrl(new URL(request.url))
    // HEAD asks for the same.
    const asGet = new Request(request.url, { headers: request.headers })
    const { status, headers, text } = await execute(deps, endpoint, {
      request: asGet,
      address,
      isRead: true,
      params: () => params,
    })
    const { errors }: { readonly errors?: unknown } = JSON.parse(text)
    if (status !== 200 || errors !== undefined) return new Response(text, { status, headers })
    const etag = `"${hash('sha256', text, 'base64url')}"`
    const kept = { ...headers, 'cache-control': `private, max-age=${FRESH_SECONDS}`, etag }
    return holdsStill(request.headers.get('if-none-match'), etag)
      ? new Response(null, { status: 304, headers: kept })
      : new Response(text, { status: 200, headers: kept })
  } catch (error) {
    return refuse(maskError(deps, error))
  }
}
