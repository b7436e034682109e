import { canonicalBytes } from '@constat/core/canonical'
import type { Random } from '@constat/core/id'
import { signWith, type StatementKey } from '../key/statement-key.ts'
import { toBase64url } from '../platform/base64url.ts'
import { isPortable, STATEMENT_TYPE, type StatementPayload } from './payload.ts'

/** What a statement is signed with. */
export type Signer = { readonly key: StatementKey; readonly random: Random }

/** A new identifier of a statement: 16 random bytes in base64url. */
export const newJti = (random: Random): string => toBase64url(random(16))

/** Epoch milliseconds as the whole seconds of a NumericDate (RFC 7519 §2). */
export const toSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)

/**
 * The compact JWS (RFC 7515 §7.1) of a payload, both parts in canonical JSON.
 *
 * @throws TypeError when the payload is not portable JSON (see `isPortable`).
 */
export const signPayload = (payload: StatementPayload, { key }: Signer): string => {
  if (!isPortable(payload)) throw new TypeError('The facts of a statement are whole numbers and NFC strings.')
  const header = { alg: 'EdDSA', kid: key.kid, typ: STATEMENT_TYPE }
  const input = [header, payload].map((part) => toBase64url(canonicalBytes(part))).join('.')
  return `${input}.${toBase64url(signWith(key, Buffer.from(input)))}`
}
