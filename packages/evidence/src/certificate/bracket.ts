import type { Cosignature } from '@constat/tlog'
import type { TrustedKeys } from '../key/trusted-keys.ts'
import { CLOCK_SKEW_S, type LoggedEntry } from './logged.ts'
import type { Timestamped, TrustedTimestamp } from './timestamps.ts'

/** What witnesses and authorities say of one checkpoint. */
export type DatedCheckpoint = {
  /** When the quorum of witnesses had signed; undefined where there is none to speak of. */
  readonly quorumTime: number | undefined
  readonly cosignatures: readonly Cosignature[]
  readonly timestamped: Timestamped
}

/** Between which instants a statement was made, as others than its maker say; seconds since the Unix epoch. */
export type TimeBracket = {
  /** The anchor was new to the witnesses by then; null where no quorum of them saw it. */
  readonly notBefore: number | null
  /** The statement was in the log by then; null when nobody else dates it. */
  readonly notAfter: number | null
  /**
   * Whether the time that the server claims lies inside, by at most 120 s: OUTSIDE is not supported; UNCHECKED where there
   * is no bracket.
   */
  readonly claimed: 'INSIDE' | 'OUTSIDE' | 'UNCHECKED'
}

const earliest = (times: readonly (number | undefined)[]): number | null => {
  const known = times.filter((time) => time !== undefined)
  return known.length > 0 ? Math.min(...known) : null
}

const latestOf = ({ time, accuracy }: TrustedTimestamp): number => Math.ceil(time + accuracy)

/** By when a checkpoint existed, as qualified authorities alone say; null where there is none. */
export const qualifiedNotAfter = (timestamped: Timestamped | undefined): number | null =>
  earliest((timestamped?.trusted ?? []).filter(({ isQualified }) => isQualified).map(latestOf))

const endOf = ({ quorumTime, timestamped }: DatedCheckpoint): number | null =>
  earliest([quorumTime, ...timestamped.trusted.map(latestOf)])

// Witnesses sign a checkpoint only while they have seen no later one, so theirs is a time at which it was new. A time
// stamp says no such thing, for anyone can have an old checkpoint stamped today: it can only move the start back.
const startOf = ({ quorumTime, cosignatures, timestamped }: DatedCheckpoint): number | null =>
  quorumTime === undefined
    ? null
    : earliest([
        ...cosignatures.map(({ time }) => time),
        ...timestamped.trusted.map(({ time, accuracy }) => Math.floor(time - accuracy)),
      ])

/**
 * The bracket of a statement that claims a time, from what dates its checkpoint and its anchor. Where a time is given
 * with an accuracy, the wider reading counts.
 *
 * @param now - Seconds since the Unix epoch.
 */
export const timeBracket = (
  claimed: number,
  dated: DatedCheckpoint,
  anchor: DatedCheckpoint | undefined,
  now: number,
): TimeBracket => {
  const notAfter = endOf(dated)
  const notBefore = anchor ? startOf(anchor) : null
  const isInside =
    claimed >= (notBefore ?? claimed) - CLOCK_SKEW_S && claimed <= (notAfter ?? now) + CLOCK_SKEW_S
  const isUnchecked = notAfter === null && notBefore === null
  if (!isInside) return { notBefore, notAfter, claimed: 'OUTSIDE' }
  return { notBefore, notAfter, claimed: isUnchecked ? 'UNCHECKED' : 'INSIDE' }
}

/** Whether the bracket holds no instant at all. */
export const isEmptyBracket = ({ notBefore, notAfter }: TimeBracket): boolean =>
  notBefore !== null && notAfter !== null && notBefore > notAfter

/**
 * Whether a key signed while it was valid. A statement existed at the latest at the end of its bracket, else now: that
 * must be before the key expired or was revoked, for whoever steals it later can claim any earlier time. Where the key
 * was replaced, the log says what it signed: nothing can come in before what is there. Its beginning is read off the same
 * clock as the claimed time, which may have been set back since by {@link CLOCK_SKEW_S}.
 */
export const keyFault = (
  keys: TrustedKeys,
  kid: string,
  claimed: number,
  existedBy: number,
  { index, checkpoint }: LoggedEntry,
): 'key-not-yet-valid' | 'key-expired' | undefined => {
  const { notBefore = 0, notAfter = Infinity, retired } = keys.get(kid) ?? {}
  if (claimed < notBefore - CLOCK_SKEW_S) return 'key-not-yet-valid'
  const isAfterIts = retired && (retired.log !== checkpoint.origin || index >= retired.index)
  return existedBy > notAfter || isAfterIts ? 'key-expired' : undefined
}
