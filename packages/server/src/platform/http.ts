import { StorageUnavailable } from '@constat/store'
import { GraphQLError } from 'graphql'
import { Hono, type Context as HttpContext } from 'hono'
import { erasedPage, PERSON_HEADERS, personPage, unknownPage } from '../consent/person.page.ts'
import { erasureOf, MANAGE_PATH, openSubmission, withdrawSubmission } from '../consent/person.service.ts'
import { confirmationRoutes } from '../confirmation/confirmation.routes.ts'
import { FIRST_LOG } from '../log/first-log.ts'
import { logRoutes } from '../log/log.routes.ts'
import { screeningRoutes } from '../screening/screening.routes.ts'
import type { StreamLimits } from '../screening/stream-ending.ts'
import { apiSchema, siteSchema } from '../schema.ts'
import { ClockBehind, clockFault } from '../signing-key/clock.ts'
import { limitBody } from './body.ts'
import { isFromOwnPage } from './own-page.ts'
import { addressOf } from './client-address.ts'
import type { Deps } from './context.ts'
import { SITE_DOCUMENTS } from './site-documents.ts'
import { answerInTime, DEADLINE } from './deadline.ts'
import type { Documents } from './documents.ts'
import { answerGet, answerPost, incomplete, PREFLIGHT, refusalOf, refuse } from './graphql-endpoint.ts'
import { CLOCK_BEHIND, createGraphqlHandler, type GraphqlHandlers } from './graphql-http.ts'
import { noteError } from './note-error.ts'
import { inputError, issue, type ErrorCode } from './problem.ts'
import { reportRequests } from './report-requests.ts'

const MAX_BODY_BYTES = 1_000_000
const MAX_DISCARDED_BYTES = 16_000_000
// Who asks whether a server is ready waits a second at most, as balancers do; a write waits longer for a lock.
const READY_DEADLINE = 750
const RETRY = { 'retry-after': '1', 'cache-control': 'no-store' } as const

/** What a server can be asked to do beside its duty. */
export type HttpOptions = {
  /** Serves this page to browsers that open /graphql; for development only. */
  readonly graphiqlPage?: (request: Request) => string
  /** Documents that site keys are answered for beside those of the widget: those of your own pages, by id (`documentId`). */
  readonly documents?: Documents
  /** Aborted when the server is about to end: it answers on, is ready no more, and ends its streams. */
  readonly stopping?: AbortSignal
  /** How much one stream of questions may ask; a million lines of 4 kB in an hour when absent. */
  readonly streams?: StreamLimits
  /** How long one request is worked on, milliseconds; 5,000 when absent. */
  readonly deadline?: number
}

const tooLarge = (): Response =>
  refuse(inputError([issue(['body'], 'body-size', `Send at most ${MAX_BODY_BYTES} bytes.`)], 413))

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
  if (!isFromOwnPage(c.req.raw.headers, deps.issuer))
    return c.text('Open the link and press its button.', 403, PERSON_HEADERS)
  await withdrawSubmission(deps, view)
  // See-other, so that a reload asks for the page and not for another withdrawal.
  return c.body(null, 303, { ...PERSON_HEADERS, location: `${MANAGE_PATH}/${token}` })
}

/** Why no request should be sent here now. */
type Unready = { readonly code: ErrorCode; readonly why: string }

const NO_STORAGE: Unready = { code: 'STORAGE_UNAVAILABLE', why: 'storage unavailable' }
const STOPPING: Unready = { code: 'STOPPING', why: 'stopping' }

/** Why it is not ready; undefined when it is. */
const unready = async (deps: Deps): Promise<Unready | undefined> => {
  if (!(await deps.store.ready())) return NO_STORAGE
  const behind = await clockFault(deps, deps.store.reader, FIRST_LOG)
  return behind === undefined ? undefined : { code: 'CLOCK_BEHIND', why: `CLOCK_BEHIND: ${behind}` }
}

/** The same, within {@link READY_DEADLINE}: storage that takes longer does not answer now. */
const unreadyNow = (deps: Deps): Promise<Unready | undefined> =>
  answerInTime(READY_DEADLINE, () => unready(deps)).catch((error: unknown) => {
    if (error instanceof GraphQLError && error.extensions['code'] === 'DEADLINE_EXCEEDED') return NO_STORAGE
    throw error
  })

/** Everything the server answers over HTTP. GET changes nothing. */
export const createHttp = (deps: Deps, options: HttpOptions = {}): Hono => {
  const documents = [new Map(Object.entries(SITE_DOCUMENTS)), options.documents ?? new Map<string, string>()]
  const handlers: GraphqlHandlers = {
    SITE: createGraphqlHandler(deps, siteSchema, { documents, only: 'persisted', mayIntrospect: false }),
    SECRET: createGraphqlHandler(deps, apiSchema, { documents, only: 'any document', mayIntrospect: true }),
    PARTNER: createGraphqlHandler(deps, apiSchema, { documents, only: 'any document', mayIntrospect: false }),
  }
  const endpoint = { handlers, deadline: options.deadline ?? DEADLINE }
  const app = new Hono()
  app.use(reportRequests(deps))
  // PostgreSQL holds no U+0000 in a text, so nothing has such a name.
  app.use(async (c, next) => (/%00/.test(c.req.raw.url) ? c.text('Not found.', 404) : next()))
  app.get('/livez', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    const found = options.stopping?.aborted ? STOPPING : await unreadyNow(deps)
    if (!found) return c.text('ready')
    noteError(found.code)
    return c.text(found.why, 503)
  })
  app.route('/', logRoutes(deps))
  app.route('/', screeningRoutes(deps, { stopping: options.stopping, limits: options.streams }))
  app.options('/graphql', () => new Response(null, { status: 204, headers: PREFLIGHT }))
  const bodies = limitBody({
    max: MAX_BODY_BYTES,
    discarded: MAX_DISCARDED_BYTES,
    tooLarge,
    admit: (c) => refusalOf(deps, endpoint, c.req.raw, addressOf(c)),
    incomplete: () => refuse(incomplete()),
  })
  app.post('/graphql', bodies, (c) => answerPost(deps, endpoint, c.req.raw, addressOf(c)))
  const { graphiqlPage } = options
  app.get('/graphql', async (c, next) => {
    if (c.req.query('documentId') !== undefined) return answerGet(deps, endpoint, c.req.raw, addressOf(c))
    return graphiqlPage ? c.html(graphiqlPage(c.req.raw), 200, { 'cache-control': 'no-store' }) : next()
  })
  app.all('/graphql', (c) => c.text('Send POST with application/json.', 405, { allow: 'POST' }))
  app.get(`${MANAGE_PATH}/:token`, (c) => answerPerson(deps, c, 'see'))
  app.post(`${MANAGE_PATH}/:token`, (c) => answerPerson(deps, c, 'withdraw'))
  app.route('/', confirmationRoutes(deps))
  app.onError((error, c) => {
    if (error instanceof StorageUnavailable) {
      noteError('STORAGE_UNAVAILABLE')
      deps.log.error({ reason: error.reason }, 'storage unavailable')
      deps.observer?.onUnavailable(error.reason)
      return c.text('Storage does not answer; nothing was stored. Try again in a moment.', 503, RETRY)
    }
    if (error instanceof ClockBehind) {
      noteError('CLOCK_BEHIND')
      deps.log.error({ reason: error.message }, 'clock behind')
      return c.text(CLOCK_BEHIND, 503, RETRY)
    }
    noteError('INTERNAL_SERVER_ERROR')
    deps.log.error({ err: error, path: c.req.routePath }, 'unexpected error')
    return c.text('Unexpected error.', 500)
  })
  return app
}
