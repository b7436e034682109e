import { describe, expect, it } from 'vitest'
import { verifyConsistency, verifyInclusion } from '../index.ts'
import { base64, vectorText } from '../testing/vectors.ts'

type InclusionVector = {
  readonly file: string
  readonly leafIdx: number
  readonly treeSize: number
  readonly root: string | null
  readonly leafHash: string | null
  readonly proof: readonly string[] | null
  readonly wantErr: boolean
}
type ConsistencyVector = {
  readonly file: string
  readonly size1: number
  readonly size2: number
  readonly root1: string | null
  readonly root2: string | null
  readonly proof: readonly string[] | null
  readonly wantErr: boolean
}

const inclusions: readonly InclusionVector[] = JSON.parse(vectorText('inclusion.json'))
const consistencies: readonly ConsistencyVector[] = JSON.parse(vectorText('consistency.json'))

describe('the vectors of transparency-dev/merkle', () => {
  it('are 41 of inclusion and 36 of consistency, both accepted and refused ones', () => {
    expect(inclusions.filter(({ wantErr }) => !wantErr)).toHaveLength(6)
    expect(inclusions.filter(({ wantErr }) => wantErr)).toHaveLength(35)
    expect(consistencies.filter(({ wantErr }) => !wantErr)).toHaveLength(6)
    expect(consistencies.filter(({ wantErr }) => wantErr)).toHaveLength(30)
  })

  it.each(inclusions)('inclusion $file', (vector) => {
    const holds = verifyInclusion({
      index: vector.leafIdx,
      size: vector.treeSize,
      leaf: base64(vector.leafHash ?? ''),
      root: base64(vector.root ?? ''),
      proof: (vector.proof ?? []).map(base64),
    })
    expect(holds).toBe(!vector.wantErr)
  })

  it.each(consistencies)('consistency $file', (vector) => {
    const holds = verifyConsistency({
      oldSize: vector.size1,
      oldRoot: base64(vector.root1 ?? ''),
      size: vector.size2,
      root: base64(vector.root2 ?? ''),
      proof: (vector.proof ?? []).map(base64),
    })
    // One vector holds in the suite for two roots of 12 bytes; here a root that is no SHA-256 is never believed.
    const areRoots = [vector.root1, vector.root2].every((root) => base64(root ?? '').length === 32)
    expect(holds).toBe(!vector.wantErr && areRoots)
  })
})
