import { makeBackup } from '@constat/server'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'
import { schemaOf } from '@constat/store'
import { join } from 'node:path'
import { configOf } from '../config/call-config.ts'
import { refuseKnown } from '../config/refuse-known.ts'
import { requireFileDatabase } from './file-database.ts'

/** Backs up and says what the backup holds, and what it does not. */
export const runBackup = async (call: Call): Promise<ExitCode> => {
  const { io, locale, operands } = call
  const [to = ''] = operands
  const config = await configOf(call)
  requireFileDatabase(config)
  const { data } = config
  if (schemaOf({ path: join(data, 'constat.db') }) === undefined)
    throw new CallFault({
      fr: `Il n’y a pas de base dans ${data} : nommez le dossier de données du serveur par --data DIR.`,
      en: `There is no database in ${data}: name the data folder of the server by --data DIR.`,
    })
  const { logs } = await makeBackup(data, to, io.clock).catch(refuseKnown)
  for (const { origin, published } of logs) io.out(`${origin} ${published}\n`)
  io.err(
    {
      fr: `Les clés n’y sont pas : sauvegardez-les à part, une fois ; sans elles rien ne s’ouvre, avec elles tout.\n`,
      en: `The keys are not in it: back them up apart, once; without them nothing opens, with them everything does.\n`,
    }[locale],
  )
  return 0
}
