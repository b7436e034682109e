import { migrateData } from '@constat/server'
import type { Call, ExitCode } from '@constat/verifier'
import { configOf } from '../config/call-config.ts'
import { refuseKnown } from '../config/refuse-known.ts'
import { systemRandom } from '../serve/world.ts'

/** Migrates and says what was done. */
export const runMigrate = async (call: Call): Promise<ExitCode> => {
  const { io, locale } = call
  const config = await configOf(call)
  const made = await migrateData(config, systemRandom).catch(refuseKnown)
  for (const name of made) io.out(`${name}\n`)
  io.err(
    (made.length > 0
      ? {
          fr: 'La base est au schéma de cette version.\n',
          en: 'The database has the schema of this version.\n',
        }
      : { fr: 'Il n’y avait rien à faire.\n', en: 'There was nothing to do.\n' }
    )[locale],
  )
  return 0
}
