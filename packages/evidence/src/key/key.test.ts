import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { calculateJwkThumbprint, importPKCS8 } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  generateKeyRing,
  generateLogKey,
  generateStatementKey,
  logKeyFromPem,
  logKeyToPem,
  secretKey,
  signWithLogKey,
  statementJwks,
  statementKeyFromJwk,
  statementKeyFromPem,
  statementKeyFromSeed,
  statementKeyToPem,
  trustJwks,
} from '../index.ts'
import { signWith } from './statement-key.ts'
import { isSignedBy, thumbprint } from './trusted-keys.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

// RFC 8037, appendix A.1.
const RFC_8037 = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
}

describe('a statement key', () => {
  // RFC 8032 §7.1, tests 1 to 3.
  it.each([
    [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('signs as RFC 8032 says: %s', (seed, publicKey, message, signature) => {
    const key = statementKeyFromSeed(hex(seed))
    expect(key.jwk.x).toBe(base64url(hex(publicKey)))
    expect(Buffer.from(signWith(key, hex(message))).toString('hex')).toBe(signature)
  })

  it('is named by its RFC 7638 thumbprint', async () => {
    const key = statementKeyFromJwk(RFC_8037)
    // RFC 8037, appendix A.3.
    expect(key.kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
    expect(await calculateJwkThumbprint(generateStatementKey(random).jwk)).toMatch(/^[\w-]{43}$/)
    expect(await calculateJwkThumbprint(key.jwk)).toBe(key.kid)
  })

  it('goes to PEM and back, and others read it', async () => {
    const key = generateStatementKey(random)
    const pem = statementKeyToPem(key)
    expect(statementKeyFromPem(pem).jwk).toEqual(key.jwk)
    await expect(importPKCS8(pem, 'EdDSA')).resolves.toBeDefined()
  })

  it('publishes nothing of its secret', () => {
    const seed = random(32)
    expect(JSON.stringify(statementJwks([statementKeyFromSeed(seed)]))).not.toContain(base64url(seed))
  })

  it('is Ed25519 and whole', () => {
    expect(() => statementKeyFromSeed(random(31))).toThrow(RangeError)
    expect(() => statementKeyFromJwk({ ...RFC_8037, crv: 'X25519' })).toThrow(TypeError)
    expect(() => statementKeyFromJwk({ ...RFC_8037, d: 'nWGx' })).toThrow(TypeError)
    expect(() => statementKeyFromJwk({ ...RFC_8037, x: generateStatementKey(random).jwk.x })).toThrow(
      'does not belong',
    )
  })
})

const jwk = (bytes: Uint8Array) => ({
  kty: 'OKP',
  crv: 'Ed25519',
  x: base64url(bytes),
  kid: thumbprint(base64url(bytes)),
})
const rulesOf = async (input: unknown) => {
  const trusted = await trustJwks(input)
  return trusted.ok ? [] : trusted.issues.map(({ path, rule }) => `${path.join('.')} ${rule}`)
}

describe('a key set that a verifier trusts', () => {
  it('verifies what its keys sign, and nothing else', async () => {
    const [one, two] = [generateStatementKey(random), generateStatementKey(random)]
    const trusted = await trustJwks(statementJwks([one, two]))
    const key = trusted.ok && trusted.value.get(one.kid)
    const message = random(20)
    expect(key && (await isSignedBy(key, message, signWith(one, message)))).toBe(true)
    expect(key && (await isSignedBy(key, message, signWith(two, message)))).toBe(false)
  })

  // The points of small order and their second spellings: Chalkias, Garillot, Nikolaenko, "Taming the many EdDSAs", table 1.
  it.each([
    '0100000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000080',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ])('refuses a key of small order: %s', async (point) => {
    expect(await rulesOf({ keys: [jwk(hex(point))] })).toEqual(['keys.0.x unsound-key'])
  })

  it('refuses a key of mixed order, and a text that is no point', async () => {
    const small = ed25519.Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
    const mixed = ed25519.Point.BASE.multiply(7n).add(small).toBytes()
    expect(await rulesOf({ keys: [jwk(mixed)] })).toEqual(['keys.0.x unsound-key'])
    expect(await rulesOf({ keys: [jwk(random(31))] })).toEqual(['keys.0.x unsound-key'])
    expect(await rulesOf({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: RFC_8037.x, kid: 'main' }] })).toEqual([
      'keys.0.kid thumbprint',
    ])
    expect(await rulesOf({ keys: [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b', kid: 'c' }] })).toEqual([
      'keys jwks-shape',
    ])
    expect(await rulesOf('keys')).toEqual(['keys jwks-shape'])
  })

  it('refuses a key given twice, for another use, or with its secret', async () => {
    const { jwk: one } = generateStatementKey(random)
    expect(await rulesOf({ keys: [one, one] })).toEqual(['keys.1.kid unique-key'])
    expect(await rulesOf({ keys: [{ ...one, use: 'enc' }] })).toEqual(['keys jwks-shape'])
    expect(await rulesOf({ keys: [{ ...one, d: RFC_8037.d }] })).toEqual(['keys.0.d private-key'])
  })

  it('keeps since when and until when a key signs', async () => {
    const { jwk: one } = generateStatementKey(random)
    const bounds = async (changes: object) => {
      const trusted = await trustJwks({ keys: [{ ...one, ...changes }] })
      const { notBefore, notAfter } = (trusted.ok && trusted.value.get(one.kid)) || {}
      return [notBefore, notAfter]
    }
    expect(await bounds({})).toEqual([undefined, undefined])
    expect(await bounds({ nbf: 5, exp: 9 })).toEqual([5, 9])
    expect(await bounds({ exp: 9, revoked: { revoked_at: 7, reason: 'compromised' } })).toEqual([
      undefined,
      7,
    ])
    expect(await rulesOf({ keys: [{ ...one, exp: 'soon' }] })).toEqual(['keys jwks-shape'])
  })
})

describe('a log key', () => {
  it('signs what others verify, and goes to PEM and back', async () => {
    const key = generateLogKey(random)
    const text = random(100)
    const signature = signWithLogKey(key, text)
    expect(ed25519.verify(signature, text, key.publicKey)).toBe(true)
    const pem = logKeyToPem(key)
    expect(logKeyFromPem(pem).publicKey).toEqual(key.publicKey)
    await expect(importPKCS8(pem, 'EdDSA')).resolves.toBeDefined()
  })

  it('is Ed25519', () => {
    const { privateKey } = generateKeyPairSync('x25519')
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    expect(() => logKeyFromPem(pem)).toThrow(TypeError)
  })
})

describe('a key ring', () => {
  it('has a key of its own for each use', () => {
    const { statement, log, ...secrets } = generateKeyRing(random)
    const keys = Object.values(secrets)
    expect(base64url(log.publicKey)).not.toBe(statement.jwk.x)
    expect(new Set([statement.kid, ...keys.map(({ id }) => id)]).size).toBe(5)
    expect(new Set(keys.map(({ bytes }) => base64url(bytes))).size).toBe(4)
  })

  it('names a secret key by what tells nothing of it', () => {
    const bytes = random(32)
    expect(secretKey(bytes).id).toBe(secretKey(bytes.slice()).id)
    expect(secretKey(bytes).id).not.toBe(createHash('sha256').update(bytes).digest('base64url').slice(0, 16))
    expect(() => secretKey(random(16))).toThrow(RangeError)
  })
})
