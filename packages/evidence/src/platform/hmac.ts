import { createHmac, hash, type KeyObject } from 'node:crypto'

/** HMAC-SHA-256 (RFC 2104), 32 bytes. */
export const hmacSha256 = (key: KeyObject, data: Uint8Array | string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac('sha256', key).update(data).digest())

const BLOCK = 64
const DIGEST = 32
const INNER = 0x36
const OUTER = 0x5c

/** What is hashed in one go; anything longer takes the usual way. */
const SHORT = 512

/**
 * HMAC-SHA-256 of short texts under one key of 32 bytes, several times as fast as {@link hmacSha256}: its two hashes
 * (RFC 2104 §2) in one call each, over memory that is used again. For those made by the million.
 */
export const shortHmac = (key: KeyObject): ((text: string) => Uint8Array<ArrayBuffer>) => {
  const secret = key.export()
  const pad = (length: number, value: number): Buffer => {
    const block = Buffer.alloc(BLOCK + length, value).fill(0, BLOCK)
    for (const [index, byte] of secret.entries()) block[index] = byte ^ value
    return block
  }
  const inner = pad(SHORT, INNER)
  const outer = pad(DIGEST, OUTER)
  return (text) => {
    // No character of UTF-16 takes more than three bytes.
    if (text.length * 3 > SHORT) return hmacSha256(key, text)
    const length = inner.write(text, BLOCK)
    // A digest that comes as a Buffer has memory of its own outside the heap, which costs more than to hash.
    outer.write(hash('sha256', inner.subarray(0, BLOCK + length), 'binary'), BLOCK, 'binary')
    const { buffer, byteOffset } = Buffer.from(hash('sha256', outer, 'binary'), 'binary')
    return new Uint8Array(buffer, byteOffset, DIGEST)
  }
}
