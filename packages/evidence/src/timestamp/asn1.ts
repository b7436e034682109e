import { Constructed, fromBER, GeneralizedTime, ObjectIdentifier, type AsnType } from 'asn1js'

// Hostile input could nest or multiply nodes; real tokens and certificates stay far below.
const LIMITS = { maxDepth: 32, maxNodes: 10_000 }

/** A copy whose buffer holds exactly these bytes, as WebCrypto and ASN.1 readers ask for. */
export const copyOf = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

export const equalBytes = (one: Uint8Array, two: Uint8Array): boolean =>
  one.length === two.length && one.every((byte, at) => byte === two[at])

/** Lower-case hexadecimal. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The one ASN.1 value that these bytes are, or undefined when they are none, or more than one. */
export const readAsn1 = (bytes: Uint8Array): AsnType | undefined => {
  try {
    const { offset, result } = fromBER(copyOf(bytes), LIMITS)
    return offset === bytes.length ? result : undefined
  } catch {
    return undefined
  }
}

/** The values inside a constructed value; none for another. */
export const childrenOf = (value: AsnType | undefined): readonly AsnType[] =>
  value instanceof Constructed ? value.valueBlock.value : []

/** Whether a value has the context-specific tag `[number]`. */
export const isTagged = (value: AsnType, number: number): boolean =>
  value.idBlock.tagClass === 3 && value.idBlock.tagNumber === number

/** The bytes of a value as they came, tag and length included. */
export const encodingOf = (value: AsnType): Uint8Array<ArrayBuffer> => copyOf(value.valueBeforeDecodeView)

export const oidOf = (value: AsnType | undefined): string | undefined =>
  value instanceof ObjectIdentifier ? value.getValue() : undefined

/** The text of a GeneralizedTime as it came. */
export const timeTextOf = (value: AsnType | undefined): string | undefined =>
  value instanceof GeneralizedTime ? String.fromCharCode(...value.valueBlock.valueHexView) : undefined
