import { copyFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Random } from '@constat/core/id'
import {
  generateKeyRing,
  generateLogKey,
  logKeyFromPem,
  logKeyToPem,
  secretKey,
  statementKeyFromPem,
  statementKeyToPem,
  type KeyRing,
  type SecretKey,
  type StatementKey,
} from '@constat/evidence'

const STATEMENT_FILE = 'statement.pem'
const LOG_FILE = 'log.pem'
/** Says that a database was made under these keys. */
const USED_FILE = 'used'
const SECRET_FILES = {
  kek: 'kek.key',
  index: 'index.key',
  challenge: 'challenge.key',
  idempotency: 'idempotency.key',
} as const

const toText = ({ bytes }: SecretKey): string => `${Buffer.from(bytes).toString('base64url')}\n`
const fromText = (text: string): SecretKey => secretKey(new Uint8Array(Buffer.from(text.trim(), 'base64url')))

const writeDurably = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(path)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')

const create = async (directory: string, random: Random): Promise<void> => {
  const ring = generateKeyRing(random)
  const draft = `${directory}.${Buffer.from(random(6)).toString('hex')}`
  await mkdir(draft, { recursive: true, mode: 0o700 })
  await writeDurably(join(draft, STATEMENT_FILE), statementKeyToPem(ring.statement))
  await writeDurably(join(draft, LOG_FILE), logKeyToPem(ring.log))
  await writeDurably(join(draft, SECRET_FILES.kek), toText(ring.kek))
  await writeDurably(join(draft, SECRET_FILES.index), toText(ring.index))
  await writeDurably(join(draft, SECRET_FILES.challenge), toText(ring.challenge))
  await writeDurably(join(draft, SECRET_FILES.idempotency), toText(ring.idempotency))
  await syncDirectory(draft)
  // All keys appear at once: a crash half-way must not leave a ring that lacks one.
  await rename(draft, directory).catch(async (error: unknown) => {
    if (!isTaken(error)) throw error
    // Another process has made the ring meanwhile: that one is it.
    await rm(draft, { recursive: true })
  })
  await syncDirectory(dirname(directory))
}

// A ring of the time before the log has none. A log that was signed by a key now lost refuses the new one.
const addLogKey = async (directory: string, random: Random): Promise<void> => {
  if ((await readdir(directory)).includes(LOG_FILE)) return
  const draft = join(directory, `${LOG_FILE}.${Buffer.from(random(6)).toString('hex')}`)
  await writeDurably(draft, logKeyToPem(generateLogKey(random)))
  await rename(draft, join(directory, LOG_FILE))
  await syncDirectory(directory)
}

const isEmpty = async (directory: string): Promise<boolean> => {
  try {
    return (await readdir(directory)).length === 0
  } catch {
    return true
  }
}

const isUsed = async (directory: string): Promise<boolean> => (await readdir(directory)).includes(USED_FILE)

/**
 * Notes beside the keys that a database was made under them: were it lost with its checkpoint store, the log key would sign
 * a second history from the start.
 */
export const markUsed = async (directory: string): Promise<void> => {
  if (await isUsed(directory)) return
  const draft = join(directory, `${USED_FILE}.${process.pid}`)
  await writeDurably(draft, 'A database was made under these keys.\n')
  await rename(draft, join(directory, USED_FILE))
  await syncDirectory(directory)
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

const RESTORE = 'restore the newest from your backup of keys, or start with another CONSTAT_DATA.'

const readKey = async <Key>(directory: string, name: string, parse: (text: string) => Key): Promise<Key> => {
  const path = join(directory, name)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const code = codeOf(error)
    throw new Error(
      code === 'ENOENT'
        ? `The key ${name} is missing from ${directory}: ${RESTORE}`
        : `The key ${path} cannot be read (${code}): give it back to the user that this server runs as.`,
      { cause: error },
    )
  })
  try {
    return parse(text)
  } catch (error) {
    throw new Error(`The key ${path} is none (cut short or overwritten): ${RESTORE}`, { cause: error })
  }
}

/**
 * The keys kept in a directory of their own, outside the database and its backups (mode 0600).
 *
 * @param mayCreate whether an absent directory is filled with new keys; false once a database exists, since new keys
 *   would leave all that it holds unreadable. Where there is none, keys that were used before are refused.
 * @throws Error naming what is missing when a key cannot be read, or the database of the keys is gone.
 */
export const loadKeys = async (directory: string, random: Random, mayCreate: boolean): Promise<KeyRing> => {
  if (await isEmpty(directory)) {
    if (!mayCreate) {
      throw new Error(
        `The keys of this database are missing from ${directory}: restore them from your backup of keys, or start with another CONSTAT_DATA.`,
      )
    }
    await create(directory, random)
  } else if (mayCreate && (await isUsed(directory))) {
    throw new Error(
      `The keys in ${directory} belong to a database that is missing: put it back with its newest checkpoints.db, or start with another CONSTAT_DATA. Its log must never be begun anew under the same key.`,
    )
  }
  await addLogKey(directory, random)
  const read = <Key>(name: string, parse: (text: string) => Key): Promise<Key> =>
    readKey(directory, name, parse)
  return {
    statement: await read(STATEMENT_FILE, statementKeyFromPem),
    log: await read(LOG_FILE, logKeyFromPem),
    kek: await read(SECRET_FILES.kek, fromText),
    index: await read(SECRET_FILES.index, fromText),
    challenge: await read(SECRET_FILES.challenge, fromText),
    idempotency: await read(SECRET_FILES.idempotency, fromText),
  }
}

const replacedFile = (kid: string): string => `statement.${kid}.pem`

/**
 * Puts a statement key in the place of the last, which is kept aside until it is retired. A server signs with the new one
 * from its next start.
 */
export const putStatementKey = async (
  directory: string,
  key: StatementKey,
  replaced: string,
  random: Random,
): Promise<void> => {
  const draft = join(directory, `${STATEMENT_FILE}.${Buffer.from(random(6)).toString('hex')}`)
  await writeDurably(draft, statementKeyToPem(key))
  await copyFile(join(directory, STATEMENT_FILE), join(directory, replacedFile(replaced)))
  await rename(draft, join(directory, STATEMENT_FILE))
  await syncDirectory(directory)
}

/** Destroys the private half of a statement key that was replaced. */
export const discardStatementKey = async (directory: string, kid: string): Promise<void> => {
  await rm(join(directory, replacedFile(kid)), { force: true })
  await syncDirectory(directory)
}
