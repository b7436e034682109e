import { describe, expect, it } from 'vitest'
import {
  claims,
  makeCertified,
  NOW,
  RECORDED_AT,
  reportOn,
  type SceneChanges,
} from '../testing/certificates.ts'
import { withSdJwt } from '../testing/forged.ts'
import { makeAuthority } from '../testing/authority.ts'
import { logLine } from '../testing/log.ts'
import { makeStamper } from '../testing/stamps.ts'
import { verifyTimestamp } from '../timestamp/index.ts'
import { renderReport, reportLines, type VerificationOptions } from '../verify.ts'

/** What a report must not make more of than was shown. */

const reported = async (changes: SceneChanges, options: Partial<VerificationOptions> = {}) => {
  const made = await makeCertified(changes)
  return reportOn(made.certificate, made.trust, options)
}
const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code)
const verdictOf = (report: Awaited<ReturnType<typeof reported>>, locale: 'fr' | 'en') =>
  renderReport(report, locale)[0]

const refused = claims.map((claim) =>
  claim.name.startsWith('choice.') ? { ...claim, value: { answer: 'REFUSED' } as const } : claim,
)
const quorumNone = `${logLine('proofs.example.fr/log/1')}quorum none\n`

describe('the agreement that a certificate shows', () => {
  it('is SHOWN by one answer that agrees', async () => {
    const report = await reported({})
    expect([report.verdict, report.agreement]).toEqual(['VERIFIED', 'SHOWN'])
    expect(verdictOf(report, 'en')).toMatchObject({ tone: 'verified' })
  })

  it('is NONE where the person refused, and the verdict says so', async () => {
    const report = await reported({ claims: refused, facts: { kind: 'REFUSED' } })
    expect([report.verdict, report.agreement]).toEqual(['VERIFIED', 'NONE'])
    expect(codes(report.claimed)).toContain('event-consent.refused')
    const text = 'This certificate is verified, but it shows no agreement.'
    expect(verdictOf(report, 'en')).toEqual({ block: 'verdict', tone: 'warning', text })
    expect(verdictOf(report, 'fr')).toMatchObject({
      text: 'Ce certificat est vérifié, mais il ne montre aucun accord.',
    })
  })

  it('is NONE where every answer was cut away, and the report says that none is shown', async () => {
    const { certificate, trust } = await makeCertified()
    const cut = withSdJwt(certificate, ({ jws, disclosures }) => ({
      jws,
      disclosures: disclosures.slice(0, 2),
    }))
    const report = await reportOn(cut, trust)
    expect([report.verdict, report.agreement, report.answers]).toEqual(['VERIFIED', 'NONE', []])
    expect(codes(report.notCovered)).toContain('answers-not-shown')
    expect(verdictOf(report, 'en')).toMatchObject({ tone: 'warning' })
  })

  it('is NONE in a refusal, whatever one of its disclosures says', async () => {
    expect((await reported({ facts: { kind: 'REFUSED' } })).agreement).toBe('NONE')
  })

  it('names the recipient by an answer that agrees alone', async () => {
    const report = await reported({}, { recipient: 'cuisines' })
    expect(report.proved).toContainEqual({
      code: 'recipient-named',
      values: { recipient: 'Cuisines Exemple SAS' },
    })
  })
})

describe('the steps of a report', () => {
  it('say that there was nothing to check, rather than that it holds', async () => {
    const bare = await makeCertified({
      cosigners: {},
      facts: { anchor: undefined },
      parts: { anchor: undefined, related: [] },
      trust: { policy: quorumNone },
    })
    const nothing = withSdJwt(bare.certificate, ({ jws }) => ({ jws, disclosures: [] }))
    const report = await reportOn(nothing, bare.trust)
    const idle = report.steps.filter(({ outcome }) => outcome === 'NOTHING_TO_CHECK')
    expect(idle.map(({ step }) => step)).toEqual([
      'disclosures',
      'witnesses',
      'timestamps',
      // Nobody but the server dates anything, so there is nothing to hold its word to.
      'bracket',
      'publications',
      'lead',
    ])
    const lines = reportLines(renderReport(report, 'fr')).map(({ text }) => text)
    expect(lines.filter((line) => line.endsWith(' rien à contrôler'))).toHaveLength(6)
  })

  it('say so of time stamps that nobody trusts or nobody looked at', async () => {
    const { stamp } = makeStamper()
    for (const options of [{ verifyTimestamp }, {}])
      expect((await reported({ stamp }, options)).steps).toContainEqual({
        step: 'timestamps',
        outcome: 'NOTHING_TO_CHECK',
      })
  })
})

describe('the time that a report tells', () => {
  it('is that of the qualified authority where it says QUALIFIED, beside an earlier one that is not', async () => {
    const [qualified, plain] = ['Qualified', 'Plain'].map((name) => makeStamper(makeAuthority({ name })))
    const stamp = (body: string, at: number) => [
      ...(plain?.stamp(body, at) ?? []),
      ...(qualified?.stamp(body, at + 40_000) ?? []),
    ]
    const trust = { policy: quorumNone, tsaRoots: [plain?.root ?? ''], qualified: [qualified?.root ?? ''] }
    const report = await reported({ stamp, cosigners: {}, trust }, { verifyTimestamp })
    const [early, late] = [RECORDED_AT + 600, RECORDED_AT + 40_600]
    expect(report.time).toMatchObject({
      level: 'QUALIFIED',
      bracket: { notAfter: early },
      qualifiedNotAfter: late,
    })
    expect(report.proved).toContainEqual({ code: 'existed-by', values: { time: early } })
    expect(report.proved).toContainEqual({ code: 'existed-qualified', values: { time: late } })
    const lines = reportLines(renderReport(report, 'en', 'UTC'), 1000).map(({ text }) => text)
    expect(lines.find((line) => line.includes('QUALIFIED'))).toContain('September 22, 2026 at 1:30:00 AM UTC')
  })

  it('is told once where the qualified authority was the first', async () => {
    const { stamp, root } = makeStamper()
    const trust = { policy: quorumNone, qualified: [root] }
    const report = await reported({ stamp, cosigners: {}, trust }, { verifyTimestamp })
    expect(codes(report.proved)).toContain('existed-qualified')
    expect(codes(report.proved)).not.toContain('existed-by')
  })

  it('is said to be beyond the clock, not contradicted by others, where nobody else dates it', async () => {
    const changes = {
      facts: { recordedAt: NOW + 121_000, anchor: undefined },
      parts: { anchor: undefined },
    }
    const report = await reported({ cosigners: {}, trust: { policy: quorumNone }, ...changes })
    expect(report.time.bracket).toMatchObject({ notAfter: null, claimed: 'OUTSIDE' })
    expect(codes(report.claimed)).toContain('recorded-future')
    expect(codes(report.claimed)).not.toContain('recorded-outside')
  })
})
