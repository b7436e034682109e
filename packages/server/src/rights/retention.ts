import type { Channel, ErasureGround } from '@constat/core/vocabulary'
import { decide, type Reason } from '@constat/law'

/** A consent of the record. Instants are epoch milliseconds. */
export type KeptAnswer = {
  readonly channel: Channel
  readonly givenAt: number
  readonly withdrawnAt: number | null
}

/** What decides how long the proof of a record is kept. */
export type Retention = {
  readonly at: number
  readonly answers: readonly KeptAnswer[]
  /** When a contract was concluded on the strength of it; null when none was. */
  readonly contractConcludedAt: number | null
  readonly litigation: boolean
}

const keptFor = (
  { at, contractConcludedAt, litigation }: Retention,
  { channel, givenAt, withdrawnAt }: Omit<KeptAnswer, 'givenAt'> & { readonly givenAt: number | null },
): Reason | undefined => {
  const { verdict, reasons } = decide({
    kind: 'KEEP_PROOF',
    at,
    channel,
    consentGivenAt: givenAt,
    withdrawnAt,
    contractConcludedAt,
    litigation,
  })
  return verdict === 'ALLOW' ? reasons[0] : undefined
}

const DAY = 86_400_000
const HORIZON_DAYS = 30 * 366

/** Why a proof must be kept, and the first instant (epoch milliseconds) at which it need not; null when none is in sight. */
export type Kept = { readonly reason: Reason; readonly until: number | null }

// Keeping ends once and for all: the day is found by halving.
const endOfKeeping = (ground: ErasureGround, retention: Retention): number | null => {
  const isKept = (days: number) =>
    reasonToKeep(ground, { ...retention, at: retention.at + days * DAY }) !== undefined
  if (isKept(HORIZON_DAYS)) return null
  let [kept, over] = [0, HORIZON_DAYS]
  while (over - kept > 1) {
    const middle = Math.floor((kept + over) / 2)
    if (isKept(middle)) kept = middle
    else over = middle
  }
  return retention.at + over * DAY
}

/** Why and until when the proof must still be kept (law.md X6, §7); undefined when it may go. */
export const mustKeep = (ground: ErasureGround, retention: Retention): Kept | undefined => {
  const reason = reasonToKeep(ground, retention)
  return reason && { reason, until: endOfKeeping(ground, retention) }
}

// What should never have been made is no proof of a consent: contracts and claims alone keep it.
const reasonToKeep = (ground: ErasureGround, retention: Retention): Reason | undefined =>
  retention.answers
    .map((answer) =>
      keptFor(
        retention,
        ground === 'UNLAWFUL_PROCESSING' ? { ...answer, givenAt: null, withdrawnAt: null } : answer,
      ),
    )
    .find((reason) => reason !== undefined)
