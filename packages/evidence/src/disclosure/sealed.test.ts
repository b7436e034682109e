import { randomBytes, webcrypto } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateSecretKey, seal, sealRecord, unseal, unsealRecord, unwrapDek, wrapDek } from '../index.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const bytes = fc.uint8Array({ maxLength: 200 })

const flipped = (sealed: Uint8Array, bit: number) => {
  const copy = sealed.slice()
  copy[bit >> 3]! ^= 1 << (bit & 7)
  return copy
}

describe('a sealed record', () => {
  const dek = generateSecretKey(random)
  const kek = generateSecretKey(random)

  it('opens with its key for its statement', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (record, jti) => {
        const sealed = sealRecord(dek, jti, record, random)
        expect(unsealRecord(dek, jti, sealed)).toEqual(record)
        expect(sealed).toHaveLength(record.length + 29)
      }),
    )
  })

  it('opens with another key, or for another statement, to nothing', () => {
    const sealed = sealRecord(dek, 'one', random(50), random)
    expect(unsealRecord(generateSecretKey(random), 'one', sealed)).toBeUndefined()
    expect(unsealRecord(dek, 'two', sealed)).toBeUndefined()
    expect(unwrapDek(dek, 'one', sealed)).toBeUndefined()
  })

  it('is refused with any bit flipped, and cut anywhere', () => {
    const sealed = sealRecord(dek, 'one', random(20), random)
    for (let bit = 0; bit < sealed.length * 8; bit++)
      expect(unsealRecord(dek, 'one', flipped(sealed, bit))).toBeUndefined()
    for (let length = 0; length < sealed.length; length++)
      expect(unsealRecord(dek, 'one', sealed.subarray(0, length))).toBeUndefined()
  })

  it('is never the same twice and shows nothing of what it holds', () => {
    const record = Buffer.from('+33639981234')
    const [one, two] = [sealRecord(dek, 'one', record, random), sealRecord(dek, 'one', record, random)]
    expect(one).not.toEqual(two)
    expect(Buffer.from(one).includes(record)).toBe(false)
  })

  it('is AES-256-GCM as WebCrypto reads it: version, nonce, ciphertext and tag', async () => {
    const record = random(40)
    const sealed = sealRecord(dek, 'one', record, random)
    const key = await webcrypto.subtle.importKey('raw', Uint8Array.from(dek.bytes), 'AES-GCM', false, [
      'decrypt',
    ])
    const additionalData = Buffer.from('["record","one",1]')
    const plain = await webcrypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.subarray(1, 13), additionalData },
      key,
      sealed.subarray(13),
    )
    expect(sealed[0]).toBe(1)
    expect(new Uint8Array(plain)).toEqual(record)
  })

  it('has a key that only the key-encryption key opens, for its statement alone', () => {
    const wrapped = wrapDek(kek, 'one', dek, random)
    expect(unwrapDek(kek, 'one', wrapped)?.bytes).toEqual(dek.bytes)
    expect(unwrapDek(kek, 'two', wrapped)).toBeUndefined()
    expect(unwrapDek(generateSecretKey(random), 'one', wrapped)).toBeUndefined()
    expect(unwrapDek(kek, 'one', flipped(wrapped, 100))).toBeUndefined()
  })

  it('is told from what is sealed elsewhere by its context', () => {
    const sealed = seal(kek, ['webhook', 'a'], random(8), random)
    expect(unseal(kek, ['webhook', 'a'], sealed)).toHaveLength(8)
    expect(unseal(kek, ['webhook a'], sealed)).toBeUndefined()
    expect(unseal(kek, ['webhook', 'a', ''], sealed)).toBeUndefined()
  })
})
