import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reply } from '../testing/authority.ts'
import { body, makeStamps } from '../testing/timestamps.ts'
import {
  checkAgainstRequest,
  readTimestampResponse,
  TIMESTAMP_FAULTS,
  timestampRequest,
  verifyTimestamp,
} from './index.ts'

// Many by `CONSTAT_FUZZ_RUNS`; few otherwise, because each run verifies signatures.
const numRuns = fc.readConfigureGlobal().numRuns ?? 200

const { authority, tokenBy } = makeStamps()
const roots = [authority.root.certificate]
const nonce = Uint8Array.of(0xf1, 2, 3, 4, 5, 6, 7, 8)

const token = tokenBy(authority.tsa)
const original = await verifyTimestamp({ token, body, roots })
const response = reply(authority, await timestampRequest({ body, nonce }))

const FAULTS: ReadonlySet<string> = new Set(TIMESTAMP_FAULTS)

/** Refused for a reason of the list, or worth exactly what the untouched token is. */
const expectHarmless = async (bytes: Uint8Array) => {
  const verified = await verifyTimestamp({ token: bytes, body, roots })
  if (verified.ok) expect(verified).toEqual(original)
  else expect(FAULTS).toContain(verified.fault)
}

const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
  const at = (bit >> 3) % bytes.length
  return bytes.with(at, (bytes[at] ?? 0) ^ (1 << (bit & 7)))
}

const bit = fc.nat(token.length * 8 - 1)

/** A token with a piece cut out, doubled, or put elsewhere. */
const spliced = fc
  .record({ from: fc.nat(token.length), length: fc.nat(64), to: fc.nat(token.length), cut: fc.boolean() })
  .map(({ from, length, to, cut }) => {
    const piece = token.subarray(from, from + length)
    const rest = cut ? Uint8Array.of(...token.subarray(0, from), ...token.subarray(from + length)) : token
    return Uint8Array.of(...rest.subarray(0, to), ...piece, ...rest.subarray(to))
  })

/** Lengths and tags that invite a reader to recurse, or to allocate. */
const nested = fc
  .record({
    opening: fc.constantFrom(
      [0x30, 0x80],
      [0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
      [0xa0, 0x80],
      [0x24, 0x80],
      [0x31],
    ),
    count: fc.nat(8000),
  })
  .map(({ opening, count }) => Uint8Array.from(Array.from({ length: count }, () => opening).flat()))

describe('whatever bytes come', () => {
  it('the token is sound to begin with', () => {
    expect(original).toMatchObject({ ok: true })
  })

  it('no bit flipped makes a token say something else', async () => {
    await fc.assert(
      fc.asyncProperty(bit, (at) => expectHarmless(flipped(token, at))),
      { numRuns },
    )
  })

  it('no byte changed, no piece moved makes a token say something else', async () => {
    const changed = fc
      .array(fc.tuple(bit, fc.nat(255)), { minLength: 1, maxLength: 4 })
      .map((changes) => changes.reduce((bytes, [at, value]) => bytes.with(at >> 3, value), token))
    await fc.assert(fc.asyncProperty(fc.oneof(changed, spliced), expectHarmless), { numRuns })
  })

  it('a token is refused in words, and so is a certificate', async () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 512 }), nested)
    await fc.assert(
      fc.asyncProperty(bytes, async (junk) => {
        for (const input of [
          { token: junk, body, roots },
          { token, body, roots: [junk] },
          { token, body, roots, chain: [Buffer.from(junk).toString('latin1')] },
        ]) {
          const verified = await verifyTimestamp(input)
          expect(verified.ok ? '' : verified.fault).toMatch(
            /^(token-malformed|certificate-malformed|content-type-refused)$/,
          )
        }
        expect(await checkAgainstRequest(junk, { body, nonce })).toMatchObject({ ok: false })
      }),
      { numRuns },
    )
  })

  it('a certificate with a bit flipped leads to no other time', async () => {
    await fc.assert(
      fc.asyncProperty(bit, fc.nat(1), async (at, which) => {
        const { certificate } = [authority.intermediate, authority.root][which] ?? authority.root
        const der = Buffer.from(certificate.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
        const changed = flipped(new Uint8Array(der), at)
        const verified = await verifyTimestamp({ token, body, roots, chain: [changed] })
        if (verified.ok) expect(verified).toEqual(original)
        else expect(FAULTS).toContain(verified.fault)
      }),
      { numRuns },
    )
  })

  it('a response is read or refused', () => {
    const changed = fc.nat(response.length * 8 - 1).map((at) => flipped(response, at))
    fc.assert(
      fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 512 }), nested), (bytes) => {
        const read = readTimestampResponse(bytes)
        if (!read.ok) expect(read.fault).toMatch(/^(response-malformed|response-too-large|request-refused)$/)
      }),
      { numRuns },
    )
  })
})
