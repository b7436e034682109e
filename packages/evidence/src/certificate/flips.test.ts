import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeCertified, reportOn } from '../testing/certificates.ts'
import { makeStamper } from '../testing/stamps.ts'
import { verifyTimestamp } from '../timestamp/index.ts'
import { certificateBytes, LOG_LEVELS, TIME_LEVELS, type VerificationReport } from '../verify.ts'

// Each flip is a verification; CONSTAT_FUZZ_RUNS asks for more of them.
const numRuns = fc.readConfigureGlobal().numRuns ?? 1500

const { root, stamp } = makeStamper()
const { certificate, trust } = await makeCertified({ stamp, trust: { tsaRoots: [root] } })
const bytes = certificateBytes(certificate)
const json = new TextDecoder().decode(bytes)
const options = { verifyTimestamp }
const whole = await reportOn(bytes, trust, options)

const utf8Length = (text: string): number => new TextEncoder().encode(text).length
const hints = utf8Length(json.slice(0, json.indexOf('"hints":')))
const afterHints = utf8Length(json.slice(0, json.indexOf(',"proof":')))

const ranks = ({ log, time }: VerificationReport): readonly number[] => [
  log.level ? LOG_LEVELS.indexOf(log.level) : -1,
  new Set(log.witnesses.map(({ witness }) => witness)).size,
  time.level ? TIME_LEVELS.indexOf(time.level) : -1,
  time.timestamps.length,
  time.anchorTimestamps.length,
  -(time.bracket?.notAfter ?? Infinity),
  typeof time.bracket?.notBefore === 'number' ? 1 : 0,
]

const isLower = (report: VerificationReport): boolean =>
  ranks(report).some((rank, axis) => rank < (ranks(whole)[axis] ?? 0))

const isHigher = (report: VerificationReport): boolean =>
  ranks(report).some((rank, axis) => rank > (ranks(whole)[axis] ?? 0))

const flipped = (bit: number): Uint8Array => {
  const at = bit >> 3
  return bytes.with(at, (bytes[at] ?? 0) ^ (1 << (bit & 7)))
}

const tokens = [...certificate.timestamps, ...(certificate.anchor?.timestamps ?? [])].map(
  (each) => each.token_der_b64,
)
const isIn = (at: number, text: string): boolean => {
  const start = utf8Length(json.slice(0, json.indexOf(text)))
  return at >= start && at < start + text.length
}

it('a certificate with one bit flipped outside its hints is refused, or worth less', async () => {
  expect(whole).toMatchObject({ verdict: 'VERIFIED', log: { level: 'WITNESSED' } })
  expect(whole.time.level).toBe('TIMESTAMPED')
  expect(new TextDecoder().decode(bytes.slice(hints, afterHints))).toMatch(/^"hints":.*\}$/)
  const outside = fc.nat(bytes.length * 8 - 1).filter((bit) => bit >> 3 < hints || bit >> 3 >= afterHints)
  await fc.assert(
    fc.asyncProperty(outside, async (bit) => {
      const report = await reportOn(flipped(bit), trust, options)
      expect(isHigher(report)).toBe(false)
      if (report.verdict === 'REFUSED' || isLower(report)) return
      // CMS does not sign every byte of its envelope: there a flip may change nothing, and then nothing it is.
      expect(tokens.some((token) => isIn(bit >> 3, token))).toBe(true)
      expect(report).toEqual(whole)
    }),
    { numRuns },
  )
})

it('a certificate with one bit of its hints flipped is worth what it was, and no more', async () => {
  const inside = fc.integer({ min: hints * 8, max: afterHints * 8 - 1 })
  await fc.assert(
    fc.asyncProperty(inside, async (bit) => {
      const report = await reportOn(flipped(bit), trust, options)
      if (report.verdict === 'REFUSED') expect(report.fault?.step).toBe('form')
      else {
        expect(ranks(report)).toEqual(ranks(whole))
        expect(report.proved).toEqual(whole.proved)
      }
    }),
    { numRuns: Math.ceil(numRuns / 5) },
  )
})
