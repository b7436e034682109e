import { statementJwks } from '@constat/evidence'
import { Hono, type Context as HttpContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { PERSON_HEADERS, personPage, unknownPage } from '../consent/person.page.ts'
import { MANAGE_PATH, openSubmission, withdrawSubmission } from '../consent/person.service.ts'
import { logRoutes } from '../log/log.routes.ts'
import { apiSchema, siteSchema } from '../schema.ts'
import type { Deps } from './context.ts'
import { SITE_DOCUMENTS } from './site-documents.ts'
import type { Documents } from './documents.ts'
import { answerGet, answerPost, PREFLIGHT, refuse } from './graphql-endpoint.ts'
import { createGraphqlHandler, type GraphqlHandlers } from './graphql-http.ts'
import { inputError, issue } from './problem.ts'

const MAX_BODY_BYTES = 1_000_000
const MAX_DISCARDED_BYTES = 16_000_000

/** What a server can be asked to do beside its duty. */
export type HttpOptions = {
  /** Serves this page to browsers that open /graphql; for development only. */
  readonly graphiqlPage?: (request: Request) => string
  /** Documents that site keys are answered for beside those of the widget: those of your own pages, by id (`documentId`). */
  readonly documents?: Documents
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

const answerPerson = async (deps: Deps, c: HttpContext, act: 'see' | 'withdraw'): Promise<Response> => {
  const token = c.req.param('token') ?? ''
  const view = await openSubmission(deps, token)
  if (!view) return c.html(unknownPage(), 404, PERSON_HEADERS)
  if (act === 'see') return c.html(personPage(view), 200, PERSON_HEADERS)
  await withdrawSubmission(deps, view)
  // See-other, so that a reload asks for the page and not for another withdrawal.
  return c.body(null, 303, { ...PERSON_HEADERS, location: `${MANAGE_PATH}/${token}` })
}

/** Everything the server answers over HTTP. GET changes nothing. */
export const createHttp = (deps: Deps, options: HttpOptions = {}): Hono => {
  const documents = [new Map(Object.entries(SITE_DOCUMENTS)), options.documents ?? new Map<string, string>()]
  const handlers: GraphqlHandlers = {
    SITE: createGraphqlHandler(deps, siteSchema, { documents, only: 'persisted', mayIntrospect: false }),
    SECRET: createGraphqlHandler(deps, apiSchema, { documents, only: 'any document', mayIntrospect: true }),
    PARTNER: createGraphqlHandler(deps, apiSchema, { documents, only: 'any document', mayIntrospect: false }),
  }
  const app = new Hono()
  app.get('/livez', (c) => c.text('ok'))
  app.get('/readyz', async (c) =>
    (await deps.store.ready()) ? c.text('ready') : c.text('storage unavailable', 503),
  )
  app.get('/.well-known/jwks.json', (c) =>
    c.json(statementJwks([deps.keys.statement]), 200, {
      'access-control-allow-origin': '*',
      'cache-control': 'no-cache',
    }),
  )
  app.route('/', logRoutes(deps))
  app.options('/graphql', () => new Response(null, { status: 204, headers: PREFLIGHT }))
  app.post('/graphql', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }), (c) =>
    answerPost(deps, handlers, c.req.raw),
  )
  const { graphiqlPage } = options
  app.get('/graphql', async (c, next) => {
    if (c.req.query('documentId') !== undefined) return answerGet(deps, handlers, c.req.raw)
    return graphiqlPage ? c.html(graphiqlPage(c.req.raw), 200, { 'cache-control': 'no-store' }) : next()
  })
  app.all('/graphql', (c) => c.text('Send POST with application/json.', 405, { allow: 'POST' }))
  app.get(`${MANAGE_PATH}/:token`, (c) => answerPerson(deps, c, 'see'))
  app.post(`${MANAGE_PATH}/:token`, (c) => answerPerson(deps, c, 'withdraw'))
  app.onError((error, c) => {
    deps.log.error({ err: error, path: c.req.routePath }, 'unexpected error')
    return c.text('Unexpected error.', 500)
  })
  return app
}
