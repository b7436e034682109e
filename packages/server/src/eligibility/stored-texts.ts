import type { ContactKind } from '@constat/core/vocabulary'
import {
  attemptsOf,
  readContacts,
  readStateHead,
  stateEventsOf,
  tellsAt,
  visitStates,
  writeStateEvent,
  type Attempt,
  type Bytes,
  type Handle,
  type TenantScope,
} from '@constat/store'

/** What of all that is stored is seen: events to this position and calls recorded by this instant. */
export type SeenFrom = {
  readonly position: number
  readonly attemptsBy: number
  /** Whether calls were recorded at all. */
  readonly hasAttempts: boolean
}

const NO_ATTEMPTS: readonly Attempt[] = []

/** Keyed hashes of contacts of one kind, {@link KEY_LENGTH} bytes each, one after another. */
export type PackedKeys = Uint8Array

/** Bytes of a keyed hash. */
export const KEY_LENGTH = 16

/** What is stored of a contact, as the text of its state has it: see `eventsIn` of the store. */
export type StoredText = { readonly events: string; readonly attempts: readonly Attempt[] }

/** What of contacts of one kind is asked for: each by its index. */
export type TextsWanted = {
  readonly kind: ContactKind
  readonly keys: PackedKeys
  /** The instant that is asked about. */
  readonly atOf: (index: number) => number
  /** Whether calls count. */
  readonly countsCalls: (index: number) => boolean
}

/** Indexes in the order in which an index has the keys, which is all that the first of their bytes are looked at for. */
const inKeyOrder = (keys: PackedKeys): Float64Array => {
  const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength)
  const count = keys.length / KEY_LENGTH
  const order = new Float64Array(count)
  for (let index = 0; index < count; index += 1)
    order[index] = view.getUint32(index * KEY_LENGTH) * count + index
  order.sort()
  for (let place = 0; place < count; place += 1) order[place] = (order[place] ?? 0) % count
  return order
}

const keyAt = (keys: PackedKeys, index: number): Bytes =>
  new Uint8Array(keys.subarray(index * KEY_LENGTH, (index + 1) * KEY_LENGTH))

const hexOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

/** The calls made to those contacts for whom they count, by key in hexadecimal. */
const callsTo = async (
  db: Handle,
  tenant: TenantScope,
  { kind, keys, countsCalls }: TextsWanted,
): Promise<ReadonlyMap<string, readonly Attempt[]>> => {
  const wanted: Bytes[] = []
  for (let index = 0; index * KEY_LENGTH < keys.length; index += 1)
    if (countsCalls(index)) wanted.push(keyAt(keys, index))
  return Map.groupBy(await attemptsOf(db, tenant, kind, wanted), ({ bidx }) => hexOf(bidx))
}

const NO_CALLS: ReadonlyMap<string, readonly Attempt[]> = new Map()
const NOTHING_STORED: StoredText = { events: '', attempts: NO_ATTEMPTS }

/**
 * Reads what is stored of contacts, in their order, as of one position of a tenant, of a database that moves on meanwhile or
 * stands still. In large batches it is read several times as fast.
 */
export const readTexts = async (
  db: Handle,
  tenant: TenantScope,
  wanted: TextsWanted,
  { position, attemptsBy, hasAttempts }: SeenFrom,
): Promise<readonly StoredText[]> => {
  const { kind, keys, atOf } = wanted
  const count = keys.length / KEY_LENGTH
  if (count === 0) return []
  const { hasStates } = await readStateHead(db, tenant)
  const hex = hexOf(keys)
  const nameAt = (index: number): string => hex.slice(index * KEY_LENGTH * 2, (index + 1) * KEY_LENGTH * 2)
  const calls = hasAttempts ? await callsTo(db, tenant, wanted) : NO_CALLS
  const callsAt = (index: number): readonly Attempt[] =>
    calls.size === 0
      ? NO_ATTEMPTS
      : (calls.get(nameAt(index))?.filter(({ recordedAt }) => recordedAt <= attemptsBy) ?? NO_ATTEMPTS)
  const stored = Array.from({ length: count }, () => NOTHING_STORED)
  const untold: number[] = []
  if (hasStates) {
    const order = inKeyOrder(keys)
    await visitStates(db, tenant, kind, Array.from(order, nameAt), (place, state) => {
      const index = order[place] ?? 0
      if (tellsAt(state, { at: atOf(index), position }))
        stored[index] = { events: state.events, attempts: NO_ATTEMPTS }
      else untold.push(index)
    })
    if (calls.size > 0)
      for (const [index, { events }] of stored.entries()) stored[index] = { events, attempts: callsAt(index) }
  } else for (let index = 0; index < count; index += 1) untold.push(index)
  const histories = await readContacts(
    db,
    tenant,
    untold.map((index) => ({ kind, bidx: [keyAt(keys, index)] })),
    { position, attemptsBy },
  )
  for (const [place, index] of untold.entries()) {
    const history = histories[place]
    if (!history) throw new Error('Each contact has a history, if only an empty one.')
    const events = stateEventsOf(history).map(writeStateEvent).join('')
    stored[index] = { events, attempts: history.attempts }
  }
  return stored
}
