import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createClient } from '@constat/client'
import { generateKeyRing } from '@constat/evidence'
import {
  createApiKey,
  createHttp,
  createTenant,
  pooledRandom,
  recordConsent,
  startLog,
  type Deps,
  type LogDeps,
  type Principal,
} from '@constat/server'
import { leavesOf, newestCheckpoint, openSqliteCheckpointStore, openSqliteStore } from '@constat/store'
import { pino } from 'pino'
import { cpuSeconds } from './cpu.ts'
import type { Burst } from './requests.ts'

/** A submission as the service takes it. */
type Submission = Parameters<typeof recordConsent>[2]
/** A notice as it is published. */
export type NoticeDocument = Parameters<ReturnType<typeof createClient>['publishNotice']>[0]

/** Proofs made in one process, with what they took of its thread and how long each waited for the log. */
export type Made = Burst & {
  /** Milliseconds of this thread's processor time a proof. */
  readonly processor: number
  /** Milliseconds from the acknowledgement to the published checkpoint that covers it. */
  readonly inclusion: Float64Array
}

const FOLLOWED = 20
const LOOK = 25

const open = async (folder: string): Promise<Deps & LogDeps> => ({
  store: await openSqliteStore({ path: join(folder, 'constat.db') }),
  checkpoints: await openSqliteCheckpointStore({ path: join(folder, 'checkpoints.db') }),
  keys: generateKeyRing(pooledRandom()),
  clock: Date.now,
  random: pooledRandom(),
  issuer: 'http://127.0.0.1',
  log: pino({ level: 'silent' }),
})

/** What was acknowledged, and when. */
type Acknowledged = { readonly jti: string; readonly at: number }

/** Looks at the log until it covers every proof that is followed; answers how long each waited. */
const follow = (
  { store }: Deps,
  { logId, tenantId }: Principal['tenant'],
  followed: Acknowledged[],
): { readonly finish: () => Promise<Float64Array> } => {
  const waits: number[] = []
  const ended = new AbortController()
  const look = async (): Promise<void> => {
    while (!ended.signal.aborted || followed.length > 0) {
      const size = (await newestCheckpoint(store.reader, logId))?.size ?? 0
      const leaves = await leavesOf(
        store.reader,
        { logId, tenantId },
        followed.map(({ jti }) => jti),
      )
      const covered = new Set(leaves.flatMap(({ jti, index }) => (index < size ? [jti] : [])))
      const now = performance.now()
      waits.push(...followed.flatMap(({ jti, at }) => (covered.has(jti) ? [now - at] : [])))
      followed.splice(0, followed.length, ...followed.filter(({ jti }) => !covered.has(jti)))
      await setTimeout(LOOK)
    }
  }
  const looking = look()
  return {
    finish: async () => {
      ended.abort()
      await looking
      return Float64Array.from(waits)
    },
  }
}

/**
 * Makes proofs with the server's own service and no network, its log growing beside: so many callers, each with a new
 * submission as soon as the last was acknowledged.
 */
export const makeProofs = async (
  folder: string,
  notice: NoticeDocument,
  submissionOf: (sha256: string, number: number) => Submission,
  {
    callers,
    seconds,
    warmUp,
  }: { readonly callers: number; readonly seconds: number; readonly warmUp: number },
): Promise<Made> => {
  const deps = await open(folder)
  let fault: unknown
  const log = await startLog(deps, (error) => void (fault = error))
  const tenant = await createTenant(deps, 'Bench')
  const { text: key, keyId } = await createApiKey(deps, tenant, { kind: 'SECRET', name: 'bench' })
  const http = createHttp(deps)
  const client = createClient({
    url: 'http://127.0.0.1/graphql',
    key,
    fetch: async (input, init) => http.fetch(new Request(input, init)),
  })
  const published = await client.publishNotice(notice)
  if (published.__typename !== 'PublishNoticePayload') throw new Error(published.message)
  const principal: Principal = {
    tenant,
    keyId,
    kind: 'SECRET',
    scopes: ['consent:write'],
    origin: null,
    party: null,
  }
  let sent = 0
  const burst = async (period: number, onMade: (made: Acknowledged) => void) => {
    const waits: number[] = []
    let failed = 0
    const started = performance.now()
    const processor = cpuSeconds()
    const call = async (): Promise<void> => {
      while (performance.now() - started < period * 1000) {
        const before = performance.now()
        const outcome = await recordConsent(deps, principal, submissionOf(published.notice.sha256, sent++))
        const at = performance.now()
        waits.push(at - before)
        const [event] = outcome.__typename === 'RecordConsentPayload' ? outcome.events : []
        if (event) onMade({ jti: event.jti, at })
        else failed += 1
      }
    }
    await Promise.all(Array.from({ length: callers }, call))
    return {
      perSecond: (waits.length / (performance.now() - started)) * 1000,
      waits: Float64Array.from(waits),
      failed,
      processor: ((cpuSeconds() - processor) * 1000) / waits.length,
    }
  }
  try {
    await burst(warmUp, () => {})
    const followed: Acknowledged[] = []
    const following = follow(deps, tenant, followed)
    let made = 0
    const result = await burst(seconds, (each) => {
      if (made++ % FOLLOWED === 0) followed.push(each)
    })
    const inclusion = await following.finish()
    if (fault !== undefined) throw new Error('The log stopped.', { cause: fault })
    return { ...result, inclusion }
  } finally {
    await log.stop()
    await deps.store.close()
    await deps.checkpoints.close()
  }
}
