/** Traces on their way to whoever collects them. */
export type Telemetry = { readonly stop: () => Promise<void> }

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']

const isAsked = (env: { readonly [name: string]: string | undefined }): boolean =>
  env['OTEL_SDK_DISABLED'] !== 'true' &&
  env['OTEL_TRACES_EXPORTER'] !== 'none' &&
  ENDPOINTS.some((name) => (env[name] ?? '') !== '')

/**
 * Sends traces by OTLP over HTTP when the standard OpenTelemetry variables name an endpoint; the exporter reads
 * `OTEL_EXPORTER_OTLP_*` itself. Without an endpoint nothing is loaded.
 */
export const startTelemetry = async (env: {
  readonly [name: string]: string | undefined
}): Promise<Telemetry> =>
  isAsked(env) ? (await import('./otel.ts')).startOtel() : { stop: () => Promise.resolve() }
