import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { parseObservation, shownIn } from '@constat/core/consent'
import { SDJwtInstance } from '@sd-jwt/core'
import * as fc from 'fast-check'
import { compactVerify, importJWK } from 'jose'
import { canonicalize } from 'json-canonicalize'
import { describe, expect, it } from 'vitest'
import {
  CLAIM_NAMES,
  disclosureDigest,
  generateStatementKey,
  makeStatement,
  statementJwks,
  trustJwks,
  verifyStatement,
  type StatementClaim,
  type StatementFacts,
} from '../index.ts'
import { signWith } from '../key/statement-key.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const key = generateStatementKey(random)
const trust = trustJwks(statementJwks([key]))
const trusted = trust.ok ? trust.value : new Map()

const facts: StatementFacts = {
  kind: 'GIVEN',
  iss: 'https://proofs.example.fr',
  recordedAt: 1_790_000_000_900,
  tenant: 'tnt_1',
  site: 'renov.example.fr',
  provenance: 'SITE_CHALLENGED',
  notice: { key: 'devis', version: 17, locale: 'fr', sha256: 'ab'.repeat(32) },
  observation: {
    v: 1,
    widget: { version: '2.3.1' },
    page: { origin: 'https://renov.example.fr', path: '/devis', lang: 'fr', viewport: [390, 844], dpr: 300 },
    textSha256: 'cd'.repeat(32),
    questions: { appel: { visibleMs: 4200, covered: false, fontPx: 16, opacity: 100, contrast: 1500 } },
    trail: [[4000, 'grant', 'appel', 1, 'touch']],
  },
  grade: 'ASSURED',
  challenge: { id: 'AAAAAAAAAAAAAAAAAAAAAA', issuedAt: 1_789_999_978_100, state: 'fresh' },
}

const claims: readonly StatementClaim[] = [
  { name: 'phone', value: '+33639981234' },
  { name: 'email', value: 'jeanne@example.fr' },
  { name: 'choice.appel', value: { answer: 'GRANTED' } },
]

const OBSERVED: readonly StatementClaim[] = [
  { name: 'trail', value: [[4000, 'grant', 'appel', 1, 'touch']] },
  { name: 'page_url', value: 'https://renov.example.fr/devis' },
]

const made = makeStatement(facts, claims, { key, random })

const encoded = (text: string) => Buffer.from(text).toString('base64url')
const decoded = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
const payloadOf = (jws: string) => decoded(jws.split('.')[1])

const HEADER = { alg: 'EdDSA', kid: key.kid, typ: 'consent-proof+sd-jwt' }

// A statement that our key really signed, whatever stands in it.
const signed = (payload: string, header = canonicalize(HEADER)) => {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${Buffer.from(signWith(key, Buffer.from(input))).toString('base64url')}`
}
const signedWith = (changes: object) => signed(canonicalize({ ...payloadOf(made.jws), ...changes }))
const withHeader = (changes: object) => signed('{}', canonicalize({ ...HEADER, ...changes }))

const make = (changes: Partial<StatementFacts>) => () =>
  makeStatement({ ...facts, ...changes }, [], { key, random })

const digestsOf = (jws: string): string[] => {
  const { _sd: digests } = payloadOf(jws)
  return digests
}

const countWith = (names: readonly StatementClaim['name'][]): number => {
  const given = names.map((name) => ({ name, value: 'x' }))
  return digestsOf(makeStatement(facts, given, { key, random }).jws).length
}

const codeOf = (jws: string, disclosures: readonly string[] = []) => {
  const verified = verifyStatement(jws, trusted, disclosures)
  return verified.ok ? 'verified' : verified.code
}

describe('a statement', () => {
  it('says the facts, in seconds, and carries the claims it disclosed', () => {
    expect(verifyStatement(made.jws, trusted, made.disclosures)).toEqual({
      ok: true,
      value: {
        kid: key.kid,
        claims: [...claims, ...OBSERVED],
        payload: {
          v: 1,
          event: 'consent.given',
          iss: 'https://proofs.example.fr',
          jti: made.jti,
          iat: 1_790_000_000,
          tenant: 'tnt_1',
          site: 'renov.example.fr',
          provenance: 'SITE_CHALLENGED',
          notice: facts.notice,
          widget: { version: '2.3.1' },
          observation: facts.observation && shownIn(facts.observation),
          grade: 'ASSURED',
          challenge: { id: 'AAAAAAAAAAAAAAAAAAAAAA', iat: 1_789_999_978, state: 'fresh' },
          _sd_alg: 'sha-256',
          _sd: expect.arrayContaining(made.disclosures.map(disclosureDigest)),
        },
      },
    })
  })

  it('needs little: a withdrawal points to what it withdraws, an import tells its claimed time', () => {
    const withdrawn = makeStatement(
      {
        kind: 'WITHDRAWN',
        iss: facts.iss,
        recordedAt: 1000,
        occurredAt: 500,
        tenant: 'tnt_1',
        provenance: 'IMPORTED',
        grade: 'INCOMPLETE',
        ref: made.jti,
      },
      [],
      { key, random },
    )
    expect(verifyStatement(withdrawn.jws, trusted)).toMatchObject({
      ok: true,
      value: { payload: { event: 'consent.withdrawn', ref: made.jti, iat: 1, occurred_at: 0 }, claims: [] },
    })
  })

  it('shows nothing personal: no value and no count of what was given', () => {
    const text = Buffer.from(made.jws.split('.')[1] ?? '', 'base64url').toString()
    expect(text).not.toMatch(/639981234|jeanne|GRANTED|grant|phone|email|devis\//)

    for (let questions = 0; questions <= 50; questions++) {
      const choices = Array.from({ length: questions }, (_, n) => `choice.q${n}` as const)
      const count = countWith([...choices, 'phone'])
      expect(count % 4).toBe(0)
      expect(countWith(choices)).toBe(count)
      expect(countWith(['email', ...choices, 'phone'])).toBe(count)
      const others = CLAIM_NAMES.filter((name) => name !== 'trail' && name !== 'page_url')
      expect(countWith([...choices, ...others])).toBe(count)
    }
  })

  it('lists its digests without a trace of the order of the claims', () => {
    const digests = digestsOf(made.jws)
    expect(digests).toEqual(digests.toSorted())
  })

  it('never repeats an identifier or a digest', () => {
    const statements = Array.from({ length: 200 }, () => makeStatement(facts, claims, { key, random }))
    const digests = statements.flatMap(({ jws }) => digestsOf(jws))
    expect(new Set(digests).size).toBe(digests.length)
    expect(new Set(statements.map(({ jti }) => jti)).size).toBe(200)
  })

  it('is not made of a claim given twice, nor of what reads differently elsewhere', () => {
    const phone = { name: 'phone', value: '+33639981234' } as const
    expect(() => makeStatement(facts, [phone, phone], { key, random })).toThrow(TypeError)
    expect(make({ site: 'e\u0301.example' })).toThrow(TypeError)
    expect(make({ site: '\ud800' })).toThrow(TypeError)
    expect(make({ recordedAt: Number.NaN })).toThrow(TypeError)
    expect(make({ notice: { key: 'devis', version: 1.5, locale: 'fr', sha256: 'ab'.repeat(32) } })).toThrow(
      TypeError,
    )
  })

  it('verifies whatever its facts and claims', () => {
    const claimName = fc.oneof(
      fc.constantFrom(...CLAIM_NAMES.filter((each) => each !== 'trail' && each !== 'page_url')),
      fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,63}$/).map((question) => `choice.${question}` as const),
    )
    const anyClaims = fc.uniqueArray(
      fc.record({ name: claimName, value: fc.jsonValue().map((json) => JSON.parse(JSON.stringify(json))) }),
      { selector: (claim) => claim.name, maxLength: 20 },
    )
    const anyFacts = fc.record({
      tenant: fc.string({ unit: 'grapheme', minLength: 1 }).map((tenant) => tenant.normalize('NFC')),
      recordedAt: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
      kind: fc.constantFrom('GIVEN' as const, 'REFUSED' as const, 'ERASED' as const),
    })
    const left = fc.subarray(['site', 'notice', 'observation', 'challenge'] as const)
    fc.assert(
      fc.property(anyFacts, left, anyClaims, (changes, leftOut, facets) => {
        const absent = Object.fromEntries(leftOut.map((fact) => [fact, undefined]))
        const statement = makeStatement({ ...facts, ...changes, ...absent }, facets, { key, random })
        const verified = verifyStatement(statement.jws, trusted, statement.disclosures)
        const trail = leftOut.includes('observation') ? [] : OBSERVED
        expect(verified).toMatchObject({ ok: true, value: { claims: [...facets, ...trail] } })
      }),
    )
  })

  it('is not too large to verify, whatever the widget may send', () => {
    const most = Number.MAX_SAFE_INTEGER
    const keys = Array.from({ length: 50 }, (_, n) => `q${n}`.padEnd(64, 'x'))
    const [first = ''] = keys
    const question = { visibleMs: most, covered: false, fontPx: most, opacity: 100, contrast: 2100 }
    const observation = {
      v: 1,
      widget: { version: '"'.repeat(32), sha256: 'ab'.repeat(32) },
      page: {
        origin: '"'.repeat(300),
        path: '"'.repeat(500),
        lang: '"'.repeat(35),
        viewport: [most, most],
        dpr: most,
      },
      textSha256: 'ab'.repeat(32),
      questions: Object.fromEntries(keys.map((each) => [each, question])),
      trail: Array.from({ length: 64 }, () => [most, 'refuse', first, 1, '"'.repeat(16)]),
    }
    const parsed = parseObservation(observation)
    const choices = keys.map((each) => ({ name: `choice.${each}` as const, value: 'x' }))
    const largest = { ...facts, observation: parsed.ok ? parsed.value : undefined }
    const statement = makeStatement(largest, choices, { key, random })
    expect(parsed.ok).toBe(true)
    expect(codeOf(statement.jws, statement.disclosures)).toBe('verified')
  })
})

describe('a statement read by others', () => {
  it('is a JWS that jose and plain Ed25519 verify', async () => {
    const publicKey = await importJWK({ ...key.jwk }, 'EdDSA')
    const { payload, protectedHeader } = await compactVerify(made.jws, publicKey)
    expect(protectedHeader).toEqual(HEADER)
    expect(new TextDecoder().decode(payload)).toBe(canonicalize(payloadOf(made.jws)))

    const [header, body, signature] = made.jws.split('.')
    const plain = createPublicKey({ key: { ...key.jwk }, format: 'jwk' })
    const message = Buffer.from(`${header}.${body}`)
    expect(verify(null, message, plain, Buffer.from(signature ?? '', 'base64url'))).toBe(true)
  })

  it('is an SD-JWT that @sd-jwt/core verifies, claims and all', async () => {
    const publicKey = await importJWK({ ...key.jwk }, 'EdDSA')
    const sdJwt = new SDJwtInstance({
      hasher: (data, algorithm) =>
        createHash(algorithm.replace('-', ''))
          .update(typeof data === 'string' ? data : new Uint8Array(data))
          .digest(),
      verifier: async (data, signature) => {
        await compactVerify(`${data}.${signature}`, publicKey)
        return true
      },
    })
    const { payload } = await sdJwt.verify(`${made.jws}~${made.disclosures.join('~')}~`)
    expect(payload).toMatchObject(Object.fromEntries(claims.map(({ name, value }) => [name, value])))

    const [phone] = made.disclosures
    const { payload: shown } = await sdJwt.verify(`${made.jws}~${phone}~`)
    expect(shown).toMatchObject({ phone: '+33639981234' })
    expect(shown).not.toHaveProperty('email')
  })
})

describe('the verification of a statement refuses', () => {
  it('any character changed', () => {
    fc.assert(
      fc.property(
        fc.nat(made.jws.length - 1),
        fc.constantFrom(
          ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/'),
        ),
        (at, character) => {
          fc.pre(made.jws[at] !== character)
          expect(codeOf(made.jws.slice(0, at) + character + made.jws.slice(at + 1))).not.toBe('verified')
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('any bit flipped in header, payload or signature', () => {
    const parts = made.jws.split('.').map((part) => Buffer.from(part, 'base64url'))
    fc.assert(
      fc.property(fc.nat(2), fc.nat(), (index, position) => {
        const flipped = parts.map((part) => Buffer.from(part))
        const part = flipped[index]!
        part[(position >> 3) % part.length]! ^= 1 << (position & 7)
        expect(codeOf(flipped.map((each) => each.toString('base64url')).join('.'))).not.toBe('verified')
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
    ['no tenant', signedWith({ tenant: undefined }), 'payload-malformed'],
    ['a digest twice', signedWith({ _sd: ['A'.repeat(43), 'A'.repeat(43)] }), 'payload-malformed'],
    [
      'digests that tell an order',
      signedWith({ _sd: ['B'.repeat(43), 'A'.repeat(43)] }),
      'payload-malformed',
    ],
  ])('%s', (_, jws, code) => {
    expect(codeOf(jws)).toBe(code)
  })

  it('everything where no key is trusted', () => {
    expect(verifyStatement(made.jws, new Map())).toEqual({ ok: false, code: 'key-unknown' })
  })

  it('a disclosure that is not its own, is broken, or stands twice', () => {
    const other = makeStatement(facts, claims, { key, random })
    const [phone = ''] = made.disclosures
    expect(codeOf(made.jws, [phone])).toBe('verified')
    expect(codeOf(made.jws, [...made.disclosures, ...other.disclosures.slice(0, 1)])).toBe('disclosure-name')
    expect(codeOf(made.jws, other.disclosures.slice(0, 1))).toBe('disclosure-unmatched')
    expect(codeOf(made.jws, [phone, phone])).toBe('disclosure-name')
    expect(codeOf(made.jws, [`${phone}=`])).toBe('disclosure-malformed')
    expect(codeOf(made.jws, [''])).toBe('disclosure-malformed')
  })

  it('a disclosure that would rewrite what the statement says in clear', () => {
    for (const name of ['tenant', 'iat', '_sd', '_sd_alg', '...']) {
      const disclosure = encoded(JSON.stringify(['salt', name, 'x']))
      expect(codeOf(signedWith({ _sd: [disclosureDigest(disclosure)] }), [disclosure])).toBe(
        'disclosure-name',
      )
    }
  })

  it('a disclosure with any character changed', () => {
    const [phone = ''] = made.disclosures
    fc.assert(
      fc.property(fc.nat(phone.length - 1), fc.constantFrom(...Array.from('AZaz09-_=.')), (at, character) => {
        fc.pre(phone[at] !== character)
        expect(codeOf(made.jws, [phone.slice(0, at) + character + phone.slice(at + 1)])).toMatch(
          /^disclosure-/,
        )
      }),
    )
  })
})

describe('the verification of a statement accepts', () => {
  it('the newer name of its algorithm, and members it does not know', () => {
    const payload = canonicalize({ ...payloadOf(made.jws), promise: { log: 'x', mmd_s: 60 } })
    expect(codeOf(signed(payload, canonicalize({ ...HEADER, alg: 'Ed25519' })))).toBe('verified')
  })
})
