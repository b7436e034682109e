import { databaseFileOf, FIRST_LOG, loadKeys, openDatabase, type Deps } from '@constat/server/data'
import { findLog } from '@constat/store'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'
import { configOf } from '../config/call-config.ts'
import { refuseKnown } from '../config/refuse-known.ts'
import { requireFiles } from '../log/require-files.ts'
import { systemRandom } from '../serve/world.ts'

/** What a command needs of a server to change what it states of itself. */
export type DataFolder = Pick<Deps, 'store' | 'keys' | 'clock' | 'random' | 'issuer'> & {
  readonly keysAt: string
  /** Path of the SQLite file; undefined where a server keeps the database. */
  readonly file: string | undefined
}

/**
 * Opens the data folder and the keys of a server for a short change; the server may run.
 *
 * @throws CallFault where there are none, its log has not begun, or its database cannot be used now
 */
export const withData = async (
  call: Call,
  work: (folder: DataFolder) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const config = await configOf(call)
  const { keys: keysAt } = config
  await requireFiles(config)
  const keys = await loadKeys(keysAt, systemRandom, false).catch(refuseKnown)
  const store = await openDatabase(config).catch(refuseKnown)
  try {
    const { issuer } = (await findLog(store.reader, FIRST_LOG)) ?? {}
    if (issuer) {
      const file = databaseFileOf(config)
      return await work({ store, keys, clock: call.io.clock, random: systemRandom, issuer, keysAt, file })
    }
    throw new CallFault({
      fr: 'Le serveur n’a pas encore commencé son journal : démarrez-le une fois, puis recommencez.',
      en: 'The server has not begun its log yet: start it once, then try again.',
    })
  } catch (error) {
    return refuseKnown(error)
  } finally {
    await store.close()
  }
}
