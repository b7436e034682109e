import { TAG } from './asn1.ts'

const lengthOctets = (length: number): readonly number[] => {
  if (length < 0x80) return [length]
  const digits: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
  return [0x80 | digits.length, ...digits]
}

/** A value in DER, of this identifier octet and content. */
export const encode = (tag: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const length = contents.reduce((sum, content) => sum + content.length, 0)
  const head = [tag, ...lengthOctets(length)]
  const bytes = new Uint8Array(head.length + length)
  bytes.set(head)
  let at = head.length
  for (const content of contents) {
    bytes.set(content, at)
    at += content.length
  }
  return bytes
}

export const encodeNull = (): Uint8Array => encode(TAG.NULL)

export const encodeBoolean = (value: boolean): Uint8Array =>
  encode(TAG.BOOLEAN, Uint8Array.of(value ? 0xff : 0))

/** A positive INTEGER: no zero octets in front but one where the sign bit would be set (X.690 §8.3). */
export const encodeUnsigned = (bytes: Uint8Array): Uint8Array => {
  const start = bytes.findIndex((byte) => byte !== 0)
  const significant = start < 0 ? Uint8Array.of(0) : bytes.subarray(start)
  const signed = (significant[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array()
  return encode(TAG.INTEGER, signed, significant)
}

const arcOctets = (arc: number): readonly number[] => {
  const octets = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
    octets.unshift(0x80 | (rest % 128))
  return octets
}

/** An OBJECT IDENTIFIER of a dotted text with arcs below 2^53 (X.690 §8.19). */
export const encodeOid = (dotted: string): Uint8Array => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return encode(TAG.OBJECT_IDENTIFIER, Uint8Array.from([first * 40 + second, ...rest].flatMap(arcOctets)))
}
