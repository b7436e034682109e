import { canonicalBytes } from '@constat/core/canonical'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeCertified, NOW, reportOn } from '../testing/certificates.ts'
import {
  certificateBytes,
  readTrust,
  renderReport,
  reportLines,
  VERIFICATION_STEPS,
  verifyCertificate,
  type VerificationReport,
} from '../verify.ts'

// Few in the test command, because each run verifies signatures; CONSTAT_FUZZ_RUNS asks for more of them.
const numRuns = fc.readConfigureGlobal().numRuns ?? 300

const { certificate, trust } = await makeCertified()
const bytes = certificateBytes(certificate)
const json = new TextDecoder().decode(bytes)

const CODES: ReadonlySet<string> = new Set(Object.values(VERIFICATION_STEPS).flat())

// Whatever the bytes are: a report, whose refusal is of the closed list, and which can be told in both languages.
const expectTold = (report: VerificationReport) => {
  if (report.verdict === 'REFUSED') expect(CODES).toContain(report.fault?.code)
  else expect(report.fault).toBeNull()
  for (const locale of ['fr', 'en'] as const)
    expect(
      reportLines(renderReport(report, locale))
        .map(({ text }) => text)
        .join(''),
    ).not.toBe('')
}

const verify = (input: Uint8Array) => verifyCertificate(input, trust, { now: NOW })

/** A certificate with a piece cut out, doubled, or put elsewhere. */
const spliced = fc
  .tuple(fc.nat(json.length), fc.nat(400), fc.nat(json.length), fc.constantFrom('cut', 'double', 'move'))
  .map(([from, length, to, how]) => {
    const piece = json.slice(from, from + length)
    const rest = how === 'double' ? json : json.slice(0, from) + json.slice(from + length)
    return how === 'cut' ? rest : rest.slice(0, to) + piece + rest.slice(to)
  })

type Path = readonly (string | number)[]

const pathsIn = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([name, member]) => pathsIn(member, [...path, name]))]
    : [path]

const withValue = (within: unknown, [first, ...rest]: Path, value: unknown): unknown => {
  if (first === undefined) return value
  const inner = withValue(Object(within)[first], rest, value)
  return Array.isArray(within) ? within.with(Number(first), inner) : { ...Object(within), [first]: inner }
}

/** A certificate of which one member is anything at all. */
const replaced = fc
  .tuple(fc.constantFrom(...pathsIn(certificate)), fc.jsonValue({ stringUnit: 'grapheme' }))
  .map(([path, value]) => withValue(certificate, path, value))

describe('the verifier', () => {
  it('answers arbitrary bytes with a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4000 }), async (input) => {
        const report = await verify(input)
        expect(report.verdict).toBe('REFUSED')
        expectTold(report)
      }),
      { numRuns },
    )
  })

  it('answers arbitrary JSON with a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (input) => {
        expect((await verify(new TextEncoder().encode(input))).fault?.step).toBe('form')
      }),
      { numRuns },
    )
  })

  it('answers a certificate whose text was moved about', async () => {
    await fc.assert(
      fc.asyncProperty(spliced, async (text) => {
        expectTold(await verify(new TextEncoder().encode(text)))
      }),
      { numRuns },
    )
  })

  it('answers a certificate of which any member is anything', async () => {
    await fc.assert(
      fc.asyncProperty(replaced, async (value) => {
        expectTold(await verify(canonicalBytes(value)))
      }),
      { numRuns },
    )
  })

  it.each<[string, Uint8Array]>([
    ['a hundred megabytes', new Uint8Array(100_000_000)],
    ['a megabyte of brackets', new TextEncoder().encode('['.repeat(1_000_000))],
    ['a megabyte of objects in objects', new TextEncoder().encode('{"a":'.repeat(200_000))],
    ['a megabyte of quotes', new TextEncoder().encode('"'.repeat(1_000_000))],
    ['a megabyte of tildes', canonicalBytes({ ...certificate, sd_jwt: '~'.repeat(500_000) })],
    ['a megabyte of dots', canonicalBytes({ ...certificate, sd_jwt: `${'.'.repeat(500_000)}~` })],
    ['a proof of line ends', canonicalBytes({ ...certificate, proof: '\n'.repeat(99_000) })],
    ['a proof of dashes', canonicalBytes({ ...certificate, proof: '— '.repeat(49_000) })],
    [
      'a policy of groups',
      canonicalBytes({
        ...certificate,
        hints: { ...certificate.hints, policy: 'group g any g\n'.repeat(4000) },
      }),
    ],
    [
      'a megabyte of spaces',
      new TextEncoder().encode(json.replace('{', `{${' '.repeat(900_000)}`).replace(/\}$/, ' x}')),
    ],
  ])('bounds what it does with %s', async (_, input) => {
    const before = process.memoryUsage().heapUsed
    const report = await verify(input)
    // A certificate of a megabyte, its text, its parsed form and its canonical form, with room to spare.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(150_000_000)
    expectTold(report)
  })

  it('is not misled by members of objects that every object has', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const text = json.replace('{', `{"${name}":{},`)
      expect((await verify(new TextEncoder().encode(text))).fault?.code).toBe('certificate-malformed')
    }
    expect((await reportOn(certificate, trust)).verdict).toBe('VERIFIED')
  })
})

describe('the reader of a trust folder', () => {
  it('answers arbitrary text with a refusal', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constant('-----BEGIN CERTIFICATE-----'),
    )
    await fc.assert(
      fc.asyncProperty(anyText, anyText, fc.array(anyText), async (policy, jwks, tsaRoots) => {
        const trusted = await readTrust({ policy, jwks, tsaRoots })
        expect(trusted.ok).toBe(false)
      }),
      { numRuns },
    )
  })
})
