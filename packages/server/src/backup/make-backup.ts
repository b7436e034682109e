import { chmod, mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Clock } from '@constat/core/id'
import {
  checkSqlite,
  copySqlite,
  logsIn,
  openSqliteCheckpointStore,
  type LogHead,
  type StoredLog,
} from '@constat/store'
import { CHECKPOINTS_FILE, DATABASE_FILE } from '../operate/database.ts'
import { BackupFault } from './backup-fault.ts'
import { fileDigest, MANIFEST_FILE, type BackupManifest } from './manifest.ts'

type Held = ReadonlyMap<string, LogHead>

// Read before the database: what is signed then is of a state that the copy has.
const heldHeads = async (data: string): Promise<Held> => {
  const heads = new Map<string, LogHead>()
  const checkpoints = await openSqliteCheckpointStore({ path: join(data, CHECKPOINTS_FILE) })
  try {
    for (const { logId } of logsIn({ path: join(data, DATABASE_FILE) })) {
      const head = await checkpoints.newest(logId)
      if (head) heads.set(logId, head)
    }
  } finally {
    await checkpoints.close()
  }
  return heads
}

const newestOf = (held: LogHead | undefined, { shown }: StoredLog): LogHead | undefined =>
  held && (!shown || held.size > shown.size) ? held : shown

const writeCheckpoints = async (path: string, logs: readonly StoredLog[], held: Held): Promise<void> => {
  const checkpoints = await openSqliteCheckpointStore({ path })
  try {
    for (const log of logs) {
      const head = newestOf(held.get(log.logId), log)
      if (head) await checkpoints.advance(log.logId, log.origin, head)
    }
  } finally {
    await checkpoints.close()
  }
}

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const fill = async (data: string, draft: string, clock: Clock): Promise<BackupManifest> => {
  const database = join(draft, DATABASE_FILE)
  const checkpoints = join(draft, CHECKPOINTS_FILE)
  const held = await heldHeads(data)
  await copySqlite({ path: join(data, DATABASE_FILE) }, database)
  const wrong = checkSqlite(database)
  if (wrong.length > 0)
    throw new BackupFault(
      'database-corrupt',
      `the database is not whole, so its copy is none to keep; run \`constat verify-store\`: ${wrong.join('; ')}`,
    )
  const logs = logsIn({ path: database })
  await writeCheckpoints(`${checkpoints}.new`, logs, held)
  await copySqlite({ path: `${checkpoints}.new` }, checkpoints)
  for (const suffix of ['', '-wal', '-shm']) await rm(`${checkpoints}.new${suffix}`, { force: true })
  const manifest: BackupManifest = {
    schema: 'constat/backup@1',
    madeAt: new Date(clock()).toISOString(),
    logs: logs.map(({ logId, origin, size, shown }) => ({
      logId,
      origin,
      size,
      published: shown?.size ?? 0,
    })),
    files: {
      [DATABASE_FILE]: await fileDigest(database),
      [CHECKPOINTS_FILE]: await fileDigest(checkpoints),
    },
  }
  await writeFile(join(draft, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true })
  for (const file of [DATABASE_FILE, CHECKPOINTS_FILE, MANIFEST_FILE]) await chmod(join(draft, file), 0o600)
  return manifest
}

/**
 * Backs up a data folder while its server runs: one state of the database, and the newest head of its log that belongs to
 * that state. The keys are not in it: without them it opens nothing, and whoever holds both holds everything.
 *
 * @param to folder to make; it must not exist, and appears whole or not at all.
 * @throws BackupFault; StorageUnavailable
 */
export const makeBackup = async (data: string, to: string, clock: Clock): Promise<BackupManifest> => {
  const draft = `${resolve(to)}.${process.pid}.part`
  await mkdir(draft, { mode: 0o700 }).catch((error: unknown) => {
    throw new BackupFault('destination', `${draft} cannot be made.`, { cause: error })
  })
  try {
    const manifest = await fill(data, draft, clock)
    await syncFolder(draft)
    // Renaming onto an empty folder would succeed: only a path that is not there is taken.
    await mkdir(resolve(to), { mode: 0o700 })
    await rename(draft, resolve(to))
    await syncFolder(dirname(resolve(to)))
    return manifest
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new BackupFault('destination', `${to} is there already: a backup is never overwritten.`, {
        cause: error,
      })
    throw error
  }
}
