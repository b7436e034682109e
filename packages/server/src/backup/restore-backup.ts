import { access, chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Random } from '@constat/core/id'
import type { KeyRing } from '@constat/evidence'
import {
  checkSqlite,
  copySqlite,
  logsIn,
  openSqliteCheckpointStore,
  openSqliteStore,
  statementKeysOf,
  type LogHead,
  type Store,
} from '@constat/store'
import { fsckLog } from '../log/fsck.ts'
import { checkRecords } from '../operate/check-records.ts'
import { CHECKPOINTS_FILE, DATABASE_FILE } from '../operate/database.ts'
import { loadKeys } from '../platform/keys.ts'
import { BackupFault } from './backup-fault.ts'
import { fileDigest, readManifest, type BackupManifest } from './manifest.ts'

/** What is restored to where. */
export type Restore = {
  /** A folder that a backup made. */
  readonly from: string
  /** The data folder; it may hold `checkpoints.db` and nothing of a database. */
  readonly data: string
  /** The folder of the keys, which no backup holds. */
  readonly keys: string
  /**
   * Takes the heads that the backup remembers where the data folder remembers none. Whoever asks for it answers for it that
   * the server signed nothing after the backup was made; otherwise its log forks.
   */
  readonly trustHeads: boolean
}

/** A restored data folder. */
export type Restored = {
  readonly manifest: BackupManifest
  readonly logs: readonly { readonly origin: string; readonly size: number }[]
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const requireFiles = async (from: string): Promise<BackupManifest> => {
  const manifest = await readManifest(from)
  if (!manifest.ok)
    throw new BackupFault(
      'manifest',
      manifest.issues.map(({ path, message }) => `${from}/${path.join('.')}: ${message}`).join(' '),
    )
  for (const file of [DATABASE_FILE, CHECKPOINTS_FILE]) {
    const expected = manifest.value.files[file]
    const found = await fileDigest(join(from, file)).catch(() => undefined)
    if (!expected || found?.sha256 !== expected.sha256)
      throw new BackupFault(
        'file-differs',
        `${join(from, file)} is not the file that was backed up: take another backup.`,
      )
  }
  return manifest.value
}

// An audit makes nothing: all keys are there, and there is nothing to draw.
const noRandom: Random = () => {
  throw new Error('A restore makes no keys.')
}

const headOf = async (path: string, logId: string): Promise<LogHead | undefined> => {
  const checkpoints = await openSqliteCheckpointStore({ path })
  try {
    return await checkpoints.newest(logId)
  } finally {
    await checkpoints.close()
  }
}

const rolledBack = (origin: string, size: number, head: number): BackupFault =>
  new BackupFault(
    'rolled-back',
    `the backup holds ${size} leaves of ${origin}, but a head of ${head} was signed since. Restore a newer backup; if there is none, keep this one for reading, and begin anew with other CONSTAT_DATA and CONSTAT_KEYS: signing from here would show two histories under one key. Never delete checkpoints.db to get past this.`,
  )

const requireNothingNewer = async (kept: string, database: string): Promise<void> => {
  for (const { logId, origin, size } of logsIn({ path: database })) {
    const head = await headOf(kept, logId)
    if (head && head.size > size) throw rolledBack(origin, size, head.size)
  }
}

/** Refuses a key of statements that is not of this store: a server would sign under a key that nobody announced. */
const requireStatementKey = async (
  store: Store,
  keys: KeyRing,
  logId: string,
  keysAt: string,
): Promise<void> => {
  const known = await statementKeysOf(store.reader, logId)
  const { kid } = keys.statement
  const key = known.find((each) => each.kid === kid)
  // A log of the time before keys were noted has none.
  if (known.length === 0 || (key && key.retiredAt === null)) return
  const usable = known.filter(({ retiredAt }) => retiredAt === null).map((each) => each.kid)
  throw new BackupFault(
    'statement-key-differs',
    `the statement.pem in ${keysAt} (${kid}) ${key ? 'was retired in this backup' : 'is no key of this backup'}, whose statements are signed by ${usable.join(' or ')}: put the statement.pem of that time back from your backup of keys, or the statement.${usable.at(-1)}.pem that \`constat signing-key add\` kept beside it.`,
  )
}

/** Audits the draft of a data folder, with the keys that it is to run under. */
const requireWhole = async (draft: string, keysAt: string): Promise<void> => {
  const path = join(draft, DATABASE_FILE)
  const keys = await loadKeys(keysAt, noRandom, false)
  const wrong = [...checkSqlite(path)]
  const store = await openSqliteStore({ path })
  const checkpoints = await openSqliteCheckpointStore({ path: join(draft, CHECKPOINTS_FILE) })
  try {
    for (const { logId, begun } of logsIn({ path })) {
      await requireStatementKey(store, keys, logId, keysAt)
      const log = begun ? await fsckLog({ keys, store, checkpoints }, logId) : []
      const records = await checkRecords({ keys, store }, logId)
      wrong.push(...[...log, ...records].map(({ code, at }) => `${code} ${at}`))
    }
  } finally {
    await store.close()
    await checkpoints.close()
  }
  if (wrong.length > 0)
    throw new BackupFault(
      'not-whole',
      `the backup and the keys in ${keysAt} do not make a whole server: ${wrong.slice(0, 10).join(', ')}${wrong.length > 10 ? ', …' : ''}. Give the keys of that time, or take another backup.`,
    )
}

/**
 * Restores a backup into a data folder: audited under its keys first, migrated if it is of an older version, then put in
 * place at once. What the folder remembers of the heads that were signed is kept, and refuses an older state.
 *
 * @throws BackupFault, SchemaMismatch, StorageUnavailable, or an Error that says which key is missing; then nothing is changed.
 */
export const restoreBackup = async ({ from, data, keys, trustHeads }: Restore): Promise<Restored> => {
  const manifest = await requireFiles(from)
  const database = join(data, DATABASE_FILE)
  const kept = join(data, CHECKPOINTS_FILE)
  if (await exists(database))
    throw new BackupFault('target-exists', `${database} is there: move it away, it is never overwritten.`)
  const keepsHeads = await exists(kept)
  if (keepsHeads) await requireNothingNewer(kept, join(from, DATABASE_FILE))
  else if (!trustHeads)
    throw new BackupFault(
      'checkpoints-missing',
      `${kept} is not there: put the newest checkpoints.db of the server in its place. If it is lost, and you answer for it that nothing was signed since ${manifest.madeAt}, say --trust-heads.`,
    )
  await mkdir(data, { recursive: true, mode: 0o700 })
  const draft = join(resolve(data), `restoring.${process.pid}`)
  await mkdir(draft, { mode: 0o700 })
  try {
    await copyFile(join(from, DATABASE_FILE), join(draft, DATABASE_FILE))
    // A server that was killed has left its newest head in the write-ahead log.
    await copySqlite(
      { path: keepsHeads ? kept : join(from, CHECKPOINTS_FILE) },
      join(draft, CHECKPOINTS_FILE),
    )
    for (const file of [DATABASE_FILE, CHECKPOINTS_FILE]) await chmod(join(draft, file), 0o600)
    await requireWhole(draft, keys)
    const logs = logsIn({ path: join(draft, DATABASE_FILE) }).map(({ origin, size }) => ({ origin, size }))
    // The database last: with it the folder is whole.
    if (!keepsHeads) await rename(join(draft, CHECKPOINTS_FILE), kept)
    await rename(join(draft, DATABASE_FILE), database)
    return { manifest, logs }
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}
