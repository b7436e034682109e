import {
  cosignaturesOf,
  findCheckpoint,
  leavesOf,
  newestCheckpoint,
  timestampTokensOf,
  type Handle,
  type TenantScope,
  type TimestampToken,
} from '@constat/store'
import type { Hash } from '@constat/tlog'
import type { Deps } from '../platform/context.ts'
import { proveInclusion } from './proof.ts'

/** That a statement stands in a published tree: the parts of a tlog-proof, and the tokens over its checkpoint. */
export type LeafProof = {
  readonly index: number
  /** Number of leaves of the tree that the proof is of. */
  readonly size: number
  readonly hashes: readonly Hash[]
  /** The checkpoint as a note, with the signatures of log and witnesses. */
  readonly checkpoint: string
  readonly timestamps: readonly TimestampToken[]
}

/** Why there is no proof: no published checkpoint covers the statement yet, or there is none of the size asked for. */
export type NoLeafProof = 'not-covered' | 'checkpoint-unknown'

/** The note of a checkpoint with the lines that witnesses added. */
export const cosignedNote = async (
  db: Handle,
  logId: string,
  checkpoint: { readonly size: number; readonly note: string },
): Promise<string> => {
  const cosignatures = await cosignaturesOf(db, logId, checkpoint.size)
  return checkpoint.note + cosignatures.map(({ line }) => line).join('')
}

/**
 * The proof that a statement is in the log of its tenant: under the newest published checkpoint, or under the published
 * one of `size` (that of a token, say).
 *
 * @throws LogFault tile-missing when the stored tree is damaged.
 */
export const leafProof = async (
  { store: { reader } }: Pick<Deps, 'store'>,
  tenant: TenantScope,
  jti: string,
  size?: number,
): Promise<
  { readonly ok: true; readonly value: LeafProof } | { readonly ok: false; readonly code: NoLeafProof }
> => {
  const { logId } = tenant
  const [leaf] = await leavesOf(reader, tenant, [jti])
  const checkpoint =
    size === undefined ? await newestCheckpoint(reader, logId) : await findCheckpoint(reader, logId, size)
  if (size !== undefined && checkpoint === undefined) return { ok: false, code: 'checkpoint-unknown' }
  if (leaf === undefined || checkpoint === undefined || checkpoint.size <= leaf.index)
    return { ok: false, code: 'not-covered' }
  return {
    ok: true,
    value: {
      index: leaf.index,
      size: checkpoint.size,
      hashes: await proveInclusion(reader, logId, leaf.index, checkpoint.size),
      checkpoint: await cosignedNote(reader, logId, checkpoint),
      timestamps: await timestampTokensOf(reader, logId, checkpoint.size),
    },
  }
}
