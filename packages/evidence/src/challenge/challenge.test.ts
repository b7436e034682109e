import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CHALLENGE_FRESH_MS,
  CHALLENGE_LATE_MS,
  CHALLENGE_SKEW_MS,
  generateSecretKey,
  issueChallenge,
  readChallenge,
} from '../index.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const key = generateSecretKey(random)
const NOW = Date.UTC(2026, 10, 21, 12)
const capture = { keyId: 'key_1', site: 'renov.example.fr', noticeSha256: 'ab'.repeat(32), now: NOW, random }
const challenge = issueChallenge(key, capture)

const outcome = (text: string, now: number) => {
  const read = readChallenge(key, text, now)
  return read.ok ? read.value.state : read.code
}

describe('a challenge', () => {
  it('tells the capture it was issued for, and fits where a token fits', () => {
    const short = fc.string({ unit: 'grapheme', maxLength: 20 })
    fc.assert(
      fc.property(
        short,
        short,
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat(2 ** 45),
        fc.option(fc.nat(Number.MAX_SAFE_INTEGER), { nil: undefined }),
        (keyId, site, hash, now, size) => {
          const noticeSha256 = Buffer.from(hash).toString('hex')
          const anchor = size === undefined ? {} : { anchor: { size, bodySha256: 'cd'.repeat(32) } }
          const text = issueChallenge(key, { keyId, site, noticeSha256, now, random, ...anchor })
          expect(text).toMatch(/^[\w-]+$/)
          expect(readChallenge(key, text, now)).toEqual({
            ok: true,
            value: {
              id: expect.stringMatching(/^[\w-]{22}$/),
              issuedAt: now,
              keyId,
              site,
              noticeSha256,
              state: 'fresh',
              ...anchor,
            },
          })
        },
      ),
    )
  })

  it('is another each time', () => {
    const ids = Array.from({ length: 100 }, () => readChallenge(key, issueChallenge(key, capture), NOW)).map(
      (read) => read.ok && read.value.id,
    )
    expect(new Set(ids).size).toBe(100)
  })

  it.each([
    ['fresh as it is issued', 0, 'fresh'],
    ['fresh to the last millisecond of half an hour', CHALLENGE_FRESH_MS - 1, 'fresh'],
    ['late from half an hour', CHALLENGE_FRESH_MS, 'late'],
    ['late up to seven days', CHALLENGE_LATE_MS, 'late'],
    ['expired after seven days', CHALLENGE_LATE_MS + 1, 'challenge-expired'],
    ['fresh when the clocks differ by two minutes', -CHALLENGE_SKEW_MS, 'fresh'],
    ['refused from a farther future', -CHALLENGE_SKEW_MS - 1, 'challenge-future'],
  ])('is %s', (_, age, expected) => {
    expect(outcome(challenge, NOW + age)).toBe(expected)
  })

  it('is refused with any character changed, added or removed', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+ '
    const refused = /^challenge-(malformed|forged)$/
    fc.assert(
      fc.property(fc.nat(challenge.length - 1), fc.constantFrom(...Array.from(alphabet)), (at, character) => {
        fc.pre(challenge[at] !== character)
        expect(outcome(challenge.slice(0, at) + character + challenge.slice(at + 1), NOW)).toMatch(refused)
        expect(outcome(challenge.slice(0, at) + character + challenge.slice(at), NOW)).toMatch(refused)
        expect(outcome(challenge.slice(0, at) + challenge.slice(at + 1), NOW)).toMatch(refused)
      }),
      { numRuns: 2000 },
    )
  })

  it('is refused from another key, and when it is none', () => {
    expect(outcome(issueChallenge(generateSecretKey(random), capture), NOW)).toBe('challenge-forged')
    for (const text of ['', 'AQ', 'AQ'.repeat(30), 'x'.repeat(10_000)])
      expect(outcome(text, NOW)).toMatch(/^challenge-(malformed|forged)$/)
  })

  it('is not issued for what does not fit', () => {
    expect(() => issueChallenge(key, { ...capture, site: 'a'.repeat(256) })).toThrow(RangeError)
    expect(() => issueChallenge(key, { ...capture, noticeSha256: 'AB'.repeat(32) })).toThrow(RangeError)
    const anchor = { size: 1, bodySha256: 'AB' }
    expect(() => issueChallenge(key, { ...capture, anchor })).toThrow(RangeError)
  })
})
