import { toHex } from '@constat/tlog'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode, encodeOid, encodeUnsigned } from './asn1-writer.ts'
import { integerOf, octetsOf, oidOf, readAsn1, TAG } from './asn1.ts'

const read = (hex: string) => readAsn1(new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex')))

describe('an ASN.1 value', () => {
  it('is read as it was written, whatever its length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000, size: 'max' }), (octets) => {
        const value = readAsn1(encode(TAG.SEQUENCE, encode(TAG.OCTET_STRING, octets), encode(TAG.NULL)))
        expect(value?.children.map(({ tag }) => tag)).toEqual([TAG.OCTET_STRING, TAG.NULL])
        expect(Buffer.from(octetsOf(value?.children[0])).equals(octets)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('holds its numbers and identifiers without loss, those made of a UUID too', () => {
    const arc = fc.oneof(fc.nat(300), fc.nat(Number.MAX_SAFE_INTEGER))
    fc.assert(
      fc.property(fc.array(arc, { maxLength: 8 }), fc.nat(39), (arcs, second) => {
        const dotted = ['1', second, ...arcs].join('.')
        expect(oidOf(readAsn1(encodeOid(dotted)))).toBe(dotted)
      }),
    )
    expect(oidOf(readAsn1(encodeOid('2.999.3')))).toBe('2.999.3')
    // X.667's own example of an identifier from a UUID.
    expect(oidOf(read('0614 6983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776'))).toBe(
      '2.25.329800735698586629295641978511506172918',
    )
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n }), (number) => {
        const octets = new Uint8Array(Buffer.from(number.toString(16).padStart(66, '0'), 'hex'))
        expect(BigInt(`0x${toHex(integerOf(readAsn1(encodeUnsigned(octets))))}`)).toBe(number)
      }),
    )
  })

  it('may be of indefinite length, and an octet string in parts, as BER allows', () => {
    const value = read('3080 2480 0402 0102 0401 03 0000 0500 0000')
    expect(value?.children.map(({ tag }) => tag)).toEqual([TAG.OCTET_STRING_IN_PARTS, TAG.NULL])
    expect(toHex(octetsOf(value?.children[0]))).toBe('010203')
  })

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['less than its length', '3003 0500'],
    ['more than its length', '3002 0500 00'],
    ['a length in more octets than it needs', '04 81 01 00'],
    ['a length with zeros in front', '04 82 0001 00'],
    ['a length of more octets than any limit', '04 85 0000000001 00'],
    ['a length that never ends', '3080 0500'],
    ['a primitive value of indefinite length', '0480 0000'],
    ['a tag of many octets', '1f8101 00'],
    ['a child longer than its parent', '3003 0405 0102030405'],
    ['no end within the parent', '3006 3080 0500 0000 00'],
  ])('is none with %s', (_, hex) => {
    expect(read(hex)).toBeUndefined()
  })

  it('is none when it nests or multiplies without end', () => {
    expect(readAsn1(new Uint8Array(60_000).fill(0x30))).toBeUndefined()
    expect(
      readAsn1(
        encode(
          TAG.SEQUENCE,
          new Uint8Array(40_000).fill(5).map((tag, at) => (at % 2 ? 0 : tag)),
        ),
      ),
    ).toBe(undefined)
  })

  it.each([
    ['an integer without octets', integerOf, '0200'],
    ['an integer with a zero too many', integerOf, '0202 0001'],
    ['an integer with ones too many', integerOf, '0202 ffff'],
    ['an identifier without arcs', oidOf, '0600'],
    ['an identifier that breaks off', oidOf, '0602 2a86'],
    ['an arc with zeros in front', oidOf, '0603 2a8001'],
    ['an arc beyond 128 bits', oidOf, `0615 ${'ff'.repeat(20)}01`],
  ])('is refused as %s', (_, reader: (value: ReturnType<typeof read>) => unknown, hex) => {
    expect(() => reader(read(hex))).toThrow()
  })
})
