const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes, or a text that stands for its UTF-8 form. */
export type Text = Uint8Array | string

/** The UTF-8 form of a text. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)

/** The text of these bytes, or undefined when they are longer than `most` or not UTF-8. */
export const decodeText = (input: Text, most: number): string | undefined => {
  if (input.length > most) return undefined
  if (typeof input === 'string') return input.isWellFormed() && utf8(input).length <= most ? input : undefined
  try {
    return decoder.decode(input)
  } catch {
    return undefined
  }
}

/** Whether a text has an ASCII control character, those below U+0020, other than newline. */
export const hasControl = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x20 && code !== 0x0a) return true
  }
  return false
}

/** Whether two byte strings are the same. They are public: the time taken may tell where they differ. */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

/** Lower-case hexadecimal. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The bytes one after the other, in a buffer of their own. */
export const concat = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
