import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Store } from '@constat/store'
import { ofThisRequest, type RequestReport } from './request.ts'

// Does nothing until whoever runs the server has set OpenTelemetry up.
const tracer = trace.getTracer('constat')

/** Answers a request in a span, the child of the caller's when it names one (W3C Trace Context). */
export const inSpan = async (
  report: RequestReport,
  headers: Headers,
  answer: () => Promise<void>,
): Promise<void> => {
  const parent = propagation.extract(context.active(), {
    traceparent: headers.get('traceparent') ?? undefined,
    tracestate: headers.get('tracestate') ?? undefined,
  })
  await tracer.startActiveSpan(report.method, { kind: SpanKind.SERVER }, parent, async (span) => {
    try {
      await answer()
    } finally {
      if (span.isRecording()) {
        span.updateName(`${report.method} ${report.route}`)
        span.setAttributes({
          'http.request.method': report.method,
          'http.route': report.route,
          'http.response.status_code': report.status,
          'error.type': report.code ?? undefined,
          'constat.request.id': report.id,
          'constat.tenant.id': report.tenantId ?? undefined,
          'constat.key.id': report.keyId ?? undefined,
          'graphql.operation.name': report.operation ?? undefined,
          'constat.graphql.fields': [...report.fields],
        })
        if (report.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      }
      span.end()
    }
  })
}

const spanned = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  tracer.startActiveSpan(name, async (span) => {
    try {
      return await work()
    } catch (error) {
      // The kind alone: a message may repeat input.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' })
      throw error
    } finally {
      span.end()
    }
  })

/** A store whose transactions have spans, and whose works belong to the request that asks for them. */
export const observedStore = (store: Store): Store => ({
  ...store,
  write: (work) => spanned('store.write', () => store.write(ofThisRequest(work))),
  snapshot: (work) => spanned('store.snapshot', () => store.snapshot(work)),
})
