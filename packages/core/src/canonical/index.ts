import canonicalize from 'canonicalize'

/** A value that JSON can carry without loss. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined }

/** Lower-case hexadecimal SHA-256, 64 characters. */
export type Sha256 = string

/**
 * The one canonical form of a JSON value: RFC 8785 (JCS).
 *
 * @throws Error for what JSON cannot carry: NaN, infinities, lone surrogates, cycles, undefined as a whole. Members that
 * are undefined are left out.
 */
export const canonicalJson = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('undefined has no canonical form')
  return text
}

/** UTF-8 bytes of {@link canonicalJson}; what is hashed and stored. */
export const canonicalBytes = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(canonicalJson(value))

/** SHA-256 of bytes in lower-case hexadecimal; asynchronous because browsers offer it no other way. */
export const sha256Hex = async (bytes: Uint8Array<ArrayBuffer>): Promise<Sha256> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
