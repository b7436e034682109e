import type { ContactKind } from '@constat/core/vocabulary'
import { owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope, Writer } from '../store.ts'
import type { ConfirmationMeans, ConfirmationState } from '../tables.ts'

/** A code or link that was made for one contact of one submission. Instants are epoch milliseconds. */
export type Confirmation = {
  readonly confirmationId: string
  /** The submission that it is for. */
  readonly eventId: string
  readonly kind: ContactKind
  readonly means: ConfirmationMeans
  /** Keyed hash of the code or link, 32 bytes. */
  readonly secretMac: Bytes
  readonly state: ConfirmationState
  /** How many wrong codes were tried. */
  readonly tries: number
  readonly requestedAt: number
  readonly expiresAt: number
  /** The event that says that it was answered; null until then. */
  readonly confirmedBy: string | null
  /** Keyed hash of what was asked under its idempotency key, 32 bytes. */
  readonly fingerprint: Bytes
}

/** A confirmation to keep. */
export type NewConfirmation = Omit<Confirmation, 'state' | 'tries' | 'confirmedBy'> & {
  /** Blind index of the contact, 16 bytes. */
  readonly bidx: Bytes
  /** Keyed hash of the network address that asked, 32 bytes; null when it is not known. */
  readonly addressMac: Bytes | null
  readonly idempotencyKey: string
}

const COLUMNS = [
  'confirmation_id as confirmationId',
  'event_id as eventId',
  'kind',
  'means',
  'secret_mac as secretMac',
  'state',
  'tries',
  'requested_at as requestedAt',
  'expires_at as expiresAt',
  'confirmed_by as confirmedBy',
  'fingerprint',
] as const

/** Keeps a confirmation before its code or link is sent. */
export const insertConfirmation = async (
  trx: Writer,
  scope: TenantScope,
  confirmation: NewConfirmation,
): Promise<void> => {
  await trx
    .insertInto('confirmation')
    .values({
      ...owner(scope),
      confirmation_id: confirmation.confirmationId,
      event_id: confirmation.eventId,
      kind: confirmation.kind,
      bidx: confirmation.bidx,
      means: confirmation.means,
      secret_mac: confirmation.secretMac,
      address_mac: confirmation.addressMac,
      idempotency_key: confirmation.idempotencyKey,
      fingerprint: confirmation.fingerprint,
      state: 'REQUESTED',
      requested_at: confirmation.requestedAt,
      expires_at: confirmation.expiresAt,
      confirmed_by: null,
    })
    .execute()
}

/** A confirmation of this tenant; undefined when there is none. */
export const findConfirmation = (
  db: Handle,
  scope: TenantScope,
  confirmationId: string,
): Promise<Confirmation | undefined> =>
  db
    .selectFrom('confirmation')
    .select(COLUMNS)
    .where((eb) => eb.and({ ...owner(scope), confirmation_id: confirmationId }))
    .executeTakeFirst()

/** A confirmation of this tenant, held until the transaction ends: answers come one after another. */
export const takeConfirmation = (
  trx: Writer,
  scope: TenantScope,
  confirmationId: string,
): Promise<Confirmation | undefined> =>
  trx
    .updateTable('confirmation')
    .set((eb) => ({ tries: eb.ref('tries') }))
    .where((eb) => eb.and({ ...owner(scope), confirmation_id: confirmationId }))
    .returning(COLUMNS)
    .executeTakeFirst()

/** Holds a tenant's requests until the transaction ends: what one counts, no other adds to meanwhile. */
export const holdRequests = async (trx: Writer, scope: TenantScope): Promise<void> => {
  await trx
    .updateTable('position_counter')
    .set((eb) => ({ position: eb.ref('position') }))
    .where((eb) => eb.and(owner(scope)))
    .execute()
}

/** The confirmation that was requested under an idempotency key. */
export const confirmationUnderKey = (
  db: Handle,
  scope: TenantScope,
  idempotencyKey: string,
): Promise<Confirmation | undefined> =>
  db
    .selectFrom('confirmation')
    .select(COLUMNS)
    .where((eb) => eb.and({ ...owner(scope), idempotency_key: idempotencyKey }))
    .executeTakeFirst()

/** The confirmation whose link has this keyed hash, with its tenant. It takes no scope, as it is asked by the link alone. */
export const confirmationByLink = async (
  db: Handle,
  secretMac: Bytes,
): Promise<{ readonly scope: TenantScope; readonly confirmation: Confirmation } | undefined> => {
  const row = await db
    .selectFrom('confirmation')
    .select(COLUMNS)
    .select(['log_id as logId', 'tenant_id as tenantId'])
    .where('secret_mac', '=', secretMac)
    .where('means', '=', 'LINK')
    .executeTakeFirst()
  if (!row) return undefined
  const { logId, tenantId, ...confirmation } = row
  return { scope: { logId, tenantId }, confirmation }
}

/** Notes whether the code or link was handed over; one that was answered meanwhile stays so. */
export const settleConfirmation = async (
  trx: Writer,
  scope: TenantScope,
  confirmationId: string,
  state: 'SENT' | 'FAILED',
): Promise<void> => {
  await trx
    .updateTable('confirmation')
    .set({ state })
    .where((eb) => eb.and({ ...owner(scope), confirmation_id: confirmationId }))
    .where('state', '=', 'REQUESTED')
    .execute()
}

/**
 * Ends the codes and links that were requested for the same contact of the same submission before this one, which was handed over;
 * this may be noted late, and then ends none that is newer.
 */
export const endEarlier = async (
  trx: Writer,
  scope: TenantScope,
  {
    confirmationId,
    eventId,
    kind,
    requestedAt,
  }: Pick<Confirmation, 'confirmationId' | 'eventId' | 'kind' | 'requestedAt'>,
  now: number,
): Promise<void> => {
  await trx
    .updateTable('confirmation')
    .set({ expires_at: now })
    .where((eb) => eb.and({ ...owner(scope), event_id: eventId, kind }))
    .where('confirmation_id', '!=', confirmationId)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', 'in', ['SENT', 'FAILED']), eb('requested_at', '<=', requestedAt)]),
        // Of two of one instant that are being sent, neither ends the other.
        eb.and([eb('state', '=', 'REQUESTED'), eb('requested_at', '<', requestedAt)]),
      ]),
    )
    .where('expires_at', '>', now)
    .execute()
}

/** Counts one wrong code. */
export const countTry = async (trx: Writer, scope: TenantScope, confirmationId: string): Promise<void> => {
  await trx
    .updateTable('confirmation')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where((eb) => eb.and({ ...owner(scope), confirmation_id: confirmationId }))
    .execute()
}

/** Notes that a code or link was answered, and the event that says so. */
export const answerConfirmation = async (
  trx: Writer,
  scope: TenantScope,
  confirmationId: string,
  confirmedBy: string,
): Promise<void> => {
  await trx
    .updateTable('confirmation')
    .set({ state: 'CONFIRMED', confirmed_by: confirmedBy })
    .where((eb) => eb.and({ ...owner(scope), confirmation_id: confirmationId }))
    .execute()
}

/** How many confirmations were requested from an instant on: of one contact, for one address, and in the whole tenant. */
export type ConfirmationCounts = {
  readonly [of in 'contact' | 'address' | 'tenant']: {
    readonly count: number
    /** When the first of them was requested, epoch milliseconds; null when there are none. */
    readonly oldest: number | null
  }
}

const NONE = { count: 0, oldest: null }

// A driver may give both as text.
const numbersOf = ({
  count,
  oldest,
}: {
  readonly count: number | string | bigint
  readonly oldest: number | string | bigint | null
}) => ({ count: Number(count), oldest: oldest === null ? null : Number(oldest) })

/** Counts what was requested from an instant on, whether or not it was sent. */
export const countConfirmations = async (
  db: Handle,
  scope: TenantScope,
  {
    kind,
    bidx,
    addressMac,
    since,
  }: Pick<NewConfirmation, 'kind' | 'bidx' | 'addressMac'> & { readonly since: number },
): Promise<ConfirmationCounts> => {
  const counted = db
    .selectFrom('confirmation')
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('requested_at').as('oldest')])
    .where((eb) => eb.and(owner(scope)))
    .where('requested_at', '>=', since)
  const tenant = await counted.executeTakeFirstOrThrow()
  const contact = await counted.where('kind', '=', kind).where('bidx', '=', bidx).executeTakeFirstOrThrow()
  const address =
    addressMac === null ? NONE : await counted.where('address_mac', '=', addressMac).executeTakeFirstOrThrow()
  return { contact: numbersOf(contact), address: numbersOf(address), tenant: numbersOf(tenant) }
}

/** Removes the confirmations of a tenant that were requested before an instant. */
export const purgeConfirmations = async (trx: Writer, scope: TenantScope, before: number): Promise<void> => {
  await trx
    .deleteFrom('confirmation')
    .where((eb) => eb.and(owner(scope)))
    .where('requested_at', '<', before)
    .execute()
}
