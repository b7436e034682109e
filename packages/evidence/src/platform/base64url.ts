/** Base64url without padding (RFC 4648 §5, as RFC 7515 §2 uses it). */
export const toBase64url = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')

/**
 * The bytes of a base64url text, or undefined where any other text would stand for the same bytes: Node skips what
 * it does not know and ignores loose trailing bits, so the text must equal its own re-encoding.
 */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  const bytes = new Uint8Array(Buffer.from(text, 'base64url'))
  return toBase64url(bytes) === text ? bytes : undefined
}
