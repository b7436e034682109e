import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeCertified, reportOn, type SceneChanges } from '../testing/certificates.ts'
import { makeStamper } from '../testing/stamps.ts'
import { verifyTimestamp } from '../timestamp/index.ts'
import { certificateBytes, LOG_LEVELS, TIME_LEVELS, type VerificationReport } from '../verify.ts'

// Each flip is a verification; CONSTAT_FUZZ_RUNS asks for more of them.
const runs = (usual: number): number => fc.readConfigureGlobal().numRuns ?? usual

const ranks = ({ log, time, publications }: VerificationReport): readonly number[] => [
  log.level ? LOG_LEVELS.indexOf(log.level) : -1,
  new Set(log.witnesses.map(({ witness }) => witness)).size,
  time.level ? TIME_LEVELS.indexOf(time.level) : -1,
  time.timestamps.length,
  time.anchorTimestamps.length,
  -(time.bracket?.notAfter ?? Infinity),
  typeof time.bracket?.notBefore === 'number' ? 1 : 0,
  publications.length,
]

const subject = async (changes: SceneChanges) => {
  const { certificate, trust } = await makeCertified(changes)
  const bytes = certificateBytes(certificate)
  const json = new TextDecoder().decode(bytes)
  const options = { verifyTimestamp }
  const whole = await reportOn(bytes, trust, options)
  const some = (test: (rank: number, usual: number) => boolean) => (report: VerificationReport) =>
    ranks(report).some((rank, axis) => test(rank, ranks(whole)[axis] ?? 0))
  return {
    certificate,
    bytes,
    whole,
    /** The byte at which a text begins: its last place before another text, else its first. */
    at: (text: string, before?: string): number => {
      const place = before === undefined ? json.indexOf(text) : json.lastIndexOf(text, json.indexOf(before))
      return new TextEncoder().encode(json.slice(0, place)).length
    },
    flipped: (bit: number) =>
      reportOn(bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))), trust, options),
    isLower: some((rank, usual) => rank < usual),
    isHigher: some((rank, usual) => rank > usual),
  }
}

/** A bit of these bytes, the last one not included. */
const bitOf = (from: number, to: number) => fc.integer({ min: from * 8, max: to * 8 - 1 })

const plain = await subject({})
const { root, stamp } = makeStamper()
const stamped = await subject({ stamp, trust: { tsaRoots: [root] } })

describe('a certificate with one bit flipped', () => {
  const [hints, afterHints] = [plain.at('"hints":'), plain.at(',"proof":')]

  it('anywhere but in its hints is refused, or worth less', async () => {
    expect(plain.whole).toMatchObject({ verdict: 'VERIFIED', log: { level: 'WITNESSED' } })
    expect(new TextDecoder().decode(plain.bytes.slice(hints, afterHints))).toMatch(/^"hints":.*\}$/)
    const outside = fc.oneof(bitOf(0, hints), bitOf(afterHints, plain.bytes.length))
    await fc.assert(
      fc.asyncProperty(outside, async (bit) => {
        const report = await plain.flipped(bit)
        expect(plain.isHigher(report)).toBe(false)
        expect(report.verdict === 'REFUSED' || plain.isLower(report)).toBe(true)
      }),
      { numRuns: runs(800) },
    )
  })

  it('in its hints is worth what it was, and no more', async () => {
    await fc.assert(
      fc.asyncProperty(bitOf(hints, afterHints), async (bit) => {
        const report = await plain.flipped(bit)
        if (report.verdict === 'REFUSED') expect(report.fault?.step).toBe('form')
        else {
          expect(ranks(report)).toEqual(ranks(plain.whole))
          expect(report.proved).toEqual(plain.whole.proved)
        }
      }),
      { numRuns: runs(200) },
    )
  })

  /**
   * Bits that nothing signs and no reader can hold to anything. Only one: SignedData.version 3 (RFC 5652 §5.1) flipped to
   * 1, the version of PKCS #7, which genuine authorities write too. The stamper's envelope puts it at octet 25.
   */
  const UNSIGNED = [{ octet: 25, from: 3, to: 1 }]

  const isUnsigned = (original: string, changed: Buffer): boolean => {
    const token = Buffer.from(original, 'base64')
    const differing = [...token.keys()].filter((at) => token[at] !== changed[at])
    return (
      token.length === changed.length &&
      differing.length === 1 &&
      UNSIGNED.some(
        ({ octet, from, to }) => octet === differing[0] && token[octet] === from && changed[octet] === to,
      )
    )
  }

  it('in its time stamps is refused, or worth less, but for the bits that nothing can be held to', async () => {
    expect(stamped.whole).toMatchObject({ verdict: 'VERIFIED', time: { level: 'TIMESTAMPED' } })
    const { timestamps, anchor } = stamped.certificate
    // Each time stamp from its chain to the end of its token.
    const bits = [timestamps[0]!, anchor!.timestamps[0]!].map(
      ({ token_der_b64: token, chain_pem: chain }) => {
        const start = stamped.at(token)
        const end = start + token.length
        return bitOf(stamped.at(JSON.stringify(chain[0]), token), end).map((bit) => {
          const changed = stamped.bytes.with(bit >> 3, (stamped.bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
          return {
            bit,
            token,
            changed: Buffer.from(Buffer.from(changed.slice(start, end)).toString(), 'base64'),
          }
        })
      },
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(...bits), async ({ bit, token, changed }) => {
        const report = await stamped.flipped(bit)
        expect(stamped.isHigher(report)).toBe(false)
        if (isUnsigned(token, changed)) expect(report).toEqual(stamped.whole)
        else expect(report.verdict === 'REFUSED' || stamped.isLower(report)).toBe(true)
      }),
      { numRuns: runs(150) },
    )
  })
})
