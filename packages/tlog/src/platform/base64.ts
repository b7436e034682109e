// Long enough to be quick, short enough to be the arguments of one call.
const CHUNK = 0x2000

// Spread, the bytes would be iterated one by one: applied, they are arguments at once.
const characters = (bytes: Uint8Array): string => Reflect.apply(String.fromCharCode, undefined, bytes)

const binary = (bytes: Uint8Array): string => {
  if (bytes.length <= CHUNK) return characters(bytes)
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK) text += characters(bytes.subarray(at, at + CHUNK))
  return text
}

/** Base64 with padding (RFC 4648 §4). */
export const toBase64 = (bytes: Uint8Array): string => btoa(binary(bytes))

/** The bytes of a base64 text, or undefined where any other text would stand for the same bytes. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  try {
    const decoded = atob(text)
    const bytes = new Uint8Array(decoded.length)
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = decoded.charCodeAt(at)
    // `atob` skips spaces and ignores loose trailing bits, so the text must equal its own re-encoding.
    return toBase64(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
