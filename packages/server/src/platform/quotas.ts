import type { GraphQLError } from 'graphql'
import type { Config } from '../config/config.ts'
import type { KeyKind } from './context.ts'
import type { Observer } from './observer.ts'
import { issue, quotaError } from './problem.ts'
import { createBuckets, type Rate } from './token-bucket.ts'

/** How much is answered, in units of cost (a look-up of one object is 1). */
export type Rates = { readonly [kind in KeyKind]: Rate } & {
  /** Look-ups of one contact of one tenant. */
  readonly contact: Rate
  /** Keys from one address that were none. */
  readonly failure: Rate
}

/** Who has asked how much. Each refuses with QUOTA_EXCEEDED, or answers undefined. */
export type Quotas = {
  readonly ofKey: (kind: KeyKind, keyId: string, cost: number) => GraphQLError | undefined
  /** @param index blind index of the contact, which is never told itself */
  readonly ofContact: (tenantId: string, index: Uint8Array) => GraphQLError | undefined
  /** Whether an address has presented so many wrong keys that it is not listened to for now. */
  readonly ofAddress: (address: string) => GraphQLError | undefined
  readonly onWrongKey: (address: string) => void
}

// A key may save up ten seconds' worth, a contact and an address a minute's.
const SAVED_SECONDS = 10
const FAILURES_A_MINUTE = 30

const perSecond = (rate: number): Rate => ({ burst: rate * SAVED_SECONDS, perSecond: rate })
const perMinute = (rate: number): Rate => ({ burst: rate, perSecond: rate / 60 })

/** How much is answered by the configuration. */
export const ratesOf = ({
  siteRate,
  secretRate,
  partnerRate,
  contactRate,
}: Pick<Config, 'siteRate' | 'secretRate' | 'partnerRate' | 'contactRate'>): Rates => ({
  SITE: perSecond(siteRate),
  SECRET: perSecond(secretRate),
  PARTNER: perSecond(partnerRate),
  contact: perMinute(contactRate),
  failure: perMinute(FAILURES_A_MINUTE),
})

// Some hundred bytes each: memory is bounded whoever asks.
const MOST = 50_000

const AUTHORIZATION = ['headers', 'authorization']
const REFUSED = {
  key: issue(AUTHORIZATION, 'key-rate', 'This key has asked for more than its share.'),
  contact: issue(['contact'], 'contact-rate', 'This contact has been asked for too often.'),
  address: issue(AUTHORIZATION, 'wrong-keys', 'Too many wrong keys came from this address.'),
} as const

/**
 * Counts in the memory of this process: where several share a database each allows the whole rate, so that a rate holds
 * times the number of processes, and a start forgets. A count in the database would cost each read a write.
 *
 * @param elapsed milliseconds that never go back, unlike the clock
 */
export const createQuotas = (rates: Rates, elapsed: () => number, observer?: Observer): Quotas => {
  const keys = createBuckets(elapsed, MOST)
  const contacts = createBuckets(elapsed, MOST)
  const addresses = createBuckets(elapsed, MOST)
  const refused = (of: keyof typeof REFUSED, waitMs: number) => {
    if (waitMs === 0) return undefined
    observer?.onQuotaExceeded(of)
    return quotaError([REFUSED[of]], waitMs)
  }
  return {
    ofKey: (kind, keyId, cost) => refused('key', keys.take(keyId, rates[kind], cost)),
    ofContact: (tenantId, index) =>
      refused(
        'contact',
        contacts.take(`${tenantId} ${Buffer.from(index).toString('base64')}`, rates.contact, 1),
      ),
    ofAddress: (address) => refused('address', addresses.wait(address, rates.failure, 1)),
    onWrongKey: (address) => void addresses.take(address, rates.failure, 1),
  }
}
