import { describe, expect, it } from 'vitest'
import { isSoundPublicKey } from '../index.ts'
import { unhex, vectorText } from '../testing/vectors.ts'
import { ed25519Verifier } from './ed25519.ts'

type Wycheproof = {
  readonly id: number
  readonly comment: string
  readonly key: string
  readonly msg: string
  readonly sig: string
  readonly result: 'valid' | 'invalid' | 'acceptable'
}
type Cctv = {
  readonly unsoundKeys: readonly { readonly key: string; readonly flags: readonly string[] }[]
  readonly soundKey: readonly {
    readonly number: number
    readonly key: string
    readonly sig: string
    readonly msg: string
    readonly flags: readonly string[]
  }[]
}

const wycheproof: readonly Wycheproof[] = JSON.parse(vectorText('wycheproof-ed25519.json'))
const cctv: Cctv = JSON.parse(vectorText('cctv-ed25519.json'))

describe('Ed25519 signatures of Wycheproof', () => {
  it('are all 151', () => {
    expect(wycheproof).toHaveLength(151)
  })

  it.each(wycheproof)('$id $comment: $result', async ({ key, msg, sig, result }) => {
    expect(isSoundPublicKey(unhex(key))).toBe(true)
    expect(await ed25519Verifier(unhex(key))(unhex(msg), unhex(sig))).toBe(result === 'valid')
  })
})

describe('Ed25519 edge cases of CCTV', () => {
  it.each(cctv.unsoundKeys)('the public key $key of $flags is refused on loading', ({ key }) => {
    expect(isSoundPublicKey(unhex(key))).toBe(false)
  })

  it.each(cctv.soundKey)('signature $number, of $flags, holds only without an edge', async (vector) => {
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
