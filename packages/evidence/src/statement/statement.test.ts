import { createHash, createPublicKey, verify } from 'node:crypto'
import { parseObservation, shownIn } from '@constat/core/consent'
import { SDJwtInstance } from '@sd-jwt/core'
import * as fc from 'fast-check'
import { compactVerify, importJWK } from 'jose'
import { canonicalize } from 'json-canonicalize'
import { describe, expect, it } from 'vitest'
import {
  CLAIM_NAMES,
  disclosureDigest,
  makeKeyAddedStatement,
  makeKeyRevokedStatement,
  makeNoticeStatement,
  makeStatement,
  makeWidgetStatement,
  verifyStatement,
} from '../index.ts'
import {
  random,
  key,
  trusted,
  facts,
  claims,
  OBSERVED,
  made,
  payloadOf,
  HEADER,
  make,
  digestsOf,
  countWith,
  codeOf,
} from '../testing/statements.ts'

describe('a statement', () => {
  it('says the facts, in seconds, and carries the claims it disclosed', async () => {
    expect(await verifyStatement(made.jws, trusted, made.disclosures)).toEqual({
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

  it('needs little: a withdrawal points to what it withdraws, an import tells its claimed time', async () => {
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
    expect(await verifyStatement(withdrawn.jws, trusted)).toMatchObject({
      ok: true,
      value: { payload: { event: 'consent.withdrawn', ref: made.jti, iat: 1, occurred_at: 0 }, claims: [] },
    })
  })

  it('promises its log, and names the checkpoint that was published before it', async () => {
    const promise = { log: 'proofs.example.fr/log/1', mmd_s: 60 }
    const anchor = { origin: promise.log, size: 812_345, body_sha256: 'ef'.repeat(32) }
    const { jws } = makeStatement({ ...facts, promise, anchor }, claims, { key, random })
    expect(await verifyStatement(jws, trusted)).toMatchObject({
      ok: true,
      value: { payload: { promise, anchor } },
    })
  })

  it('says that a notice was published, and discloses nothing', async () => {
    const notice = { key: 'devis', version: 17, locale: 'fr', sha256: 'ab'.repeat(32) }
    const promise = { log: 'proofs.example.fr/log/1', mmd_s: 60 }
    const { jti, jws } = makeNoticeStatement(
      { iss: facts.iss, recordedAt: facts.recordedAt, tenant: 'tnt_1', notice, promise },
      { key, random },
    )
    expect(await verifyStatement(jws, trusted)).toEqual({
      ok: true,
      value: {
        kid: key.kid,
        claims: [],
        payload: {
          v: 1,
          event: 'notice.published',
          iss: facts.iss,
          jti,
          iat: 1_790_000_000,
          tenant: 'tnt_1',
          notice,
          promise,
        },
      },
    })
    expect(await codeOf(jws, made.disclosures)).toBe('disclosure-unmatched')
  })

  it('says that a build of the widget was released', async () => {
    const widget = { version: '2.3.1', sha256: 'ab'.repeat(32) }
    const { iss, recordedAt } = facts
    const { jti, jws } = makeWidgetStatement({ iss, recordedAt, widget }, { key, random })
    const payload = { v: 1, event: 'widget.released', iss, jti, iat: 1_790_000_000, widget }
    expect(await verifyStatement(jws, trusted)).toEqual({
      ok: true,
      value: { kid: key.kid, claims: [], payload },
    })
  })

  it('says that a key was added, and that one was ended and why', async () => {
    const { iss, recordedAt } = facts
    const every = { v: 1, iss, iat: 1_790_000_000 }
    const kid = key.kid
    const { x } = key.jwk
    const added = makeKeyAddedStatement({ iss, recordedAt, key: { kid, x } }, { key, random })
    expect(await verifyStatement(added.jws, trusted)).toMatchObject({
      ok: true,
      value: { claims: [], payload: { ...every, event: 'key.added', jti: added.jti, key: { kid, x } } },
    })
    const end = { kid, reason: 'compromised' } as const
    const revoked = makeKeyRevokedStatement({ iss, recordedAt, key: end }, { key, random })
    expect(await verifyStatement(revoked.jws, trusted)).toMatchObject({
      ok: true,
      value: { claims: [], payload: { ...every, event: 'key.revoked', jti: revoked.jti, key: end } },
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
    return fc.assert(
      fc.asyncProperty(anyFacts, left, anyClaims, async (changes, leftOut, facets) => {
        const absent = Object.fromEntries(leftOut.map((fact) => [fact, undefined]))
        const statement = makeStatement({ ...facts, ...changes, ...absent }, facets, { key, random })
        const verified = await verifyStatement(statement.jws, trusted, statement.disclosures)
        const trail = leftOut.includes('observation') ? [] : OBSERVED
        expect(verified).toMatchObject({ ok: true, value: { claims: [...facets, ...trail] } })
      }),
    )
  })

  it('is not too large to verify, whatever the widget may send', async () => {
    const most = Number.MAX_SAFE_INTEGER
    const keys = Array.from({ length: 50 }, (_, n) => `q${n}`.padEnd(64, 'x'))
    const [first = ''] = keys
    const question = {
      visibleMs: most,
      covered: false,
      fontPx: most,
      opacity: 100,
      contrast: 2100,
      equal: false,
      vouched: false,
    }
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
      noticeAgeMs: most,
      restored: true,
      systemColors: true,
      wordsSha256: 'ab'.repeat(32),
      altered: true,
      questions: Object.fromEntries(keys.map((each) => [each, question])),
      trail: Array.from({ length: 64 }, () => [most, 'refuse', first, 1, '"'.repeat(16)]),
    }
    const parsed = parseObservation(observation)
    const choices = keys.map((each) => ({ name: `choice.${each}` as const, value: 'x' }))
    const largest = { ...facts, observation: parsed.ok ? parsed.value : undefined }
    const statement = makeStatement(largest, choices, { key, random })
    expect(parsed.ok).toBe(true)
    expect(await codeOf(statement.jws, statement.disclosures)).toBe('verified')
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
