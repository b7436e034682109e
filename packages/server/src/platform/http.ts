import type { GraphQLError } from 'graphql'
import { Hono, type Context as HttpContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { authenticate } from '../access/access.service.ts'
import { erasedPage, PERSON_HEADERS, personPage, unknownPage } from '../consent/person.page.ts'
import { erasureOf, MANAGE_PATH, openSubmission, withdrawSubmission } from '../consent/person.service.ts'
import { logRoutes } from '../log/log.routes.ts'
import { apiSchema, siteSchema } from '../schema.ts'
import type { Deps } from './context.ts'
import { createGraphqlHandler, maskError, type GraphqlHandlers } from './graphql-http.ts'
import { inputError, issue } from './problem.ts'

const MAX_BODY_BYTES = 1_000_000
const MAX_DISCARDED_BYTES = 16_000_000

/** What a server can be asked to do beside its duty. */
export type HttpOptions = {
  /** Serves this page to browsers that open /graphql; for development only. */
  readonly graphiqlPage?: (request: Request) => string
}

// A key is sent in a header and never by the browser itself, so any origin may ask; the key decides who is answered.
const CORS = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' } as const
const PREFLIGHT = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '7200',
} as const

const statusOf = (error: GraphQLError): number => {
  const { http } = error.extensions
  return typeof http === 'object' && http !== null && 'status' in http && typeof http.status === 'number'
    ? http.status
    : 200
}

/** A refusal before GraphQL, in the shape that GraphQL clients read. */
const refuse = (error: GraphQLError): Response => {
  const { http: _, ...extensions } = error.extensions
  return Response.json(
    { errors: [{ message: error.message, extensions }] },
    { status: statusOf(error), headers: CORS },
  )
}

// A client that is still sending reads no answer: what it sends is taken and thrown away, within bounds.
const discard = async (body: ReadableStream<Uint8Array> | null): Promise<void> => {
  if (!body || body.locked) return
  let discarded = 0
  for await (const chunk of body) {
    discarded += chunk.length
    if (discarded > MAX_DISCARDED_BYTES) return
  }
}

const tooLarge = async (c: HttpContext): Promise<Response> => {
  await discard(c.req.raw.body)
  return refuse(inputError([issue(['body'], 'body-size', `Send at most ${MAX_BODY_BYTES} bytes.`)], 413))
}

const notJson = (): Response =>
  refuse(inputError([issue(['headers', 'content-type'], 'content-type', 'Send application/json.')], 415))

const answerGraphql = async (deps: Deps, handlers: GraphqlHandlers, request: Request): Promise<Response> => {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) return notJson()
  try {
    const principal = await authenticate(
      deps,
      request.headers.get('authorization'),
      request.headers.get('origin'),
    )
    const response = await handlers[principal.kind].fetch(request, { principal })
    for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value)
    return response
  } catch (error) {
    return refuse(maskError(deps, error))
  }
}

const answerPerson = async (deps: Deps, c: HttpContext, act: 'see' | 'withdraw'): Promise<Response> => {
  const token = c.req.param('token') ?? ''
  const view = await openSubmission(deps, token)
  if (!view) {
    const erasedAt = await erasureOf(deps, token)
    return erasedAt === undefined
      ? c.html(unknownPage(), 404, PERSON_HEADERS)
      : c.html(erasedPage(erasedAt), 410, PERSON_HEADERS)
  }
  if (act === 'see') return c.html(personPage(view), 200, PERSON_HEADERS)
  await withdrawSubmission(deps, view)
  // See-other, so that a reload asks for the page and not for another withdrawal.
  return c.body(null, 303, { ...PERSON_HEADERS, location: `${MANAGE_PATH}/${token}` })
}

/** Everything the server answers over HTTP. GET changes nothing. */
export const createHttp = (deps: Deps, options: HttpOptions = {}): Hono => {
  const handlers = {
    SITE: createGraphqlHandler(deps, siteSchema),
    SECRET: createGraphqlHandler(deps, apiSchema),
  }
  const app = new Hono()
  app.get('/livez', (c) => c.text('ok'))
  app.get('/readyz', async (c) =>
    (await deps.store.ready()) ? c.text('ready') : c.text('storage unavailable', 503),
  )
  app.route('/', logRoutes(deps))
  app.options('/graphql', () => new Response(null, { status: 204, headers: PREFLIGHT }))
  app.post('/graphql', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }), (c) =>
    answerGraphql(deps, handlers, c.req.raw),
  )
  const { graphiqlPage } = options
  if (graphiqlPage)
    app.get('/graphql', (c) => c.html(graphiqlPage(c.req.raw), 200, { 'cache-control': 'no-store' }))
  app.all('/graphql', (c) => c.text('Send POST with application/json.', 405, { allow: 'POST' }))
  app.get(`${MANAGE_PATH}/:token`, (c) => answerPerson(deps, c, 'see'))
  app.post(`${MANAGE_PATH}/:token`, (c) => answerPerson(deps, c, 'withdraw'))
  app.onError((error, c) => {
    deps.log.error({ err: error, path: c.req.routePath }, 'unexpected error')
    return c.text('Unexpected error.', 500)
  })
  return app
}
