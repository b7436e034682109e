import { randomBytes } from 'node:crypto'
import { TextDecoder } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '@constat/core/canonical'
import { disclosureDigest, makeDisclosure, parseDisclosure } from '../index.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const encoded = (text: string) => Buffer.from(text).toString('base64url')

describe('a disclosure', () => {
  // RFC 9901 §4.2.1, §4.2.3 and §5.1: disclosure, digest, claim.
  it.each([
    [
      'WyI2cU1RdlJMNWhhaiIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0',
      'uutlBuYeMDyjLLTpf6Jxi7yNkEF35jdyWMn9U7b_RYY',
      { name: 'family_name', value: 'Möbius' },
    ],
    [
      'WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd',
      'jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4',
      { name: 'given_name', value: 'John' },
    ],
    [
      'WyI2SWo3dE0tYTVpVlBHYm9TNXRtdlZBIiwgImVtYWlsIiwgImpvaG5kb2VAZXhhbXBsZS5jb20iXQ',
      'JzYjH4svliH0R3PyEMfeZu6Jt69u5qehZo7F7EPYlSE',
      { name: 'email', value: 'johndoe@example.com' },
    ],
  ])(
    'has the digest that RFC 9901 gives it, and in our spelling its claim: %s',
    (disclosure, digest, claim) => {
      expect(disclosureDigest(disclosure)).toBe(digest)
      // There with a space after each comma, which RFC 9901 leaves to the issuer.
      expect(parseDisclosure(disclosure)).toBeUndefined()
      const ours = canonicalJson(JSON.parse(Buffer.from(disclosure, 'base64url').toString()))
      expect(parseDisclosure(encoded(ours))).toEqual(claim)
    },
  )

  it('carries any claim, each time under another salt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.jsonValue(), (name, json) => {
        const value = JSON.parse(JSON.stringify(json))
        const [one, two] = [makeDisclosure({ name, value }, random), makeDisclosure({ name, value }, random)]
        expect(parseDisclosure(one)).toEqual({ name, value })
        expect(one).not.toBe(two)
        expect(disclosureDigest(one)).not.toBe(disclosureDigest(two))
      }),
    )
  })

  it('has a salt of 128 bits', () => {
    const text = new TextDecoder().decode(
      Buffer.from(makeDisclosure({ name: 'phone', value: 1 }, random), 'base64url'),
    )
    const [salt] = JSON.parse(text)
    expect(Buffer.from(salt, 'base64url')).toHaveLength(16)
  })

  it.each([
    ['padding', `${encoded('["a","b",1]')}=`],
    ['loose trailing bits', 'WyJhIiwiYiIsMV1='.replace('=', '') + 'B'],
    ['a character of another alphabet', encoded('["a","b",">>>"]').replace('-', '+') + '+'],
    ['two elements', encoded('["a","b"]')],
    ['four elements', encoded('["a","b",1,2]')],
    ['a salt that is no text', encoded('[1,"b",1]')],
    ['a name that is no text', encoded('["a",1,1]')],
    ['a member twice', encoded('["a","b",{"c":1,"c":2}]')],
    ['a space', encoded('["a", "b",1]')],
    ['a number in another spelling', encoded('["a","b",1.0]')],
    ['an object', encoded('{"length":3}')],
    ['broken JSON', encoded('["a","b",1')],
    ['broken UTF-8', Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]).toString('base64url')],
    ['nothing', ''],
  ])('is refused with %s', (_, text) => {
    expect(parseDisclosure(text)).toBeUndefined()
  })
})
