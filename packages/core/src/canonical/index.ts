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

const quoted = (text: string): string => {
  if (!text.isWellFormed()) throw new TypeError('Half a surrogate pair has no canonical form.')
  return JSON.stringify(text)
}

/**
 * The one canonical form of a JSON value: RFC 8785 (JCS). Names are sorted by their UTF-16 code units, as `toSorted` does
 * (section 3.2.3); texts and numbers are spelt as ECMAScript spells them (sections 3.2.2.2 and 3.2.2.3).
 *
 * @throws Error for what JSON cannot carry: NaN, infinities, lone surrogates, cycles, functions, undefined. Members that
 * are undefined are left out.
 */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'boolean' || value === null || Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value !== 'object')
    throw new TypeError(`A ${typeof value} that JSON does not know has no canonical form.`)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`
  const record: Readonly<Record<string, unknown>> = { ...value }
  let members = ''
  for (const name of Object.keys(record).toSorted()) {
    const member = record[name]
    if (member !== undefined) members += `${members && ','}${quoted(name)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}

/** UTF-8 bytes of {@link canonicalJson}; what is hashed and stored. */
export const canonicalBytes = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(canonicalJson(value))

/** SHA-256 of bytes in lower-case hexadecimal; asynchronous because browsers offer it no other way. */
export const sha256Hex = async (bytes: Uint8Array<ArrayBuffer>): Promise<Sha256> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
