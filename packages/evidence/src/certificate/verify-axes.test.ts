import { describe, expect, it } from 'vitest'
import { statementKeyFromSeed } from '../key/statement-key.ts'
import {
  codes,
  jwks,
  makeCertified,
  NOW,
  ORIGIN,
  POLICY,
  RECORDED_AT,
  reported,
  reportOn,
  trustOf,
} from '../testing/certificates.ts'
import { logLine, randomOf } from '../testing/log.ts'
import { makeStamper } from '../testing/stamps.ts'
import { verifyTimestamp } from '../timestamp/index.ts'
import type { TrustTexts } from '../verify.ts'

const { certificate, index } = await makeCertified()
const { stamp, root } = makeStamper()
const [jwk] = jwks.keys

describe('the log axis', () => {
  it('is WITNESSED by as many as cosigned, once the quorum is met', async () => {
    const three = await reported({
      cosigners: { w3: RECORDED_AT + 9, w1: RECORDED_AT + 5, w2: RECORDED_AT + 7 },
    })
    expect([three.log.level, three.log.witnesses.length]).toEqual(['WITNESSED', 3])
    // The second of the three completed the quorum.
    expect(three.time.bracket?.notAfter).toBe(RECORDED_AT + 7)
  })

  it('is LOGGED where the policy asks for no witness and none cosigned', async () => {
    const policy = `${logLine(ORIGIN)}quorum none\n`
    const report = await reported({ cosigners: {}, anchorCosigners: {}, trust: { policy } })
    expect(report).toMatchObject({
      verdict: 'VERIFIED',
      log: { level: 'LOGGED', of: 0 },
      time: { level: 'CLAIMED', bracket: { notBefore: null, notAfter: null, claimed: 'UNCHECKED' } },
    })
    expect(codes(report.claimed)).toContain('recorded-unchecked')
    expect(codes(report.notCovered)).toEqual(
      expect.arrayContaining(['history-unwitnessed', 'time-unattested', 'start-unattested', 'hints-differ']),
    )
  })

  it('takes no witness for one that the policy does not name', async () => {
    const policy = POLICY.split('\n')
      .filter((line) => !line.startsWith('witness w1'))
      .join('\n')
    const report = await reported({ trust: { policy: policy.replace('2 w1 w2 w3', '1 w2 w3') } })
    expect(report.log).toMatchObject({ level: 'WITNESSED', witnesses: [{ witness: 'w2' }], of: 2 })
  })
})

describe('the time axis', () => {
  it('is TIMESTAMPED by an authority that the verifier trusts', async () => {
    const report = await reported({ stamp, trust: { tsaRoots: [root] } }, { verifyTimestamp })
    expect(report).toMatchObject({
      verdict: 'VERIFIED',
      time: { level: 'TIMESTAMPED', timestamps: [{ time: RECORDED_AT + 600, isQualified: false }] },
    })
    expect(codes(report.notCovered)).toContain('time-unqualified')
  })

  it('is QUALIFIED by the verifier’s own list alone', async () => {
    const report = await reported({ stamp, trust: { qualified: [root] } }, { verifyTimestamp })
    expect(report.time).toMatchObject({ level: 'QUALIFIED', timestamps: [{ isQualified: true }] })
    expect(codes(report.notCovered)).not.toContain('time-unqualified')
  })

  it('counts nothing by an authority that nobody trusts, nor what nobody looked at', async () => {
    const unknown = await reported({ stamp }, { verifyTimestamp })
    expect([unknown.verdict, unknown.time.level]).toEqual(['VERIFIED', 'CLAIMED'])
    expect(unknown.notCovered).toContainEqual({ code: 'timestamps-untrusted', values: { count: 2 } })
    const unexamined = await reported({ stamp, trust: { tsaRoots: [root] } })
    expect([unexamined.verdict, unexamined.time.level]).toEqual(['VERIFIED', 'CLAIMED'])
    expect(unexamined.notCovered).toContainEqual({ code: 'timestamps-unexamined', values: { count: 2 } })
  })

  it('counts nothing under a policy for which the verifier does not believe the authority, and names it', async () => {
    const forPolicy = (policy: string) => `TSA-Policy: ${policy}\n${root}`
    const under = (roots: Partial<TrustTexts>) => reported({ stamp, trust: roots }, { verifyTimestamp })
    const held = await under({ tsaRoots: [forPolicy('1.2.3.4.1')] })
    expect([held.time.level, codes(held.notCovered)]).toEqual([
      'TIMESTAMPED',
      expect.not.arrayContaining(['timestamps-policy']),
    ])
    for (const roots of [{ tsaRoots: [forPolicy('1.2.3')] }, { qualified: [forPolicy('1.2.3')] }]) {
      const other = await under(roots)
      expect([other.verdict, other.time.level, other.time.timestamps]).toEqual(['VERIFIED', 'CLAIMED', []])
      expect(other.notCovered).toContainEqual({
        code: 'timestamps-policy',
        values: { policies: '1.2.3.4.1' },
      })
      expect(codes(other.notCovered)).not.toContain('timestamps-untrusted')
    }
    // Qualified under one policy alone, a time stamp under another is worth what the root itself is.
    const both = await under({ tsaRoots: [root], qualified: [forPolicy('1.2.3')] })
    expect(both.time.level).toBe('TIMESTAMPED')
  })

  it('is bounded by a time stamp from above alone: anyone can have an old anchor stamped today', async () => {
    const policy = `${logLine(ORIGIN)}quorum none\n`
    const changes = { cosigners: {}, anchorCosigners: {}, stamp, trust: { policy, tsaRoots: [root] } }
    const { time } = await reported(changes, { verifyTimestamp })
    expect(time.bracket).toEqual({ notBefore: null, notAfter: RECORDED_AT + 600, claimed: 'INSIDE' })
    expect(time.anchorTimestamps).toMatchObject([{ time: RECORDED_AT - 55 }])
  })

  it('moves its start back for a time stamp of the anchor before its witnesses, and never on', async () => {
    const started = async (at: number) => {
      const early = (body: string, when: number) => stamp(body, when < RECORDED_AT ? at : when)
      const report = await reported({ stamp: early, trust: { tsaRoots: [root] } }, { verifyTimestamp })
      return report.time.bracket?.notBefore
    }
    expect(await started(RECORDED_AT - 70)).toBe(RECORDED_AT - 70)
    expect(await started(RECORDED_AT - 50)).toBe(RECORDED_AT - 60)
  })

  it.each([
    ['earlier than its anchor', -181],
    ['later than its log', 127],
  ])('says that a claimed time is not supported: %s', async (_, seconds) => {
    const report = await reported({ facts: { recordedAt: (RECORDED_AT + seconds) * 1000 } })
    expect(report).toMatchObject({ verdict: 'VERIFIED', time: { bracket: { claimed: 'OUTSIDE' } } })
    expect(codes(report.claimed)).toContain('recorded-outside')
    const near = await reported({
      facts: { recordedAt: (RECORDED_AT + seconds - Math.sign(seconds)) * 1000 },
    })
    expect(near.time.bracket?.claimed).toBe('INSIDE')
  })

  it('believes a key that expired since, where others saw the statement before', async () => {
    const keys = { keys: [{ ...jwk, nbf: RECORDED_AT - 1000, exp: RECORDED_AT + 6 }] }
    const before = await trustOf({ jwks: JSON.stringify(keys) })
    expect((await reportOn(certificate, before, { now: NOW * 2 })).verdict).toBe('VERIFIED')
    const alone = await makeCertified({
      cosigners: {},
      trust: { jwks: JSON.stringify(keys), policy: `${logLine(ORIGIN)}quorum none\n` },
    })
    expect((await reportOn(alone.certificate, alone.trust)).fault?.code).toBe('key-expired')
    // Where it stands in the log is enough of a key that was only replaced, and needs nobody's clock.
    const until = async (at: number, name = ORIGIN) => {
      const retired = { keys: [{ ...jwk, retired: { log: name, index: at } }] }
      const own = await trustOf({ jwks: JSON.stringify(retired), policy: `${logLine(ORIGIN)}quorum none\n` })
      return (await reportOn(alone.certificate, own)).fault?.code
    }
    expect([
      await until(index + 1),
      await until(index),
      await until(index + 1, 'other.example/log/1'),
    ]).toEqual([undefined, 'key-expired', 'key-expired'])
    const revoked = { keys: [{ ...jwk, revoked: { revoked_at: RECORDED_AT + 5 } }] }
    expect((await reportOn(certificate, await trustOf({ jwks: JSON.stringify(revoked) }))).fault?.code).toBe(
      'key-expired',
    )
  })

  it('allows for a clock that was set back since the key began to sign, by two minutes', async () => {
    const since = (nbf: number) => trustOf({ jwks: JSON.stringify({ keys: [{ ...jwk, nbf }] }) })
    expect((await reportOn(certificate, await since(RECORDED_AT + 120))).verdict).toBe('VERIFIED')
    const refused = await reportOn(certificate, await since(RECORDED_AT + 121))
    expect(refused.fault).toMatchObject({ step: 'bracket', code: 'key-not-yet-valid' })
  })
})

describe('publications signed by a key that was revoked since', () => {
  const other = statementKeyFromSeed(randomOf('another statement key')(32))

  it('under a head that too few witnesses signed show nothing, and refuse nothing', async () => {
    const made = await makeCertified()
    const related = made.certificate.related.map((each) => ({
      ...each,
      proof: each.proof.replace(/— w2\.example .*\n/, ''),
    }))
    const report = await reportOn({ ...made.certificate, related }, made.trust)
    expect([report.verdict, report.fault, report.publications]).toEqual(['VERIFIED', null, []])
    expect(codes(report.proved)).toContain('notice-exact')
    expect(codes(report.notCovered)).toEqual(
      expect.arrayContaining(['notice-before-unknown', 'widget-before-unknown', 'publication-unbelieved']),
    )
  })

  it('show nothing any more, and refuse nothing: the statement binds the notice itself', async () => {
    const made = await makeCertified({ publisher: other })
    const trusting = (bounds: object) =>
      trustOf({ jwks: JSON.stringify({ keys: [jwk, { ...other.jwk, ...bounds }] }) })
    const before = await reportOn(made.certificate, await trusting({}))
    expect(codes(before.proved)).toEqual(expect.arrayContaining(['notice-before', 'widget-before']))

    const revoked = { revoked: { revoked_at: RECORDED_AT - 10, reason: 'compromised' } }
    for (const bounds of [revoked, { retired: { log: ORIGIN, index: 0 } }]) {
      const report = await reportOn(made.certificate, await trusting(bounds))
      expect([report.verdict, report.fault]).toEqual(['VERIFIED', null])
      expect(report.publications).toEqual([])
      expect(codes(report.proved)).toContain('notice-exact')
      expect(codes(report.proved)).not.toContain('notice-before')
      expect(codes(report.proved)).not.toContain('widget-before')
      expect(codes(report.notCovered)).toEqual(
        expect.arrayContaining(['notice-before-unknown', 'widget-before-unknown']),
      )
      const unbelieved = report.notCovered.filter(({ code }) => code === 'publication-unbelieved')
      expect(unbelieved.map(({ values }) => values['event'])).toEqual(
        expect.arrayContaining(['notice.published', 'widget.released']),
      )
    }
  })
})
