import { createHash } from 'node:crypto'
import { noticeBytes } from '@constat/core/notice'
import { describe, expect, it } from 'vitest'
import { statementKeyFromSeed } from '../key/statement-key.ts'
import {
  EMAIL,
  jwks,
  makeCertified,
  NOW,
  ORIGIN,
  PHONE,
  POLICY,
  RECORDED_AT,
  reportOn,
  trustOf,
  type SceneChanges,
} from '../testing/certificates.ts'
import { logLine, randomOf } from '../testing/log.ts'
import { notice } from '../testing/notice.ts'
import { makeStamper } from '../testing/stamps.ts'
import { verifyTimestamp } from '../timestamp/index.ts'
import { certificateBytes, verifyCertificate, type TrustTexts, type VerificationOptions } from '../verify.ts'

const { certificate, trust, index, log } = await makeCertified()
const stamper = makeStamper()
const { stamp, root } = stamper
const [jwk] = jwks.keys

const reported = async (changes: SceneChanges, options: Partial<VerificationOptions> = {}) => {
  const made = await makeCertified(changes)
  return reportOn(made.certificate, made.trust, options)
}
const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code)

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([name, each]) => [name, reversed(each)]),
      )
    : value
}

describe('a lead certificate', () => {
  it.each([undefined, 2])(
    'verifies whatever kept it put its members in another order (indent: %s)',
    async (indent) => {
      const bytes = new TextEncoder().encode(JSON.stringify(reversed(certificate), null, indent))
      expect(await verifyCertificate(bytes, trust, { now: NOW })).toMatchObject({ verdict: 'VERIFIED' })
    },
  )

  it('verifies, with both axes and what they rest on', async () => {
    const report = await reportOn(certificate, trust)
    expect(report).toMatchObject({
      verdict: 'VERIFIED',
      agreement: 'SHOWN',
      fault: null,
      log: {
        level: 'WITNESSED',
        origin: ORIGIN,
        index,
        size: log.size(),
        witnesses: [
          { witness: 'w1', time: RECORDED_AT + 5 },
          { witness: 'w2', time: RECORDED_AT + 6 },
        ],
        of: 3,
      },
      time: {
        level: 'CLAIMED',
        bracket: { notBefore: RECORDED_AT - 60, notAfter: RECORDED_AT + 6, claimed: 'INSIDE' },
      },
      contacts: [
        { kind: 'phone', value: PHONE, comparison: 'NONE' },
        { kind: 'email', value: EMAIL, comparison: 'NONE' },
      ],
      hintsDiffer: [],
    })
    expect(report.steps.filter(({ outcome }) => outcome !== 'PASSED')).toEqual([
      { step: 'timestamps', outcome: 'NOTHING_TO_CHECK' },
      { step: 'lead', outcome: 'NOTHING_TO_CHECK' },
    ])
  })

  it('verifies however its JSON is indented', async () => {
    const indented = new TextEncoder().encode(
      JSON.stringify(JSON.parse(new TextDecoder().decode(certificateBytes(certificate))), null, 2),
    )
    expect(await reportOn(indented, trust)).toEqual(await reportOn(certificate, trust))
  })

  it('verifies with a notice of hundreds of kilobytes, indented or not', async () => {
    const long = { ...notice, items: { N13_PURPOSES: { text: 'Vous proposer un devis. "'.repeat(20_000) } } }
    const sha256 = createHash('sha256').update(noticeBytes(long)).digest('hex')
    const made = await makeCertified({
      facts: { notice: { key: 'devis', version: 18, locale: 'fr', sha256 } },
      parts: { notice: long, related: [] },
    })
    expect((await reportOn(made.certificate, trust)).verdict).toBe('VERIFIED')
    const indented = new TextEncoder().encode(
      JSON.stringify(JSON.parse(new TextDecoder().decode(certificateBytes(made.certificate))), null, 2),
    )
    expect((await reportOn(indented, trust)).verdict).toBe('VERIFIED')
  })

  it('is held to the lead in hand, whatever the case of the address', async () => {
    const lead = { phone: PHONE, email: 'jeanne@example.fr' }
    const report = await reportOn(certificate, trust, { lead, recipient: 'cuisines' })
    expect(report.verdict).toBe('VERIFIED')
    expect(report.contacts.map(({ comparison }) => comparison)).toEqual(['EQUAL', 'EQUAL'])
    expect(codes(report.proved)).toEqual([
      'signed',
      'contact-equal',
      'contact-equal',
      'answers-committed',
      'logged',
      'witnessed',
      'existed-by',
      'made-after',
      'notice-exact',
      'notice-before',
      'widget-before',
      'recipient-named',
    ])
    expect(codes(report.notCovered)).not.toContain('lead-not-compared')
  })

  it('needs neither anchor nor promise nor publications, and proves less without', async () => {
    const { certificate: bare } = await makeCertified({
      facts: { anchor: undefined, promise: undefined },
      parts: { anchor: undefined, related: [] },
    })
    const report = await reportOn(bare, trust)
    expect(report).toMatchObject({
      verdict: 'VERIFIED',
      time: { bracket: { notBefore: null, notAfter: RECORDED_AT + 6, claimed: 'INSIDE' } },
    })
    expect(codes(report.proved)).not.toContain('made-after')
    expect(codes(report.notCovered)).toEqual(
      expect.arrayContaining(['start-unattested', 'notice-before-unknown', 'widget-before-unknown']),
    )
  })

  it('needs not bring the anchor along that its statement names, and then shows no earliest time', async () => {
    const report = await reportOn({ ...certificate, anchor: undefined }, trust)
    expect(report).toMatchObject({
      verdict: 'VERIFIED',
      log: { level: 'WITNESSED' },
      time: { bracket: { notBefore: null, notAfter: RECORDED_AT + 6 } },
    })
    expect(codes(report.proved)).not.toContain('made-after')
    expect(codes(report.notCovered)).toContain('anchor-absent')
    expect(codes(report.notCovered)).not.toContain('start-unattested')
  })

  it('says how each contact compares, even where it is refused before or for that', async () => {
    const lead = { phone: PHONE, email: 'paul@example.fr' }
    const mismatched = await reportOn(certificate, trust, { lead })
    expect(mismatched.fault?.code).toBe('lead-email-mismatch')
    const elsewhere = await trustOf({ policy: 'quorum none\n' })
    const earlier = await reportOn(certificate, elsewhere, { lead })
    expect(earlier.fault?.code).toBe('log-unknown')
    for (const { contacts } of [mismatched, earlier])
      expect(contacts.map(({ comparison }) => comparison)).toEqual(['EQUAL', 'DIFFERENT'])
    const { contacts } = await reportOn(certificate, trust, { lead: { phone: PHONE } })
    expect(contacts.map(({ comparison }) => comparison)).toEqual(['EQUAL', 'NONE'])
  })

  it('says what it claims, and what it can never cover', async () => {
    const report = await reportOn(certificate, trust)
    expect(codes(report.claimed)).toEqual([
      'event-consent.given',
      'recorded-inside',
      'provenance-SITE_CHALLENGED',
      'grade-ASSURED',
      'widget-said',
    ])
    expect(codes(report.notCovered)).toEqual([
      'imputability-weak',
      'withdrawal-unknown',
      'lawfulness-unjudged',
      'holder-unbound',
      'lead-not-compared',
      'page-unseen',
    ])
  })

  it.each([
    [{ provenance: 'CONFIRMED' }, 'provenance-CONFIRMED', 'imputability-factor'],
    [{ provenance: 'SERVER_ATTESTED' }, 'provenance-SERVER_ATTESTED', 'imputability-weak'],
    [{ provenance: 'CERTIFIED' }, 'provenance-CERTIFIED', 'imputability-weak'],
    [{ provenance: 'IMPORTED', occurredAt: 5000 }, 'occurred', 'imputability-weak'],
    [{ grade: 'FLAGGED' }, 'grade-FLAGGED', 'imputability-weak'],
    [{ grade: 'INCOMPLETE', observation: undefined }, 'grade-INCOMPLETE', 'imputability-weak'],
    [
      { challenge: { id: 'AAAAAAAAAAAAAAAAAAAAAA', issuedAt: 7000, state: 'late' } },
      'provenance-SITE_LATE',
      'imputability-weak',
    ],
  ] as const)('does not make more of its origin than it is: %j', async (facts, claimed, open) => {
    const related = 'observation' in facts ? { parts: { related: [] } } : {}
    const report = await reported({ facts, ...related })
    expect(report.verdict).toBe('VERIFIED')
    expect(codes(report.claimed)).toContain(claimed)
    expect(codes(report.notCovered)).toContain(open)
  })
})

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
