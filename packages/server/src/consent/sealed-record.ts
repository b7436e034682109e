import { createHash } from 'node:crypto'
import type { Contact } from '@constat/core/contact'
import { CONTACT_KINDS } from '@constat/core/vocabulary'
import {
  generateSecretKey,
  parseDisclosure,
  sealRecord,
  unsealRecord,
  unwrapDek,
  wrapDek,
  type KeyRing,
} from '@constat/evidence'
import {
  findSealed,
  type Bytes,
  type ConsentEvent,
  type Handle,
  type Sealed,
  type TenantScope,
} from '@constat/store'
import type { Deps } from '../platform/context.ts'

/** What is personal in an event: it exists only under the event's own key, and goes with that key. */
export type PersonalRecord = {
  readonly disclosures: readonly string[]
  /** The person's token, 32 random bytes in base64url; on submissions only. */
  readonly manageToken?: string | undefined
}

/** What the store keeps of a person's token. */
export const tokenHash = (token: string): Bytes => new Uint8Array(createHash('sha256').update(token).digest())

/** Encrypts a record under a new key of its own, itself wrapped. */
export const sealPersonal = ({ keys, random }: Deps, jti: string, record: PersonalRecord): Sealed => {
  const dek = generateSecretKey(random)
  return {
    ct: sealRecord(dek, jti, new TextEncoder().encode(JSON.stringify(record)), random),
    kekId: keys.kek.id,
    wrapped: wrapDek(keys.kek, jti, dek, random),
  }
}

/** Opens a sealed record; undefined when it does not open under these keys. */
export const readPersonal = (
  keys: Pick<KeyRing, 'kek'>,
  jti: string,
  { ct, wrapped }: Pick<Sealed, 'ct' | 'wrapped'>,
): PersonalRecord | undefined => {
  const dek = unwrapDek(keys.kek, jti, wrapped)
  const bytes = dek && unsealRecord(dek, jti, ct)
  if (!bytes) return undefined
  const record: PersonalRecord = JSON.parse(new TextDecoder().decode(bytes))
  return record
}

/** The personal record of an event; undefined once it is erased. */
export const openPersonal = async (
  { keys }: Deps,
  db: Handle,
  tenant: TenantScope,
  { eventId, jti }: Pick<ConsentEvent, 'eventId' | 'jti'>,
): Promise<PersonalRecord | undefined> => {
  const sealed = await findSealed(db, tenant, eventId)
  if (!sealed) return undefined
  const record = readPersonal(keys, jti, sealed)
  if (!record) throw new Error(`The record of event ${eventId} does not open under the keys of this server.`)
  return record
}

/** The contacts that a record discloses. */
export const contactsOf = ({ disclosures }: PersonalRecord): readonly Contact[] => {
  const claims = disclosures.flatMap((disclosure) => parseDisclosure(disclosure) ?? [])
  return CONTACT_KINDS.flatMap((kind) => {
    const value = claims.find(({ name }) => name === kind)?.value
    return typeof value === 'string' ? [{ kind, value }] : []
  })
}
