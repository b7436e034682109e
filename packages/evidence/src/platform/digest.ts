import { createHmac, hash, type KeyObject } from 'node:crypto'

/** SHA-256 of bytes, or of the UTF-8 form of a text (FIPS 180-4), in base64url. */
export const sha256Base64url = (data: Uint8Array | string): string => hash('sha256', data, 'base64url')

/** HMAC-SHA-256 (RFC 2104), 32 bytes. */
export const hmacSha256 = (key: KeyObject, data: Uint8Array | string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac('sha256', key).update(data).digest())
