import type { ContactKind } from '@constat/core/vocabulary'
import type { Bytes } from '../store.ts'
import type { ConsentEvent, Objection, StoredChoice, Withdrawal } from './event.ts'

/** Encrypted disclosures with the wrapped key that opens them. */
export type Sealed = { readonly ct: Bytes; readonly kekId: string; readonly wrapped: Bytes }

/** One row of the blind index: under which keyed hash, of which epoch, the event is found. */
export type IndexedContact = { readonly kind: ContactKind; readonly epoch: number; readonly bidx: Bytes }

/** An event to record, with everything that belongs to it. */
export type NewEvent = Omit<ConsentEvent, 'position'> & {
  /** Compact JWS. */
  readonly statement: string
  readonly sealed?: Sealed | undefined
  readonly contacts: readonly IndexedContact[]
  readonly choices: readonly Omit<StoredChoice, 'eventId'>[]
  readonly withdrawals: readonly Omit<Withdrawal, 'eventId'>[]
  readonly objections: readonly Omit<Objection, 'eventId'>[]
  /** SHA-256 of the person's token, 32 bytes. */
  readonly manageTokenSha256?: Bytes | undefined
}
