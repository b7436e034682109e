import { readFileSync } from 'node:fs'
import type { Result } from '../index.ts'

/** A file of `vectors/`, as it is. */
export const vectorBytes = (file: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./vectors/${file}`, import.meta.url)))

/** A text file of `vectors/`. */
export const vectorText = (file: string): string => new TextDecoder().decode(vectorBytes(file))

/** The bytes of a text in base64. */
export const base64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

/** The bytes of a text in UTF-8. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Bytes in hex. */
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** The value of a result that must be one. */
export const valueOf = <Value>(result: Result<Value, string>): Value => {
  if (!result.ok) throw new Error(result.code)
  return result.value
}

/** The bytes of a text in hex. */
export const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))
