import { stat } from 'node:fs/promises'
import {
  findLogState,
  newestCheckpoint,
  pendingOf,
  webhookBacklog,
  type Reader,
  type StoreObserver,
} from '@constat/store'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { FIRST_LOG } from '../log/first-log.ts'
import type { Observer } from '../platform/observer.ts'
import { currentRequest } from '../platform/request.ts'

const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const COMMIT_SECONDS = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1]
const WORKS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]
const STATEMENTS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 512]

/** The metrics of a server: what tells them, and their text. */
export type Metrics = {
  readonly observer: Observer
  readonly storeObserver: StoreObserver
  /** Has the database read at each scrape. */
  readonly watch: (source: MetricsSource) => void
  /** In the Prometheus exposition format 0.0.4. */
  readonly text: () => Promise<string>
}

/** What is looked up when metrics are asked for. */
export type MetricsSource = {
  readonly reader: Reader
  readonly clock: () => number
  /** Milliseconds that pass evenly, whatever becomes of the clock. */
  readonly elapsed: () => number
  /** Path of the write-ahead log. */
  readonly wal: string
}

const storeMetrics = (registers: Registry[]): StoreObserver => {
  const statements = new Counter({
    name: 'constat_sql_statements_total',
    help: 'SQL statements run.',
    registers,
  })
  const queue = new Gauge({
    name: 'constat_write_queue',
    help: 'Works that wait for their commit.',
    registers,
  })
  const works = new Histogram({
    name: 'constat_commit_works',
    help: 'Works in one commit.',
    buckets: WORKS,
    registers,
  })
  const seconds = new Histogram({
    name: 'constat_commit_seconds',
    help: 'Time of one commit, its flush to disk included.',
    buckets: COMMIT_SECONDS,
    registers,
  })
  const failed = new Counter({
    name: 'constat_commits_failed_total',
    help: 'Commits that storage refused.',
    registers,
  })
  const scrub = new Gauge({
    name: 'constat_scrub_owed',
    help: '1 while what was erased may still stand in the files of the database, and it is tried to take it out; else 0.',
    registers,
  })
  return {
    onScrub: (isOwed) => scrub.set(isOwed ? 1 : 0),
    onStatement: () => {
      statements.inc()
      const request = currentRequest()
      if (request) request.statements += 1
    },
    onWrite: () => queue.inc(),
    onCommit: (commit) => {
      queue.dec(commit.works)
      works.observe(commit.works)
      if (commit.seconds === null) failed.inc()
      else seconds.observe(commit.seconds)
    },
  }
}

const serverMetrics = (registers: Registry[]): Observer => {
  const requests = new Histogram({
    name: 'constat_http_request_seconds',
    help: 'Time of an answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers,
  })
  const fields = new Histogram({
    name: 'constat_graphql_field_seconds',
    help: 'Time of an answer to one GraphQL field, by its name.',
    labelNames: ['field'],
    buckets: REQUEST_SECONDS,
    registers,
  })
  const statements = new Histogram({
    name: 'constat_sql_statements_per_request',
    help: 'SQL statements that one GraphQL field took, by its name.',
    labelNames: ['field'],
    buckets: STATEMENTS,
    registers,
  })
  const decisions = new Counter({
    name: 'constat_decisions_total',
    help: 'Decisions made, by verdict.',
    labelNames: ['verdict'],
    registers,
  })
  const reasons = new Counter({
    name: 'constat_decision_reasons_total',
    help: 'Reasons given by decisions, by code.',
    labelNames: ['code'],
    registers,
  })
  const unavailable = new Counter({
    name: 'constat_storage_unavailable_total',
    help: 'Requests that storage did not answer, by reason.',
    labelNames: ['reason'],
    registers,
  })
  const errors = new Counter({
    name: 'constat_errors_total',
    help: 'Answers with an error, and streams that one ended, by route and code.',
    labelNames: ['route', 'code'],
    registers,
  })
  const quotas = new Counter({
    name: 'constat_quota_exceeded_total',
    help: 'Requests refused because too much was asked before, by what is counted.',
    labelNames: ['of'],
    registers,
  })
  const webhooks = new Histogram({
    name: 'constat_webhook_attempt_seconds',
    help: 'Time of one attempt to tell a webhook of an event, by what became of it.',
    labelNames: ['outcome'],
    buckets: REQUEST_SECONDS,
    registers,
  })
  return {
    onWebhookAttempt: (outcome, seconds) => webhooks.observe({ outcome }, seconds),
    onAnswered: (report, seconds) => {
      const { method, route, status } = report
      requests.observe({ method, route, status }, seconds)
      const [field] = report.fields
      if (field === undefined || report.fields.length > 1) return
      fields.observe({ field }, seconds)
      statements.observe({ field }, report.statements)
    },
    onError: (route, code) => errors.inc({ route, code }),
    onDecided: (verdict, codes) => {
      decisions.inc({ verdict })
      for (const code of codes) reasons.inc({ code })
    },
    onQuotaExceeded: (of) => quotas.inc({ of }),
    onUnavailable: (reason) => unavailable.inc({ reason }),
  }
}

const fileSize = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

/** How far the clock has moved by itself, milliseconds; 0 at the first call. */
const skewOf = ({ clock, elapsed }: Pick<MetricsSource, 'clock' | 'elapsed'>): (() => number) => {
  const begun = clock() - elapsed()
  return () => clock() - elapsed() - begun
}

const lookUp = (registers: Registry[]): ((source: MetricsSource) => Promise<void>) => {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const wal = gauge('constat_wal_bytes', 'Size of the write-ahead log.')
  const leaves = gauge('constat_log_leaves', 'Leaves under the newest published head of the log.')
  const waiting = gauge('constat_log_waiting', 'Statements that no published head covers yet.')
  const lag = gauge(
    'constat_log_lag_seconds',
    'Age of the oldest statement that has no index yet; 0 when none waits.',
  )
  const age = gauge('constat_log_head_age_seconds', 'Time since the newest head was signed.')
  const behind = gauge(
    'constat_clock_behind_seconds',
    'How far the clock is behind the newest head that was signed by it; 0 when it is not.',
  )
  const disabled = gauge('constat_webhooks_disabled', 'Webhooks that are disabled.')
  const untold = gauge('constat_webhook_waiting', 'Events that wait for an attempt to tell a webhook.')
  const dead = gauge('constat_webhook_dead_letters', 'Events that a webhook could not be told of.')
  return async ({ reader, clock, wal: path }) => {
    wal.set(await fileSize(path))
    const shown = await newestCheckpoint(reader, FIRST_LOG)
    const state = await findLogState(reader, FIRST_LOG)
    const pending = await pendingOf(reader, FIRST_LOG)
    const backlog = await webhookBacklog(reader)
    const now = clock()
    leaves.set(shown?.size ?? 0)
    waiting.set(pending.count + (state?.next ?? 0) - (shown?.size ?? 0))
    lag.set(pending.oldestAt === null ? 0 : Math.max(0, now - pending.oldestAt) / 1000)
    disabled.set(backlog.disabled)
    untold.set(backlog.waiting)
    dead.set(backlog.dead)
    age.set(shown ? Math.max(0, now - shown.signedAt) / 1000 : 0)
    behind.set(shown ? Math.max(0, shown.signedAt - now) / 1000 : 0)
  }
}

/**
 * Metrics of a server, counted from now on. Labels are names of routes, schema fields, verdicts, codes: never of tenants,
 * keys or people, and never more than the program itself has.
 */
export const createMetrics = (): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  // The event loop's delay, memory and processor time among them.
  collectDefaultMetrics({ register: registry })
  const look = lookUp(registers)
  const skew = new Gauge({
    name: 'constat_clock_skew_seconds',
    help: 'How far the clock was set ahead since the start, or back if below 0: what it has gained on the time that passed.',
    registers,
  })
  let source: (MetricsSource & { readonly skew: () => number }) | undefined
  return {
    observer: serverMetrics(registers),
    storeObserver: storeMetrics(registers),
    watch: (given) => void (source = { ...given, skew: skewOf(given) }),
    text: async () => {
      skew.set((source?.skew() ?? 0) / 1000)
      // Storage that does not answer hides no other figure.
      if (source) await look(source).catch(() => undefined)
      return registry.metrics()
    },
  }
}
