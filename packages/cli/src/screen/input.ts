import { createHash, type Hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import type { ScreenedFile } from '@constat/evidence/screening'
import { CallFault, codeOf } from '@constat/verifier'

const CHUNK = 1 << 18
/** Bytes by which the layout of a file is told. */
export const SAMPLE = 1 << 20

/** What of a file was read, to know it again. */
export type ReadPart = ScreenedFile

/** A file to screen, read from start to end with nothing but a chunk in memory. */
export type Input = {
  readonly size: number
  readonly start: Buffer
  /** The chunks from an offset on; every byte is hashed once, in order. */
  readonly chunks: (from: number) => AsyncGenerator<Buffer, void>
  /** What was hashed so far. */
  readonly part: () => ReadPart
  /** Hashes so many bytes and says whether they are those that were read before. */
  readonly knows: (part: ReadPart) => Promise<boolean>
  readonly close: () => Promise<void>
}

const refuse = (path: string, error: unknown): CallFault => {
  const code = codeOf(error)
  const said =
    code === 'ENOENT'
      ? { fr: `Il n’y a pas de fichier ${path}.`, en: `There is no file ${path}.` }
      : { fr: `${path} ne peut être lu (${code}).`, en: `${path} cannot be read (${code}).` }
  return new CallFault(said, { cause: error })
}

const readAt = async (file: FileHandle, position: number, most: number): Promise<Buffer> => {
  const buffer = Buffer.allocUnsafe(most)
  let length = 0
  while (length < most) {
    const { bytesRead } = await file.read(buffer, length, most - length, position + length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}

/**
 * Opens a file to screen.
 *
 * @throws CallFault where it is not there, or no file that can be read again
 */
export const openInput = async (path: string): Promise<Input> => {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw refuse(path, error)
  })
  try {
    const stats = await file.stat()
    if (!stats.isFile())
      throw new CallFault({
        fr: `${path} n’est pas un fichier : enregistrez d’abord ce que vous voulez contrôler.`,
        en: `${path} is not a file: save what you want screened first.`,
      })
    const { size } = stats
    const start = await readAt(file, 0, Math.min(SAMPLE, size))
    const hash: Hash = createHash('sha256')
    let hashed = 0
    const add = (chunk: Buffer, at: number): void => {
      if (at + chunk.length <= hashed) return
      hash.update(chunk.subarray(Math.max(0, hashed - at)))
      hashed = at + chunk.length
    }
    async function* chunks(from: number): AsyncGenerator<Buffer, void> {
      for (let at = from; ;) {
        const chunk = await readAt(file, at, CHUNK)
        if (chunk.length === 0) return
        add(chunk, at)
        at += chunk.length
        yield chunk
      }
    }
    return {
      size,
      start,
      chunks,
      part: () => ({ sha256: hash.copy().digest('hex'), bytes: hashed }),
      knows: async ({ sha256, bytes }) => {
        for (let at = 0; at < bytes;) {
          const chunk = await readAt(file, at, Math.min(CHUNK, bytes - at))
          if (chunk.length === 0) return false
          add(chunk, at)
          at += chunk.length
        }
        return hash.copy().digest('hex') === sha256
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error instanceof CallFault ? error : refuse(path, error)
  }
}

/** SHA-256 of a whole file. */
export const hashFile = async (path: string): Promise<ScreenedFile> => {
  const input = await openInput(path)
  try {
    for await (const _ of input.chunks(0));
    return input.part()
  } finally {
    await input.close()
  }
}
