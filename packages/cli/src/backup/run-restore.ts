import { restoreBackup } from '@constat/server'
import type { Call, ExitCode } from '@constat/verifier'
import { configOf } from '../config/call-config.ts'
import { refuseKnown } from '../config/refuse-known.ts'
import { requireFileDatabase } from './file-database.ts'

/** Restores and says how far each log is. */
export const runRestore = async (call: Call): Promise<ExitCode> => {
  const { io, locale, operands, switches } = call
  const [from = ''] = operands
  const config = await configOf(call)
  requireFileDatabase(config)
  const { data, keys } = config
  const { logs, manifest } = await restoreBackup({
    from,
    data,
    keys,
    trustHeads: switches.has('trust-heads'),
  }).catch(refuseKnown)
  for (const { origin, size } of logs) io.out(`${origin} ${size}\n`)
  io.err(
    {
      fr: `Restauré au ${manifest.madeAt} et vérifié. Ce qui a été enregistré depuis n’y est pas.\n`,
      en: `Restored as of ${manifest.madeAt}, and audited. What was recorded since is not in it.\n`,
    }[locale],
  )
  return 0
}
