import { CLOCK_SKEW_S, type StatementKey } from '@constat/evidence'
import { statementKeysOf, type Handle } from '@constat/store'
import type { Deps } from '../platform/context.ts'

/** The clock was set back to before this server's key of statements: what it would sign now, verifiers refuse for ever. */
export class ClockBehind extends Error {
  override readonly name = 'ClockBehind'

  constructor(now: number, notBefore: number) {
    super(
      `The clock says ${new Date(now).toISOString()}, but the key of statements signs from ${new Date(notBefore).toISOString()} on: set the clock right.`,
    )
  }
}

// When a key was announced never changes, and it is asked for at every statement.
const announced = new WeakMap<StatementKey, number>()

const notBeforeOf = async (db: Handle, logId: string, key: StatementKey): Promise<number> => {
  const kept = announced.get(key)
  if (kept !== undefined) return kept
  const known = (await statementKeysOf(db, logId)).find(({ kid }) => kid === key.kid)
  // It is noted when the log is opened; until then nothing bounds it.
  if (!known) return 0
  // The first is valid since ever.
  const notBefore = known.addedAt ?? 0
  announced.set(key, notBefore)
  return notBefore
}

/** Why nothing is signed now: what to do about the clock; undefined while it is not behind. */
export const clockFault = async (
  deps: Pick<Deps, 'keys' | 'clock'>,
  db: Handle,
  logId: string,
): Promise<string | undefined> => {
  try {
    await requireClock(deps, db, logId)
    return undefined
  } catch (error) {
    if (error instanceof ClockBehind) return error.message
    throw error
  }
}

/**
 * Requires that verifiers take what is signed now: not more than {@link CLOCK_SKEW_S} before the key was announced.
 *
 * @throws ClockBehind
 */
export const requireClock = async (
  { keys, clock }: Pick<Deps, 'keys' | 'clock'>,
  db: Handle,
  logId: string,
): Promise<void> => {
  const notBefore = await notBeforeOf(db, logId, keys.statement)
  const now = clock()
  // In seconds, as the statement and the published key say it.
  if (Math.floor(now / 1000) < Math.floor(notBefore / 1000) - CLOCK_SKEW_S)
    throw new ClockBehind(now, notBefore)
}
