import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideAddCheckpoint, noteVerifier, verifyCheckpoint, verifyTlogProof } from './index.ts'
import { body, checkpoint, INDEX, leaves, log, ORIGIN, policy, proof } from './testing/example-log.ts'
import { inputs } from './testing/mutations.ts'
import { parsers } from './testing/parsers.ts'
import { utf8 } from './testing/vectors.ts'

describe.each(parsers)('$name', ({ reprint, valid, isExact }) => {
  it('print and read back', () => {
    expect(reprint(valid)).toEqual(valid)
  })

  it('are read from any bytes, or refused, and have one spelling', () => {
    fc.assert(
      fc.property(inputs(valid), (input) => {
        const again = reprint(input)
        if (again) expect(isExact ? again : reprint(again)).toEqual(isExact ? input : again)
      }),
    )
  })

  it.each(['\n', 'A', ' ', '0', '— ', 'x000/', '\0', '\n\n', 'quorum none\n', 'old 0\n', '+'])(
    'of megabytes of %j are refused',
    (unit) => {
      expect(reprint(new Uint8Array(Buffer.alloc(5_000_000, unit)))).toBeUndefined()
    },
  )
})

describe('what verifies', () => {
  const leaf = leaves[INDEX]!
  const known = (origin: string) =>
    origin === ORIGIN ? { verifiers: [noteVerifier(log.vkey)], latest: undefined } : undefined

  it('answers any proof, checkpoint or request, and believes none that was changed', async () => {
    await fc.assert(
      fc.asyncProperty(inputs(utf8(proof)), inputs(utf8(checkpoint)), async (anyProof, anyNote) => {
        expect((await verifyTlogProof(anyProof, leaf, policy)).ok).toBeTypeOf('boolean')
        const verified = await verifyCheckpoint(anyNote, policy)
        if (verified.ok) expect(verified.value.text).toBe(body)
        const request = Uint8Array.of(...utf8('old 0\n\n'), ...anyNote)
        const decision = await decideAddCheckpoint(request, known)
        if (decision.status === 200) expect(decision.text).toBe(body)
      }),
    )
  })

  it('takes no proof of which one bit was flipped, but with a witness less', async () => {
    const bytes = utf8(proof)
    const flips = fc.tuple(fc.nat(bytes.length - 1), fc.nat(7))
    await fc.assert(
      fc.asyncProperty(flips, async ([at, bit]) => {
        const flipped = bytes.slice()
        flipped[at] = (flipped[at] ?? 0) ^ (2 ** bit)
        const verified = await verifyTlogProof(flipped, leaf, policy)
        if (!verified.ok) return
        expect(verified.value).toMatchObject({ index: INDEX, quorumMet: false })
        expect(verified.value.cosignatures).toHaveLength(1)
      }),
      { numRuns: 500 },
    )
  })
})
