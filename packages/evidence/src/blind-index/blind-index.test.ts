import { createHmac, hkdfSync, randomBytes, webcrypto } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blindIndex, generateSecretKey, type BlindIndexScope } from '../index.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const master = generateSecretKey(random)
const scope: BlindIndexScope = { tenant: 'tnt_1', kind: 'phone', epoch: 1 }
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const anyScope: fc.Arbitrary<BlindIndexScope> = fc.record({
  tenant: fc.string({ minLength: 1 }),
  kind: fc.constantFrom('phone' as const, 'email' as const),
  epoch: fc.nat(3),
})

describe('the blind index', () => {
  it('is HMAC under a key that HKDF derives for the scope, as WebCrypto computes it', async () => {
    const raw = await webcrypto.subtle.importKey('raw', Uint8Array.from(master.bytes), 'HKDF', false, [
      'deriveKey',
    ])
    const key = await webcrypto.subtle.deriveKey(
      {
        name: 'HKDF',
        hash: 'SHA-256',
        salt: new Uint8Array(),
        info: Buffer.from('["bidx","tnt_1","phone",1]'),
      },
      raw,
      { name: 'HMAC', hash: 'SHA-256', length: 256 },
      false,
      ['sign'],
    )
    const mac = new Uint8Array(await webcrypto.subtle.sign('HMAC', key, Buffer.from('+33639981234')))
    expect(blindIndex(master, scope, '+33639981234')).toEqual(mac.slice(0, 16))
  })

  it('is the HMAC that node:crypto computes, however long the value', () => {
    const key = Buffer.from(
      hkdfSync('sha256', master.handle, new Uint8Array(), Buffer.from('["bidx","tnt_1","phone",1]'), 32),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400, size: 'max' }), (value) => {
        const mac = createHmac('sha256', key).update(value).digest()
        expect(blindIndex(master, scope, value)).toEqual(new Uint8Array(mac.subarray(0, 16)))
      }),
    )
  })

  it('is the same for one contact in one scope', () => {
    fc.assert(
      fc.property(anyScope, fc.string(), (where, value) => {
        expect(blindIndex(master, where, value)).toEqual(blindIndex(master, { ...where }, value))
      }),
    )
  })

  it('differs across tenants, kinds, epochs, masters and values', () => {
    fc.assert(
      fc.property(anyScope, anyScope, fc.string(), (one, two, value) => {
        const same = one.tenant === two.tenant && one.kind === two.kind && one.epoch === two.epoch
        expect(text(blindIndex(master, one, value)) === text(blindIndex(master, two, value))).toBe(same)
        expect(blindIndex(generateSecretKey(random), one, value)).not.toEqual(blindIndex(master, one, value))
        expect(blindIndex(master, one, `${value}0`)).not.toEqual(blindIndex(master, one, value))
      }),
    )
  })

  it('is the same however many tenants were looked up in between', () => {
    const before = blindIndex(master, scope, 'x')
    for (let n = 0; n <= 10_000; n++) blindIndex(master, { ...scope, tenant: `tnt_${n}` }, 'x')
    expect(blindIndex(master, scope, 'x')).toEqual(before)
  })
})
