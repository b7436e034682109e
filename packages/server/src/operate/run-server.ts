import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { startLog, type RunningLog } from '../log/start-log.ts'
import { loopbackMetrics, metricsRoutes } from '../metrics/metrics.routes.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { clientAddress, type Peer } from '../platform/client-address.ts'
import { createHttp } from '../platform/http.ts'
import { listen, type Answer, type Listening } from '../platform/listen.ts'
import { createQuotas, ratesOf } from '../platform/quotas.ts'
import { observedStore } from '../platform/tracing.ts'
import { startWebhooks } from '../webhook/dispatcher.ts'
import { DATABASE_FILE } from './database.ts'
import { endInTime } from './end-in-time.ts'
import { holdData } from './hold-data.ts'
import { openData, type OpenData, type World } from './open-data.ts'

const LOOPBACK = '127.0.0.1'

// For what comes after the last answer, milliseconds, however long that took.
const LAST_STEPS = 5_000

const starting: Answer = (request) =>
  new URL(request.url).pathname === '/livez'
    ? new Response('ok')
    : new Response('starting', { status: 503, headers: { 'retry-after': '1' } })

/** A server that answers. */
export type RunningServer = {
  readonly port: number
  /** Where this machine reads the metrics; undefined when it does not. */
  readonly metricsPort: number | undefined
  /**
   * Ends it: not ready first, then no new connection, then the answers under way, then the log, which takes in what was
   * acknowledged; webhooks are told no more, and what they were not told waits for the next start.
   *
   * @returns what did not end in the time to drain and some seconds, and is left as it is: then something is still under way
   */
  readonly stop: () => Promise<readonly string[]>
}

// Loaded by those who measure: most starts do without.
const metricsOf = async ({ metricsToken, metricsPort }: Config): Promise<Metrics | undefined> =>
  metricsToken === undefined && metricsPort === undefined
    ? undefined
    : (await import('../metrics/metrics.ts')).createMetrics()

const watched = async (
  config: Config,
  world: World,
  metrics: Metrics | undefined,
  issuer: string,
): Promise<OpenData> => {
  const data = await openData(config, issuer, 'REQUIRE', {
    ...world,
    observer: metrics?.observer,
    storeObserver: metrics?.storeObserver,
  })
  const { deps } = data
  metrics?.watch({
    reader: deps.store.reader,
    clock: deps.clock,
    elapsed: () => performance.now(),
    wal: `${join(config.data, DATABASE_FILE)}-wal`,
  })
  return { ...data, deps: { ...deps, store: observedStore(deps.store) } }
}

const listenForMetrics = async (
  metrics: Metrics | undefined,
  port: number | undefined,
): Promise<Listening | undefined> => {
  if (metrics === undefined || port === undefined) return undefined
  const { fetch } = loopbackMetrics(metrics)
  return listen((request) => fetch(request), { host: LOOPBACK, port })
}

const flushed = (log: RunningLog, logger: Logger): Promise<void> =>
  log.flush().catch((error: unknown) => logger.warn({ err: error }, 'the log waits for the next start'))

/** Says so when another process serves the same folder; gives what ends that this one does. */
const holdFolder = ({ data, databaseUrl }: Config, { log }: World): (() => void) => {
  if (databaseUrl !== undefined) return () => undefined
  const leave = holdData(data)
  if (leave) return leave
  log.warn(
    { data },
    'another process serves this data folder: end one of them, or set CONSTAT_DATABASE_URL, which several may share',
  )
  return () => undefined
}

/**
 * Runs a server over a data folder that is there and of this version's schema.
 *
 * @param issuer public origin of the server
 * @param onFault told once when the log must not grow any more: the server should end then.
 * @throws SchemaMismatch, LogFault, StorageUnavailable, or an Error that says what is missing; EADDRINUSE
 */
export const runServer = async (
  config: Config,
  issuer: string,
  world: World,
  onFault: (error: unknown) => void,
): Promise<RunningServer> => {
  const { log: logger } = world
  let answer = starting
  const stopping = new AbortController()
  const listening = await listen((request, address) => answer(request, address), config)
  const metrics = await metricsOf(config)
  const opened: (() => Promise<void>)[] = [() => listening.close(0)]
  try {
    const data = await watched(config, world, metrics, issuer)
    opened.unshift(data.close)
    const leave = holdFolder(config, world)
    opened.unshift(async () => leave())
    const log = await startLog(data.deps, onFault)
    opened.unshift(log.stop)
    const webhooks = startWebhooks(data.deps)
    opened.unshift(webhooks.stop)
    const quotas = createQuotas(ratesOf(config), () => performance.now(), data.deps.observer)
    const app = createHttp({ ...data.deps, quotas }, { stopping: stopping.signal })
    if (metrics && config.metricsToken !== undefined)
      app.route('/', metricsRoutes(metrics, config.metricsToken))
    const measuring = await listenForMetrics(metrics, config.metricsPort)
    answer = (request, socket) =>
      app.fetch(request, {
        address: clientAddress(socket, request.headers.get('x-forwarded-for'), config.tls === 'proxy'),
      } satisfies Peer)
    logger.info(
      { port: listening.port, metricsPort: measuring?.port, publicUrl: issuer, origin: log.origin },
      'ready',
    )
    return {
      port: listening.port,
      metricsPort: measuring?.port,
      stop: async () => {
        stopping.abort()
        logger.info({ drainSeconds: config.drainSeconds }, 'stopping')
        // From now on, so that clients move on while new connections are still taken.
        listening.announceEnd()
        if (config.unreadySeconds > 0) await wait(config.unreadySeconds * 1000)
        const until = performance.now() + config.drainSeconds * 1000
        await listening.close(config.drainSeconds * 1000)
        const givenUp = await endInTime(Math.max(until - performance.now(), LAST_STEPS), [
          ['webhooks', webhooks.stop],
          ['log', () => flushed(log, logger)],
          ['log', log.stop],
          ['metrics', async () => measuring?.close(0)],
          ['database', data.close],
        ])
        if (givenUp.length > 0)
          logger.warn(
            { givenUp },
            'some parts did not end in time; what was acknowledged is stored, and the rest waits for the next start',
          )
        leave()
        logger.info('stopped')
        return givenUp
      },
    }
  } catch (error) {
    for (const close of opened) await close()
    throw error
  }
}
