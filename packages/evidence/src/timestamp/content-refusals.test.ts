import { describe, expect, it } from 'vitest'
import { AS_TSA, makeInfo, makeToken, opensslAccepts, type InfoFacts } from '../testing/cms.ts'
import { derOf, makeKey } from '../testing/openssl.ts'
import { body, faultOf, issue, makeStamps } from '../testing/timestamps.ts'
import { readAsn1, type Asn1 } from './asn1.ts'

const { authority, info, tokenBy, bothRefuse, onlyWeRefuse } = makeStamps()

describe('a time stamp is refused when its content', () => {
  const signedInfo = (facts: Partial<InfoFacts>) =>
    makeToken({
      info: makeInfo({ body, ...facts }),
      signers: [authority.tsa],
      certificates: [authority.intermediate.certificate],
    })

  it('is of another body', async () => {
    const token = tokenBy(authority.tsa)
    const changed = body.with(3, 0)
    expect(opensslAccepts({ token, body: changed, root: authority.root.certificate })).toBe(false)
    expect(await faultOf({ token, body: changed, roots: [authority.root.certificate] })).toBe(
      'imprint-mismatch',
    )
  })

  it('is by SHA-1, though openssl takes it', async () => {
    expect(await onlyWeRefuse(signedInfo({ digest: 'sha1' }))).toBe('imprint-algorithm-refused')
  })

  it.each<[string, Partial<InfoFacts>, string]>([
    ['is of another version', { version: 2 }, 'token-malformed'],
    [
      'names another TSA than the certificate',
      {
        more: ['tsa = EXPLICIT:0C,EXPLICIT:4C,SEQUENCE:name'],
        sections:
          '[name]\npart = SET:set\n[set]\npart = SEQUENCE:cn\n[cn]\noid = OID:commonName\nvalue = UTF8:Autre\n',
      },
      'tsa-name-mismatch',
    ],
  ])('%s', async (_, facts, fault) => {
    expect(await bothRefuse(signedInfo(facts))).toBe(fault)
  })

  it.each([
    [
      'has an extension that must be understood',
      {
        more: ['extensions = IMPLICIT:1C,SEQUENCE:list'],
        sections:
          '[list]\none = SEQUENCE:one\n[one]\noid = OID:1.2.3.4\ncritical = BOOLEAN:TRUE\nvalue = OCTETSTRING:x\n',
      },
      'extension-unsupported',
    ],
    [
      'has an accuracy beyond sense',
      { more: ['accuracy = SEQUENCE:accuracy'], sections: '[accuracy]\nseconds = INTEGER:0x7fffffffffff\n' },
      'token-malformed',
    ],
  ])('%s, though openssl takes it', async (_, facts, fault) => {
    expect(await onlyWeRefuse(signedInfo(facts))).toBe(fault)
  })

  it.each([
    ['a month that does not exist', '20261301120000Z'],
    ['a day that does not exist', '20260230120000Z'],
    ['no seconds', '202601011200.1Z'],
    ['another time zone', '2026010112+0000'],
    ['local time', '202601011200000'],
    ['a fraction that ends in zero', '2026010112000.0'],
  ])('tells a time with %s', async (_, time) => {
    const made = Buffer.from(info)
    made.write(time, made.indexOf('20260101120000Z'), 'latin1')
    const certificates = [authority.intermediate.certificate]
    const token = makeToken({ info: new Uint8Array(made), signers: [authority.tsa], certificates })
    expect(await faultOf({ token, body, roots: [authority.root.certificate] })).toMatch(
      /^(time|token)-malformed$/,
    )
  })
})

describe('a time stamp is refused when its signature', () => {
  it('does not verify', async () => {
    const token = tokenBy(authority.tsa)
    const end = token.length - 3
    expect(await bothRefuse(token.with(end, (token[end] ?? 0) ^ 1))).toBe('signature-invalid')
  })

  it('is over other content', async () => {
    const token = Buffer.from(tokenBy(authority.tsa))
    token.write('20260101120001Z', token.indexOf('20260101120000Z'), 'latin1')
    expect(await bothRefuse(new Uint8Array(token))).toBe('message-digest-mismatch')
  })

  it('is two', async () => {
    const other = issue({ issuer: authority.intermediate })
    const certificates = [authority.intermediate.certificate]
    const token = makeToken({ info, signers: [authority.tsa, other], certificates })
    expect(await bothRefuse(token)).toBe('signer-count')
  })

  it.each([
    [
      'has no signed attributes',
      ['-noattr', '-md', 'sha256', '-econtent_type', '1.2.840.113549.1.9.16.1.4'],
      'signed-attributes-refused',
    ],
    ['is over something else', ['-cades', '-md', 'sha256'], 'content-type-refused'],
  ])('%s', async (_, options, fault) => {
    expect(await bothRefuse(tokenBy(authority.tsa, options))).toBe(fault)
  })

  it('is by SHA-1, by a short key, or on a curve nobody asked for', async () => {
    const sha1 = tokenBy(authority.tsa, [...AS_TSA, '-md', 'sha1'])
    const short = tokenBy(issue({ issuer: authority.intermediate, key: makeKey('rsa-1024') }))
    const curve = tokenBy(issue({ issuer: authority.intermediate, key: makeKey('p-521') }))
    for (const token of [sha1, short, curve])
      expect(await faultOf({ token, body, roots: [authority.root.certificate] })).toBe(
        'signature-algorithm-refused',
      )
  })
})

describe('a time stamp is refused when its envelope', () => {
  const token = tokenBy(authority.tsa)
  const roots = [authority.root.certificate]
  const signedData = readAsn1(token)?.children[1]?.children[0]?.children ?? []
  const signerInfo = signedData.at(-1)?.children[0]?.children ?? []
  const offsetOf = (value: Asn1 | undefined) => (value?.encoding.byteOffset ?? NaN) - token.byteOffset
  const setByte = (at: number, byte: number) => faultOf({ token: token.with(at, byte), body, roots })

  it('has any bit flipped that no signature is over, but one version for the other', async () => {
    const ends = [
      [0, offsetOf(signedData[3])],
      [offsetOf(signedData.at(-1)), offsetOf(signerInfo[3])],
      [offsetOf(signerInfo[4]), offsetOf(signerInfo[5])],
    ] as const
    const version = offsetOf(signedData[0]) + 2
    const held: number[][] = []
    for (const [from, to] of ends)
      for (let bit = from * 8; bit < to * 8; bit += 1) {
        const at = bit >> 3
        const byte = (token[at] ?? 0) ^ (1 << (bit & 7))
        if ((await setByte(at, byte)) === 'none') held.push([at, byte])
      }
    expect(ends.flat().every(Number.isInteger)).toBe(true)
    expect(held).toEqual([[version, 1]])
  })

  it('is of another version than its kind', async () => {
    for (const byte of [0, 2, 4, 5])
      expect(await setByte(offsetOf(signedData[0]) + 2, byte)).toBe('token-malformed')
    for (const byte of [0, 2, 3])
      expect(await setByte(offsetOf(signerInfo[0]) + 2, byte)).toBe('token-malformed')
    const byKey = tokenBy(authority.tsa, [...AS_TSA, '-keyid'])
    expect(await faultOf({ token: byKey, body, roots })).toBe('none')
    const info3 = readAsn1(byKey)?.children[1]?.children[0]?.children.at(-1)?.children[0]?.children[0]
    const at = (info3?.encoding.byteOffset ?? NaN) - byKey.byteOffset + 2
    expect(await faultOf({ token: byKey.with(at, 1), body, roots })).toBe('token-malformed')
  })

  it('does not list the digest of its signer', async () => {
    // The last arc of SHA-256 becomes that of SHA-512 in the list alone.
    const oid = Buffer.from('608648016503040201', 'hex')
    const at = Buffer.from(token).indexOf(oid) + oid.length - 1
    expect(at).toBeLessThan(offsetOf(signedData[2]))
    expect(await setByte(at, 3)).toBe('token-malformed')
  })

  it('names its signer in other letters than the certificate', async () => {
    const at = Buffer.from(token).indexOf('Test interm', offsetOf(signerInfo[1]))
    expect(at).toBeGreaterThan(offsetOf(signerInfo[1]))
    expect(await setByte(at, 't'.charCodeAt(0))).toBe('signer-certificate-missing')
  })

  it('stands over a certificate whose signature does not count all its bits', async () => {
    const der = Buffer.from(derOf(authority.intermediate.certificate))
    const signature = readAsn1(new Uint8Array(der))?.children[2]
    der.writeUInt8(1, der.length - (signature?.content.length ?? NaN))
    const alone = makeToken({ info, signers: [authority.tsa] })
    const chain = [new Uint8Array(der)]
    expect(await faultOf({ token: alone, body, roots, chain })).toBe('certificate-malformed')
  })
})

describe('a time stamp is refused when what is given', () => {
  it('is too much', async () => {
    const roots = [authority.root.certificate]
    const token = tokenBy(authority.tsa)
    const chain = Array.from({ length: 15 }, () => authority.intermediate.certificate)
    expect(await faultOf({ token, body, roots, chain })).toBe('too-many-certificates')
    expect(await faultOf({ token: new Uint8Array(65_537), body, roots })).toBe('token-too-large')
  })

  it('is no token', async () => {
    const roots = [authority.root.certificate]
    const token = tokenBy(authority.tsa)
    const malformed = [
      new Uint8Array(),
      token.subarray(0, -1),
      Uint8Array.of(...token, 0),
      new Uint8Array(60_000).fill(0x30),
    ]
    for (const bytes of malformed)
      expect(await faultOf({ token: bytes, body, roots })).toBe('token-malformed')
    expect(await faultOf({ token: derOf(authority.tsa.certificate), body, roots })).toBe(
      'content-type-refused',
    )
  })

  it('is a certificate that names one algorithm where it is signed, and another beside', async () => {
    const token = tokenBy(authority.tsa)
    const der = Buffer.from(derOf(authority.root.certificate))
    // ecdsa-with-SHA256 becomes ecdsa-with-SHA384 where nothing signs it.
    const oid = Buffer.from('06082a8648ce3d040302', 'hex')
    der.writeUInt8(3, der.lastIndexOf(oid) + oid.length - 1)
    expect(await faultOf({ token, body, roots: [new Uint8Array(der)] })).toBe('certificate-malformed')
  })

  it('is no certificate', async () => {
    const token = tokenBy(authority.tsa)
    for (const junk of ['', 'hello', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', token])
      expect(await faultOf({ token, body, roots: [junk] })).toBe('certificate-malformed')
  })
})
