import { soundKeyVectors, unsoundKeys, wycheproofVectors } from '@constat/tlog/testing'
import { calculateJwkThumbprint } from 'jose'
import { describe, expect, it } from 'vitest'
import { trustJwks } from '../index.ts'
import { isSignedBy } from './trusted-keys.ts'

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

const trusting = async (key: string) => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key, 'hex').toString('base64url') }
  return trustJwks({ keys: [{ ...jwk, kid: await calculateJwkThumbprint(jwk) }] })
}

const isBelieved = async (
  key: string,
  ...signed: readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>]
) => {
  const trusted = await trusting(key)
  if (!trusted.ok) throw new Error(`The key ${key} is not trusted.`)
  const [trustedKey] = trusted.value.values()
  return trustedKey !== undefined && isSignedBy(trustedKey, ...signed)
}

// Origin, licence and how they were obtained: packages/tlog/src/testing/vectors/README.md.
describe('under the keys that a verifier trusts', () => {
  it.each(wycheproofVectors)('signature $id of Wycheproof, $comment, is $result', async (vector) => {
    const { key, msg, sig, result } = vector
    expect(await isBelieved(key, hex(msg), hex(sig))).toBe(result === 'valid')
  })

  it.each(soundKeyVectors)(
    'signature $number of CCTV, of $flags, holds only without an edge',
    async (vector) => {
      const { key, msg, sig, flags } = vector
      expect(await isBelieved(key, new TextEncoder().encode(msg), hex(sig))).toBe(flags.length === 0)
    },
  )
})

describe('no key that a verifier trusts', () => {
  it.each(unsoundKeys)('is $key of CCTV, of $flags', async ({ key }) => {
    const trusted = await trusting(key)
    expect(trusted.ok ? [] : trusted.issues.map(({ rule }) => rule)).toEqual(['unsound-key'])
  })
})
