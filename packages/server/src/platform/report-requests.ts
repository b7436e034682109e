import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Deps } from './context.ts'
import { REQUEST_ID, withRequest, type RequestReport } from './request.ts'
import { inSpan } from './tracing.ts'

const ID_BYTES = 12

// Asked for by machines every few seconds: they would drown the rest.
const QUIET = ['/livez', '/readyz', '/metrics']

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

const newReport = ({ random }: Pick<Deps, 'random'>, method: string): RequestReport => ({
  id: `req_${Buffer.from(random(ID_BYTES)).toString('base64url')}`,
  method: METHODS.includes(method) ? method : 'OTHER',
  route: '',
  status: 500,
  code: null,
  tenantId: null,
  keyId: null,
  operation: null,
  fields: [],
  statements: 0,
  isTold: false,
})

/**
 * Gives every request an id, which its answer carries (`x-request-id`), and says in log, trace and metrics how it was
 * answered: never with what arguments, nor at which path where a token stands in it.
 */
export const reportRequests =
  (deps: Pick<Deps, 'log' | 'random' | 'observer'>): MiddlewareHandler =>
  async (c, next) => {
    const started = performance.now()
    const report = newReport(deps, c.req.method)
    await withRequest(report, () =>
      inSpan(report, c.req.raw.headers, async () => {
        await next()
        report.route = routePath(c, -1)
        report.status = c.res.status
        // Headers that are an object are written as they are; to add one makes a list of them, sorted.
        if (!report.isTold) c.res.headers.set(REQUEST_ID, report.id)
      }),
    )
    const seconds = (performance.now() - started) / 1000
    deps.observer?.onAnswered(report, seconds)
    if (report.code !== null) deps.observer?.onError(report.route, report.code)
    const { id: requestId, method, route, status, code, tenantId, keyId, operation, fields } = report
    const milliseconds = Math.round(seconds * 1e6) / 1e3
    const level = status >= 500 ? 'warn' : QUIET.includes(route) ? 'debug' : 'info'
    deps.log[level](
      { requestId, method, route, status, code, milliseconds, tenantId, keyId, operation, fields },
      'answered',
    )
  }
