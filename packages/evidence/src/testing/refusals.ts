import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import {
  VERIFICATION_STEPS,
  type Certificate,
  type Trust,
  type VerificationOptions,
  type VerificationStep,
} from '../verify.ts'
import { makeCertified, reportOn, trustOf } from './certificates.ts'

/** The certificate that tests break, and whose trust it verifies under. */
export const { certificate, trust } = await makeCertified()

/** What is verified otherwise than the certificate of the scene under its trust. */
export type Case = {
  readonly certificate: Certificate | Uint8Array
  readonly trust?: Trust
  readonly options?: Partial<VerificationOptions>
}

/** A step, the code by which it fails, for what, and how to come by it. */
export type Row = readonly [
  step: VerificationStep,
  code: string,
  what: string,
  make: () => Case | Promise<Case>,
]

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
export const hashed = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const changed = (change: Partial<Certificate>): Case => ({
  certificate: { ...certificate, ...change },
})
export const trusting = async (texts: Parameters<typeof trustOf>[0]): Promise<Case> => ({
  certificate,
  trust: await trustOf(texts),
})

/** Holds each row to its refusal, and the rows together to the closed list of codes of their steps. */
export const describeRefusals = (steps: readonly VerificationStep[], rows: readonly Row[]): void => {
  describe('a certificate is refused in its step, for its reason', () => {
    const seen = new Set<string>()
    afterAll(() => {
      const all = steps.flatMap((step) => VERIFICATION_STEPS[step].map((code) => `${step} ${code}`))
      expect([...seen].toSorted()).toEqual(all.toSorted())
    })

    it.each(rows)('%s: %s, for %s', async (step, code, _, make) => {
      const made = await make()
      seen.add(`${step} ${code}`)
      const report = await reportOn(made.certificate, made.trust ?? trust, made.options)
      expect(report).toMatchObject({ verdict: 'REFUSED', fault: { step, code } })
      const at = report.steps.findIndex((each) => each.step === step)
      expect(report.agreement).toBe('NONE')
      expect(
        report.steps.map(({ outcome }) => (outcome === 'NOTHING_TO_CHECK' ? 'PASSED' : outcome)),
      ).toEqual(
        report.steps.map((__, index) => (index < at ? 'PASSED' : index === at ? 'FAILED' : 'NOT_REACHED')),
      )
    })
  })
}
