import { hasDatabase, openDatabase, type AccessDeps, type Config } from '@constat/server'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'
import { configOf } from '../config/call-config.ts'
import { refuseKnown } from '../config/refuse-known.ts'
import { systemRandom } from '../serve/world.ts'

/**
 * Does something with the tenants and keys of a data folder, whether or not its server runs: a write here is short, and the
 * server reads each key when it is used.
 *
 * @throws CallFault when there is no database, or it cannot be used now.
 */
export const withAccess = async (
  call: Call,
  work: (deps: AccessDeps, config: Config) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const config = await configOf(call)
  if (!(await hasDatabase(config).catch(refuseKnown)))
    throw new CallFault({
      fr: `Il n’y a pas de base dans ${config.data} : nommez le dossier de données du serveur par --data DIR, ou créez-le par « migrate ».`,
      en: `There is no database in ${config.data}: name the data folder of the server by --data DIR, or make it by "migrate".`,
    })
  const store = await openDatabase(config).catch(refuseKnown)
  try {
    return await work({ store, clock: call.io.clock, random: systemRandom }, config)
  } catch (error) {
    return refuseKnown(error)
  } finally {
    await store.close()
  }
}
