import * as fc from 'fast-check'
import { canonicalize } from 'json-canonicalize'
import { describe, expect, it } from 'vitest'
import { disclosureDigest, generateStatementKey, makeStatement, verifyStatement } from '../index.ts'
import {
  random,
  key,
  facts,
  claims,
  made,
  encoded,
  payloadOf,
  HEADER,
  signed,
  signedWith,
  withHeader,
  codeOf,
} from '../testing/statements.ts'

describe('the verification of a statement refuses', () => {
  it('any character changed', () => {
    return fc.assert(
      fc.asyncProperty(
        fc.nat(made.jws.length - 1),
        fc.constantFrom(
          ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/'),
        ),
        async (at, character) => {
          fc.pre(made.jws[at] !== character)
          expect(await codeOf(made.jws.slice(0, at) + character + made.jws.slice(at + 1))).not.toBe(
            'verified',
          )
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('any bit flipped in header, payload or signature', () => {
    const parts = made.jws.split('.').map((part) => Buffer.from(part, 'base64url'))
    return fc.assert(
      fc.asyncProperty(fc.nat(2), fc.nat(), async (index, position) => {
        const flipped = parts.map((part) => Buffer.from(part))
        const part = flipped[index]!
        part[(position >> 3) % part.length]! ^= 1 << (position & 7)
        expect(await codeOf(flipped.map((each) => each.toString('base64url')).join('.'))).not.toBe('verified')
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['two parts', made.jws.slice(0, made.jws.lastIndexOf('.')), 'statement-malformed'],
    ['four parts', `${made.jws}.`, 'statement-malformed'],
    ['padding', `${made.jws}==`, 'statement-malformed'],
    ['a space', ` ${made.jws}`, 'statement-malformed'],
    ['no signature', made.jws.replace(/[^.]+$/, ''), 'signature-invalid'],
    ['too much text', `${made.jws}${'A'.repeat(70_000)}`, 'statement-too-large'],
    ['no algorithm', withHeader({ alg: 'none' }), 'algorithm-refused'],
    ['an algorithm of another key', withHeader({ alg: 'ES256' }), 'algorithm-refused'],
    ['a MAC', withHeader({ alg: 'HS256' }), 'algorithm-refused'],
    ['another type', withHeader({ typ: 'JWT' }), 'type-unknown'],
    ['a key that was not chosen', withHeader({ kid: generateStatementKey(random).kid }), 'key-unknown'],
    ['a key of its own', withHeader({ jwk: key.jwk }), 'header-malformed'],
    ['a critical extension', withHeader({ crit: ['b64'], b64: false }), 'header-malformed'],
    [
      'a header of two minds',
      signed('{}', `{"alg":"none",${canonicalize(HEADER).slice(1)}`),
      'header-malformed',
    ],
    ['a header that is no object', signed('{}', '[]'), 'header-malformed'],
    ['a space in the payload', signed(`${canonicalize(payloadOf(made.jws))} `), 'payload-not-canonical'],
    [
      'a member twice',
      signed(`{"a":1,${canonicalize(payloadOf(made.jws)).slice(1)}`.replace('"a":1', '"v":1')),
      'payload-not-canonical',
    ],
    ['a byte order mark', signed(`\ufeff${canonicalize(payloadOf(made.jws))}`), 'payload-not-canonical'],
    ['no JSON', signed('consent'), 'payload-not-canonical'],
    ['a fraction', signedWith({ iat: 1.5 }), 'payload-not-canonical'],
    ['a number that others round', signedWith({ iat: 2 ** 53 }), 'payload-not-canonical'],
    ['text that is not NFC', signedWith({ site: 'e\u0301.example' }), 'payload-not-canonical'],
    ['a member that is not ASCII', signedWith({ é: 1 }), 'payload-not-canonical'],
    ['a later version', signedWith({ v: 2 }), 'version-unknown'],
    ['no object', signed('[]'), 'version-unknown'],
    ['an unknown event', signedWith({ event: 'consent.sold' }), 'payload-malformed'],
    ['an observation that says more', signedWith({ observation: { v: 1, name: 'x' } }), 'payload-malformed'],
    ['another hash', signedWith({ _sd_alg: 'sha-512' }), 'payload-malformed'],
    ['no grade', signedWith({ grade: undefined }), 'payload-malformed'],
    [
      'a notice of nothing',
      signedWith({ event: 'notice.published', notice: undefined, _sd: undefined, _sd_alg: undefined }),
      'payload-malformed',
    ],
    [
      'a widget without its hash',
      signedWith({ event: 'widget.released', _sd: undefined, _sd_alg: undefined }),
      'payload-malformed',
    ],
    [
      'nesting without end',
      signed(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
      'payload-not-canonical',
    ],
    ['a promise without an end', signedWith({ promise: { log: 'x' } }), 'payload-malformed'],
    [
      'an anchor of no size',
      signedWith({ anchor: { origin: 'x', size: -1, body_sha256: 'ab'.repeat(32) } }),
      'payload-malformed',
    ],
    ['a publication with disclosures', signedWith({ event: 'notice.published' }), 'payload-malformed'],
    ['no tenant', signedWith({ tenant: undefined }), 'payload-malformed'],
    ['a digest twice', signedWith({ _sd: ['A'.repeat(43), 'A'.repeat(43)] }), 'payload-malformed'],
    [
      'digests that tell an order',
      signedWith({ _sd: ['B'.repeat(43), 'A'.repeat(43)] }),
      'payload-malformed',
    ],
  ])('%s', async (_, jws, code) => {
    expect(await codeOf(jws)).toBe(code)
  })

  it('everything where no key is trusted', async () => {
    expect(await verifyStatement(made.jws, new Map())).toEqual({ ok: false, code: 'key-unknown' })
  })

  it('a disclosure that is not its own, is broken, or stands twice', async () => {
    const other = makeStatement(facts, claims, { key, random })
    const [phone = ''] = made.disclosures
    expect(await codeOf(made.jws, [phone])).toBe('verified')
    expect(await codeOf(made.jws, [...made.disclosures, ...other.disclosures.slice(0, 1)])).toBe(
      'disclosure-name',
    )
    expect(await codeOf(made.jws, other.disclosures.slice(0, 1))).toBe('disclosure-unmatched')
    expect(await codeOf(made.jws, [phone, phone])).toBe('disclosure-name')
    expect(await codeOf(made.jws, [`${phone}=`])).toBe('disclosure-malformed')
    expect(await codeOf(made.jws, [''])).toBe('disclosure-malformed')
  })

  it('a disclosure that would rewrite what the statement says in clear', async () => {
    for (const name of ['tenant', 'iat', '_sd', '_sd_alg', '...']) {
      const disclosure = encoded(JSON.stringify(['salt', name, 'x']))
      expect(await codeOf(signedWith({ _sd: [disclosureDigest(disclosure)] }), [disclosure])).toBe(
        'disclosure-name',
      )
    }
  })

  it('a disclosure with any character changed', () => {
    const [phone = ''] = made.disclosures
    return fc.assert(
      fc.asyncProperty(
        fc.nat(phone.length - 1),
        fc.constantFrom(...Array.from('AZaz09-_=.')),
        async (at, character) => {
          fc.pre(phone[at] !== character)
          expect(await codeOf(made.jws, [phone.slice(0, at) + character + phone.slice(at + 1)])).toMatch(
            /^disclosure-/,
          )
        },
      ),
    )
  })
})

describe('the verification of a statement accepts', () => {
  it('the newer name of its algorithm, and members it does not know', async () => {
    const payload = canonicalize({ ...payloadOf(made.jws), cnf: { jwk: { kty: 'OKP' } } })
    expect(await codeOf(signed(payload, canonicalize({ ...HEADER, alg: 'Ed25519' })))).toBe('verified')
  })
})
