import { describe, expect, it } from 'vitest'
import { canonicalJson } from '@constat/core/canonical'
import { disclosureDigest, parseDisclosure } from '../index.ts'

// RFC 9901 §5.1 (IETF Trust Legal Provisions, code components under the Revised BSD licence): disclosure, digest, claim.
const PROPERTIES = [
  [
    'WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd',
    'TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo',
    { name: 'family_name', value: 'Doe' },
  ],
  [
    'WyJlSThaV205UW5LUHBOUGVOZW5IZGhRIiwgInBob25lX251bWJlciIsICIrMS0yMDItNTU1LTAxMDEiXQ',
    'PorFbpKuVu6xymJagvkFsFXAbRoc2JGlAUA2BA4o7cI',
    { name: 'phone_number', value: '+1-202-555-0101' },
  ],
  [
    'WyJRZ19PNjR6cUF4ZTQxMmExMDhpcm9BIiwgInBob25lX251bWJlcl92ZXJpZmllZCIsIHRydWVd',
    'XQ_3kPKt1XyX7KANkqVR6yZ2Va5NrPIvPYbyMvRKBMM',
    { name: 'phone_number_verified', value: true },
  ],
  [
    'WyJBSngtMDk1VlBycFR0TjRRTU9xUk9BIiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5IjogIkFueXRvd24iLCAicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0',
    'XzFrzwscM6Gn6CJDc6vVK8BkMnfG8vOSKfpPIZdAfdE',
    {
      name: 'address',
      value: { street_address: '123 Main St', locality: 'Anytown', region: 'Anystate', country: 'US' },
    },
  ],
  [
    'WyJQYzMzSk0yTGNoY1VfbEhnZ3ZfdWZRIiwgImJpcnRoZGF0ZSIsICIxOTQwLTAxLTAxIl0',
    'gbOsI4Edq2x2Kw-w5wPEzakob9hV1cRD0ATN3oQL9JM',
    { name: 'birthdate', value: '1940-01-01' },
  ],
  [
    'WyJHMDJOU3JRZmpGWFE3SW8wOXN5YWpBIiwgInVwZGF0ZWRfYXQiLCAxNTcwMDAwMDAwXQ',
    'CrQe7S5kqBAHt-nMYXgc6bdt2SH5aTY1sU_M-PgkjPI',
    { name: 'updated_at', value: 1_570_000_000 },
  ],
] as const

describe('the disclosures of RFC 9901, section 5.1', () => {
  it.each(PROPERTIES)('have the digest given there: %s', (disclosure, digest) => {
    expect(disclosureDigest(disclosure)).toBe(digest)
  })

  // The RFC leaves the spelling to the issuer, and puts spaces; ours are in the one of RFC 8785, and no other is read.
  it.each(PROPERTIES)(
    'have in our spelling the claim given there, and in theirs none: %s',
    (disclosure, _, claim) => {
      const ours = canonicalJson(JSON.parse(Buffer.from(disclosure, 'base64url').toString()))
      expect(parseDisclosure(Buffer.from(ours).toString('base64url'))).toEqual(claim)
      expect(parseDisclosure(disclosure)).toBeUndefined()
    },
  )

  it('that stand for array elements have no place in the flat profile', () => {
    // §4.2.2: two members, no name.
    const element = 'WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0'
    const ours = Buffer.from('["lklxF5jMYlGTPUovMNIvCA","US"]').toString('base64url')
    expect(disclosureDigest(element)).toBe('pFndjkZ_VCzmyTa6UjlZo3dh-ko8aIKQc9DlGzhaVYo')
    expect([element, ours].map(parseDisclosure)).toEqual([undefined, undefined])
  })
})
