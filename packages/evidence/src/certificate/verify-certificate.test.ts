import { createHash } from 'node:crypto'
import { noticeBytes } from '@constat/core/notice'
import { describe, expect, it } from 'vitest'
import {
  codes,
  EMAIL,
  makeCertified,
  NOW,
  ORIGIN,
  PHONE,
  RECORDED_AT,
  reportOn,
  trustOf,
  reported,
} from '../testing/certificates.ts'
import { notice } from '../testing/notice.ts'
import { certificateBytes, verifyCertificate } from '../verify.ts'

const { certificate, trust, index, log } = await makeCertified()
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
