// A call takes its bytes as arguments, of which an engine allows some ten thousand.
const CHUNK = 0x2000

/** Base64 with padding (RFC 4648 §4). */
export const toBase64 = (bytes: Uint8Array): string => {
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(binary)
}

/** The bytes of a base64 text, or undefined where any other text would stand for the same bytes. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    // atob skips spaces and ignores loose trailing bits.
    return toBase64(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
