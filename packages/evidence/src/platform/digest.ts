import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64url } from './base64url.ts'

const utf8 = new TextEncoder()

/** SHA-256 of bytes, or of the UTF-8 form of a text (FIPS 180-4), in base64url. */
export const sha256Base64url = (data: Uint8Array | string): string =>
  toBase64url(sha256(typeof data === 'string' ? utf8.encode(data) : data))
