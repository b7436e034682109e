import { canonicalJson, type JsonValue } from '@constat/core/canonical'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of UTF-8 bytes, or undefined when they are not that; a byte order mark is a character like others. */
export const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

// Far above anything we write, far below what would exhaust a stack.
const MAX_DEPTH = 64

const isShallow = (value: JsonValue | undefined, depth = MAX_DEPTH): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth > 0 && Object.values(value).every((each: JsonValue | undefined) => isShallow(each, depth - 1)))

/** The value of JSON of at most 64 levels, or undefined. */
export const parseJson = (text: string): JsonValue | undefined => {
  try {
    const value: JsonValue = JSON.parse(text)
    return isShallow(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The value of JSON that is its own canonical form (RFC 8785): no member twice, no second spelling, no space. */
export const parseCanonical = (bytes: Uint8Array): JsonValue | undefined => {
  const text = decodeUtf8(bytes)
  if (text === undefined) return undefined
  const value = parseJson(text)
  try {
    return value !== undefined && canonicalJson(value) === text ? value : undefined
  } catch {
    // Half a surrogate pair has no canonical form.
    return undefined
  }
}
