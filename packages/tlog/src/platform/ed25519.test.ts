import { describe, expect, it } from 'vitest'
import { isSoundPublicKey } from '../index.ts'
import { soundKeyVectors, unsoundKeys, wycheproofVectors } from '../testing/ed25519-vectors.ts'
import { unhex } from '../testing/vectors.ts'
import { ed25519Verifier } from './ed25519.ts'

describe('Ed25519 signatures of Wycheproof', () => {
  it('are all 151', () => {
    expect(wycheproofVectors).toHaveLength(151)
  })

  it.each(wycheproofVectors)('$id $comment: $result', async ({ key, msg, sig, result }) => {
    expect(isSoundPublicKey(unhex(key))).toBe(true)
    expect(await ed25519Verifier(unhex(key))(unhex(msg), unhex(sig))).toBe(result === 'valid')
  })
})

describe('Ed25519 edge cases of CCTV', () => {
  it('are the 21 public keys that are unsound, and 28 signatures of the sound one', () => {
    expect(new Set(unsoundKeys.map(({ key }) => key)).size).toBe(21)
    expect(soundKeyVectors).toHaveLength(28)
  })

  it.each(unsoundKeys)('the public key $key of $flags is refused on loading', ({ key }) => {
    expect(isSoundPublicKey(unhex(key))).toBe(false)
  })

  it.each(soundKeyVectors)('signature $number, of $flags, holds only without an edge', async (vector) => {
    const { key, sig, msg, flags } = vector
    expect(isSoundPublicKey(unhex(key))).toBe(true)
    const message = new TextEncoder().encode(msg)
    expect(await ed25519Verifier(unhex(key))(message, unhex(sig))).toBe(flags.length === 0)
  })
})

describe('no public key', () => {
  it.each([
    ['31 bytes', new Uint8Array(31)],
    ['33 bytes', new Uint8Array(33)],
    ['nothing', new Uint8Array(0)],
    ['y = p + 1, the identity once more', unhex(`ee${'ff'.repeat(30)}7f`)],
    ['no point of the curve', unhex(`02${'00'.repeat(31)}`)],
    ['the largest number', new Uint8Array(32).fill(0xff)],
  ])('is %s', (_, key) => {
    expect(isSoundPublicKey(key)).toBe(false)
  })
})
