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

/**
 * Why the proof must still be kept (law.md X6, §7); undefined when it may go. What should never have been made is no
 * proof of a consent: contracts and claims alone keep it.
 */
export const mustKeep = (ground: ErasureGround, retention: Retention): Reason | undefined =>
  retention.answers
    .map((answer) =>
      keptFor(
        retention,
        ground === 'UNLAWFUL_PROCESSING' ? { ...answer, givenAt: null, withdrawnAt: null } : answer,
      ),
    )
    .find((reason) => reason !== undefined)
