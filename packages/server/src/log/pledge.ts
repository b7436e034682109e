import { hash } from 'node:crypto'
import type { Challenge, ChallengeAnchor, StatementAnchor, StatementPromise } from '@constat/evidence'
import {
  findCheckpoint,
  findLog,
  keptUntilCommit,
  newestCheckpoint,
  type Checkpoint,
  type Handle,
  type TenantScope,
} from '@constat/store'
import { parseNote } from '@constat/tlog'
import type { Deps } from '../platform/context.ts'
import { requireClock } from '../signing-key/clock.ts'
import { newestWitnessedSize } from './witnessed.ts'

/** Within how many seconds of its receipt a statement is in the log: its maximum merge delay (RFC 6962 §3). */
export const MERGE_DELAY_SECONDS = 60

/** What a statement says of its log: on whose behalf it is, that it will be in it, and which checkpoint was there before it. */
export type Pledge = {
  /** The issuer is the one of the log for ever, whatever the server is called later: verifiers hold one to the other. */
  readonly iss: string
  readonly promise: StatementPromise
  readonly anchor?: StatementAnchor | undefined
}

// A checkpoint never changes, and every statement of its second names the same one.
let latest: { readonly note: string; readonly anchor: ChallengeAnchor | undefined } | undefined

const anchorOf = ({ size, note }: Checkpoint): ChallengeAnchor | undefined => {
  if (latest?.note === note) return latest.anchor
  const parsed = parseNote(note)
  const anchor = parsed.ok ? { size, bodySha256: hash('sha256', parsed.value.text) } : undefined
  latest = { note, anchor }
  return anchor
}

const readAnchor = async (
  deps: Pick<Deps, 'witnesses'>,
  db: Handle,
  logId: string,
): Promise<ChallengeAnchor | undefined> => {
  const witnessed = await newestWitnessedSize(deps, db, logId)
  const checkpoint =
    witnessed === undefined ? await newestCheckpoint(db, logId) : await findCheckpoint(db, logId, witnessed)
  return checkpoint && anchorOf(checkpoint)
}

const KEPT_LOGS = 100

const anchors = keptUntilCommit<Pick<Deps, 'witnesses'> & { readonly anchor: ChallengeAnchor | undefined }>(
  KEPT_LOGS,
)

/**
 * The checkpoint that a statement made now names: the newest that a quorum of witnesses signed, since theirs is a date that
 * others vouch for, else the newest that was shown; undefined before the first. Statements that share a commit share it.
 */
export const newestAnchor = async (
  deps: Pick<Deps, 'witnesses'>,
  db: Handle,
  logId: string,
): Promise<ChallengeAnchor | undefined> => {
  const kept = anchors(db)
  const known = kept?.get(logId)
  if (known && known.witnesses === deps.witnesses) return known.anchor
  const anchor = await readAnchor(deps, db, logId)
  kept?.set(logId, { witnesses: deps.witnesses, anchor })
  return anchor
}

/**
 * What a statement of this tenant that is made now says of its log. The anchor is that of the challenge, which is as old as the capture;
 * without a challenge it is today's.
 *
 * @throws ClockBehind where no verifier would take the statement
 */
export const pledgeOf = async (
  deps: Pick<Deps, 'witnesses' | 'issuer' | 'keys' | 'clock'>,
  db: Handle,
  { logId }: TenantScope,
  challenge?: Challenge,
): Promise<Pledge> => {
  const log = await findLog(db, logId)
  if (!log) throw new Error(`Log ${logId} is missing.`)
  await requireClock(deps, db, logId)
  const anchor = challenge ? challenge.anchor : await newestAnchor(deps, db, logId)
  return {
    iss: log.issuer ?? deps.issuer,
    promise: { log: log.origin, mmd_s: MERGE_DELAY_SECONDS },
    ...(anchor ? { anchor: { origin: log.origin, size: anchor.size, body_sha256: anchor.bodySha256 } } : {}),
  }
}
