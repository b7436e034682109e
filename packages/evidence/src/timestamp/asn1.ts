// Hostile input could nest or multiply values; real tokens and certificates stay far below.
const MAX_DEPTH = 32
const MAX_VALUES = 10_000

/** Identifier octets of the values that time stamps and certificates are made of (X.690 §8.1.2). */
export const TAG = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  NULL: 0x05,
  OBJECT_IDENTIFIER: 0x06,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  OCTET_STRING_IN_PARTS: 0x24,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const

/** An ASN.1 value as it came. */
export type Asn1 = {
  /** Identifier octet: class, whether constructed, number. */
  readonly tag: number
  /** Tag, length and content. */
  readonly encoding: Uint8Array
  readonly content: Uint8Array
  /** The values inside a constructed one; none in another. */
  readonly children: readonly Asn1[]
}

/** Thrown inside a reader by bytes that are not what it reads; every entry point turns it into a fault. */
export class MalformedAsn1 extends Error {}

/** The value, where it is there. */
export const required = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new MalformedAsn1()
  return value
}

/** @throws MalformedAsn1 unless it holds. */
export const demand = (holds: boolean): void => {
  if (!holds) throw new MalformedAsn1()
}

/** The identifier octet of `[number]`, constructed unless said otherwise. */
export const contextTag = (number: number, constructed = true): number => (constructed ? 0xa0 : 0x80) | number

const CONSTRUCTED = 0x20
const HIGH_NUMBER = 0x1f
const INDEFINITE = 0x80

// A definite length and where it ends: the shortest form alone (X.690 §10.1), and none that no limit here would allow.
const lengthAt = (bytes: Uint8Array, at: number): readonly [length: number, end: number] => {
  const first = required(bytes[at])
  if (first < 0x80) return [first, at + 1]
  const octets = first & 0x7f
  demand(octets >= 1 && octets <= 4)
  let length = 0
  for (let each = 1; each <= octets; each += 1) length = length * 256 + required(bytes[at + each])
  demand(length >= 0x80 && length >= 256 ** (octets - 1))
  return [length, at + 1 + octets]
}

/** The one ASN.1 value that these bytes are, or undefined when they are none, or more than one. */
export const readAsn1 = (bytes: Uint8Array): Asn1 | undefined => {
  let values = 0

  const isEnd = (at: number): boolean => bytes[at] === 0 && bytes[at + 1] === 0

  const valueAt = (at: number, limit: number, depth: number): Asn1 => {
    values += 1
    const tag = required(bytes[at])
    demand(at < limit && depth <= MAX_DEPTH && values <= MAX_VALUES && (tag & HIGH_NUMBER) !== HIGH_NUMBER)
    const constructed = (tag & CONSTRUCTED) !== 0
    // CMS may be BER (RFC 5652 §2), and signers that stream write it with indefinite lengths.
    if (constructed && bytes[at + 1] === INDEFINITE) return untilEnd(tag, at, limit, depth)
    const [length, start] = lengthAt(bytes, at + 1)
    const end = start + length
    demand(end <= limit)
    const children: Asn1[] = []
    for (let next = constructed ? start : end; next < end;) {
      const child = valueAt(next, end, depth + 1)
      children.push(child)
      next += child.encoding.length
    }
    return { tag, encoding: bytes.subarray(at, end), content: bytes.subarray(start, end), children }
  }

  const untilEnd = (tag: number, at: number, limit: number, depth: number): Asn1 => {
    const children: Asn1[] = []
    let next = at + 2
    while (!isEnd(next)) {
      const child = valueAt(next, limit, depth + 1)
      children.push(child)
      next += child.encoding.length
    }
    demand(next + 2 <= limit)
    return { tag, encoding: bytes.subarray(at, next + 2), content: bytes.subarray(at + 2, next), children }
  }

  try {
    const value = valueAt(0, bytes.length, 0)
    return value.encoding.length === bytes.length ? value : undefined
  } catch (error) {
    if (error instanceof MalformedAsn1) return undefined
    throw error
  }
}

/** A copy of its own, as WebCrypto asks for. */
export const copyOf = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

export const equalBytes = (one: Uint8Array, two: Uint8Array): boolean =>
  one.length === two.length && one.every((byte, at) => byte === two[at])

/** The values inside one with this tag. @throws MalformedAsn1 for another. */
export const partsOf = (value: Asn1 | undefined, tag: number = TAG.SEQUENCE): readonly Asn1[] => {
  const { tag: found, children } = required(value)
  demand(found === tag)
  return children
}

/** The content of a value with this tag. @throws MalformedAsn1 for another. */
export const contentOf = (value: Asn1 | undefined, tag: number): Uint8Array => {
  const { tag: found, content } = required(value)
  demand(found === tag)
  return content
}

/** The octets of an OCTET STRING, in one piece or in parts (X.690 §8.7). @throws MalformedAsn1 for another value. */
export const octetsOf = (value: Asn1 | undefined): Uint8Array => {
  if (value?.tag !== TAG.OCTET_STRING_IN_PARTS) return contentOf(value, TAG.OCTET_STRING)
  const parts = value.children.map((part) => contentOf(part, TAG.OCTET_STRING))
  const octets = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    octets.set(part, at)
    at += part.length
  }
  return octets
}

/** The octets of an INTEGER of at least one octet, in its shortest form. @throws MalformedAsn1 for another value. */
export const integerOf = (value: Asn1 | undefined, tag: number = TAG.INTEGER): Uint8Array => {
  const octets = contentOf(value, tag)
  const [first, second = 0] = octets
  const isPadded = octets.length > 1 && (first === 0 ? second < 0x80 : first === 0xff && second >= 0x80)
  demand(octets.length > 0 && !isPadded)
  return octets
}

/** An INTEGER from 0 to 2^31 - 1. @throws MalformedAsn1 for another. */
export const smallIntegerOf = (value: Asn1 | undefined, tag: number = TAG.INTEGER): number => {
  const octets = integerOf(value, tag)
  demand(octets.length <= 4 && required(octets[0]) < 0x80)
  return octets.reduce((sum, octet) => sum * 256 + octet, 0)
}

/** @throws MalformedAsn1 for what is no BOOLEAN of DER (X.690 §11.1). */
export const booleanOf = (value: Asn1 | undefined): boolean => {
  const [octet, ...more] = contentOf(value, TAG.BOOLEAN)
  demand(more.length === 0 && (octet === 0 || octet === 0xff))
  return octet === 0xff
}

/** The octets of a BIT STRING; of its last octet as many bits count as it says. @throws MalformedAsn1 for another value. */
export const bitsOf = (value: Asn1 | undefined): Uint8Array => {
  const content = contentOf(value, TAG.BIT_STRING)
  const unused = required(content[0])
  demand(unused === 0 || (unused < 8 && content.length > 1))
  return content.subarray(1)
}

/** The octets of a BIT STRING whose bits all count, as those of keys and signatures. @throws MalformedAsn1 for another. */
export const wholeBitsOf = (value: Asn1 | undefined): Uint8Array => {
  const octets = bitsOf(value)
  demand(required(value).content[0] === 0)
  return octets
}

// 128 bits, as of an arc made of a UUID (X.667), fill 19 octets.
const MAX_ARC_OCTETS = 19

const arcOf = (octets: readonly number[]): bigint | number =>
  octets.length <= 7
    ? octets.reduce((sum, octet) => sum * 128 + (octet & 0x7f), 0)
    : octets.reduce((sum, octet) => sum * 128n + BigInt(octet & 0x7f), 0n)

/** An OBJECT IDENTIFIER in dotted form (X.690 §8.19). @throws MalformedAsn1 for another value. */
export const oidOf = (value: Asn1 | undefined): string => {
  const content = contentOf(value, TAG.OBJECT_IDENTIFIER)
  demand(content.length > 0 && required(content.at(-1)) < 0x80)
  const arcs: (bigint | number)[] = []
  let octets: number[] = []
  for (const octet of content) {
    demand((octets.length > 0 || octet !== 0x80) && octets.length < MAX_ARC_OCTETS)
    octets.push(octet)
    if (octet < 0x80) {
      arcs.push(arcOf(octets))
      octets = []
    }
  }
  const [first = 0, ...rest] = arcs
  const top = first < 40 ? 0 : first < 80 ? 1 : 2
  const second = typeof first === 'bigint' ? first - 80n : first - top * 40
  return [top, second, ...rest].join('.')
}
