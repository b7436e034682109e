import { randomBytes } from 'node:crypto'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { loadKeys, type Deps } from '@constat/server'
import { findLog, openSqliteStore, StorageUnavailable } from '@constat/store'
import { CallFault, type Call } from '@constat/verifier'

const FIRST_LOG = '1'

/** The data folder that a call names. */
export const dataOf = ({ values, io }: Call): string => values['data'] ?? io.env['CONSTAT_DATA'] ?? './data'

/**
 * Holds a folder to be a server's data, so that nothing is made in another.
 *
 * @throws CallFault naming the file that is missing
 */
export const requireData = async (data: string): Promise<void> => {
  for (const file of ['constat.db', 'checkpoints.db', join('keys', 'log.pem')])
    try {
      await access(join(data, file))
    } catch (error) {
      throw new CallFault(
        {
          fr: `Il n’y a pas de ${join(data, file)} : nommez le dossier de données du serveur par --data DIR.`,
          en: `There is no ${join(data, file)}: name the data folder of the server by --data DIR.`,
        },
        { cause: error },
      )
    }
}

/** What a command needs of a server to change what it states of itself. */
export type DataFolder = Pick<Deps, 'store' | 'keys' | 'clock' | 'random' | 'issuer'> & {
  readonly keysAt: string
}

const random = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length))

// Keys are there already, and a command makes none but those it is asked for.
const noRandom = (): never => {
  throw new Error('Keys are not made here.')
}

const open = async (call: Call, data: string): Promise<DataFolder> => {
  const keysAt = join(data, 'keys')
  const keys = await loadKeys(keysAt, noRandom, false)
  const store = await openSqliteStore({ path: join(data, 'constat.db') })
  const { issuer } = (await findLog(store.reader, FIRST_LOG)) ?? {}
  if (issuer) return { store, keys, clock: call.io.clock, random, issuer, keysAt }
  await store.close()
  throw new CallFault({
    fr: 'Le serveur n’a pas encore commencé son journal : démarrez-le une fois, puis recommencez.',
    en: 'The server has not begun its log yet: start it once, then try again.',
  })
}

/**
 * Opens a server's data folder for a short change; the server may run.
 *
 * @throws CallFault where it is none, its log has not begun, or its database does not answer
 */
export const withData = async <T>(call: Call, work: (folder: DataFolder) => Promise<T>): Promise<T> => {
  const data = dataOf(call)
  await requireData(data)
  try {
    const folder = await open(call, data)
    try {
      return await work(folder)
    } finally {
      await folder.store.close()
    }
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error
    throw new CallFault(
      {
        fr: `La base de ${data} ne répond pas (${error.reason}). Vérifiez la place et les droits, puis recommencez.`,
        en: `The database in ${data} does not answer (${error.reason}). Check space and permissions, then try again.`,
      },
      { cause: error },
    )
  }
}
