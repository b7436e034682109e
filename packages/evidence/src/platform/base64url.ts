import { fromBase64, toBase64 } from '@constat/tlog'

/** Base64url without padding (RFC 4648 §5, as RFC 7515 §2 uses it). */
export const toBase64url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** The bytes of a base64url text, or undefined where any other text would stand for the same bytes. */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> | undefined =>
  /^[\w-]*$/.test(text)
    ? fromBase64(
        text
          .replaceAll('-', '+')
          .replaceAll('_', '/')
          .padEnd(Math.ceil(text.length / 4) * 4, '='),
      )
    : undefined
