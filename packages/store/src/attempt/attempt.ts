import type { Channel, ContactKind } from '@constat/core/vocabulary'
import type { IndexedContact } from '../consent/new-event.ts'
import { prepared, scopeIn } from '../prepared.ts'
import { owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope, Writer } from '../store.ts'

/** A call made or tried by an advertiser or for it. Instants are epoch milliseconds. */
export type Attempt = {
  /** Party key. */
  readonly advertiser: string
  readonly channel: Channel
  /** When the caller says it was made. */
  readonly at: number
  readonly recordedAt: number
}

/** A call to record, with the contact that was called. */
export type NewAttempt = Attempt & { readonly contact: IndexedContact }

// Bounds the length of one statement, and with it what the engine keeps of its text.
const ROWS = 50

/** Adds calls; one that is there already stays as it is. */
export const insertAttempts = async (
  trx: Writer,
  scope: TenantScope,
  attempts: readonly NewAttempt[],
): Promise<void> => {
  for (let from = 0; from < attempts.length; from += ROWS)
    await trx
      .insertInto('attempt')
      .values(
        attempts.slice(from, from + ROWS).map(({ contact, advertiser, channel, at, recordedAt }) => ({
          ...owner(scope),
          kind: contact.kind,
          bidx: contact.bidx,
          epoch: contact.epoch,
          advertiser,
          channel,
          at,
          recorded_at: recordedAt,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

type Lookup = { readonly scope: TenantScope; readonly kind: ContactKind; readonly bidx: readonly Bytes[] }

const selectAttempts = prepared(
  ({ bidx }: Lookup) => bidx,
  (db, value, bidx) =>
    db
      .selectFrom('attempt')
      .select(['bidx', 'advertiser', 'channel', 'at', 'recorded_at as recordedAt'])
      .where((eb) => eb.and(owner(scopeIn(value))))
      .where(
        'kind',
        '=',
        value(({ kind }) => kind),
      )
      .where('bidx', 'in', bidx),
)

/** What tells a call from the other calls to its contact. */
export const attemptName = ({ advertiser, channel, at }: Attempt): string =>
  [channel, at, advertiser].join(' ')

/** The calls made to contacts of a kind, each with the keyed hash it is filed under, in no order. */
export const attemptsOf = (
  db: Handle,
  scope: TenantScope,
  kind: ContactKind,
  bidx: readonly Bytes[],
): Promise<readonly (Attempt & { readonly bidx: Bytes })[]> => selectAttempts(db, { scope, kind, bidx })

/** Each call once: while keys rotate, one and the same is filed under several. */
export const onceEach = (attempts: readonly Attempt[]): readonly Attempt[] => [
  ...new Map(attempts.map((attempt) => [attemptName(attempt), attempt])).values(),
]

/** Whether a tenant has recorded any call. */
export const hasAttempts = async (db: Handle, scope: TenantScope): Promise<boolean> =>
  (await db
    .selectFrom('attempt')
    .select('at')
    .where((eb) => eb.and(owner(scope)))
    .limit(1)
    .executeTakeFirst()) !== undefined
