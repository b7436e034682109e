import { createHmac, type KeyObject } from 'node:crypto'

/** HMAC-SHA-256 (RFC 2104), 32 bytes. */
export const hmacSha256 = (key: KeyObject, data: Uint8Array | string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac('sha256', key).update(data).digest())
