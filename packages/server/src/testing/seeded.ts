import { createHash } from 'node:crypto'
import type { Random } from '@constat/core/id'
import { generateKeyRing, type KeyRing } from '@constat/evidence'

/** A Tuesday, ten past eleven in Paris, under the law of 11 August 2026. */
export const TUESDAY = Date.parse('2026-11-24T10:10:00Z')

/** Random bytes that come out the same in every run. */
export const seededRandom = (seed: string): Random => {
  let counter = 0
  return (length) => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, () =>
      createHash('sha256').update(`${seed} ${counter++}`).digest(),
    )
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length))
  }
}

/** The keys of a server under test: those of the golden stores too, which are read under them. */
export const keysUnderTest = (): KeyRing => generateKeyRing(seededRandom('keys under test'))
