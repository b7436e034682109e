import { requestTimestamp } from '@constat/evidence/timestamp'
import { insertTimestampToken, StorageUnavailable, timestampTokensOf } from '@constat/store'
import { parseNote } from '@constat/tlog'
import type { Deps } from '../platform/context.ts'
import { inRounds, type AfterPublication } from './after-publication.ts'
import type { LogDeps, OpenLog } from './log-deps.ts'

const INTERVAL = 3_600_000
const DEADLINE = 30_000
const NONCE_BYTES = 16

/** How a time-stamping authority is asked. */
export type TimestampingOptions = {
  /** Where it takes RFC 3161 requests over HTTP; also its name in the store. */
  readonly url: string
  /** From one token to the next, milliseconds; an hour when absent: a token covers all leaves before it. */
  readonly interval?: number | undefined
  /** How long it is waited for, milliseconds; 30,000 when absent. */
  readonly deadline?: number | undefined
}

/**
 * Has the body of each round's newest checkpoint time-stamped (RFC 3161) and keeps the token. It is checked to answer the
 * request; whether its authority is to be believed is for whoever verifies it, against roots of his own.
 */
export const startTimestamping = (
  deps: LogDeps & Pick<Deps, 'random'>,
  { logId, origin }: OpenLog,
  { url, interval = INTERVAL, deadline = DEADLINE }: TimestampingOptions,
): AfterPublication =>
  inRounds({
    interval,
    ask: async ({ size, note }, stopping) => {
      const parsed = parseNote(note)
      if (!parsed.ok) return true
      try {
        const tokens = await timestampTokensOf(deps.store.reader, logId, size)
        if (tokens.some(({ tsa }) => tsa === url)) return true
        const answer = await requestTimestamp({
          url,
          body: new TextEncoder().encode(parsed.value.text),
          nonce: deps.random(NONCE_BYTES),
          fetch,
          signal: AbortSignal.any([stopping, AbortSignal.timeout(deadline)]),
        })
        if (!answer.ok) {
          if (!stopping.aborted)
            deps.log.warn({ origin, size, ...answer }, 'a checkpoint was not time-stamped')
          return false
        }
        const token = { size, tsa: url, der: answer.token, receivedAt: deps.clock() }
        await deps.store.write((trx) => insertTimestampToken(trx, logId, token))
        return true
      } catch (error) {
        if (!(error instanceof StorageUnavailable)) throw error
        deps.log.warn({ origin, size, reason: error.reason }, 'a token was not stored')
        return false
      }
    },
  })
