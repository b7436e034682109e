import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Parsed } from '@constat/core/problem'
import { readBy } from '@constat/core/problem/zod'
import { z } from 'zod'

export const MANIFEST_FILE = 'backup.json'

const MAX_BYTES = 1_000_000

const manifest = z.strictObject({
  schema: z.literal('constat/backup@1'),
  madeAt: z.iso.datetime(),
  /** Of each log the newest head that the backup holds. */
  logs: z.array(
    z.strictObject({
      logId: z.string(),
      origin: z.string(),
      size: z.int().min(0),
      /** Leaves under the newest head that was published by then. */
      published: z.int().min(0),
    }),
  ),
  files: z.record(
    z.string(),
    z.strictObject({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
})

/** What a backup says of itself, in `backup.json`. It names no key and nobody. */
export type BackupManifest = z.output<typeof manifest>

/** SHA-256 and length of a file, however large. */
export const fileDigest = async (
  path: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> => {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Reads what a backup says of itself. */
export const readManifest = async (folder: string): Promise<Parsed<BackupManifest>> => {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => undefined)
  if (text === undefined || text.length > MAX_BYTES)
    return {
      ok: false,
      issues: [
        {
          path: [MANIFEST_FILE],
          rule: 'missing',
          message: 'Name a folder that `constat backup` made whole.',
        },
      ],
    }
  try {
    return readBy(manifest, JSON.parse(text))
  } catch {
    return {
      ok: false,
      issues: [{ path: [MANIFEST_FILE], rule: 'json', message: 'It is no JSON any more.' }],
    }
  }
}
