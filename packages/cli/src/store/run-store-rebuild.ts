import { openDatabase } from '@constat/server'
import { rebuildStates, type RebuildProgress } from '@constat/store'
import type { Call, ExitCode } from '@constat/verifier'
import { configOf } from '../config/call-config.ts'
import { refuseKnown } from '../config/refuse-known.ts'

/** Says of each tenant how far it is, a twentieth at a time. */
const progressTeller = ({ io }: Call): ((progress: RebuildProgress) => void) => {
  let told = ''
  return ({ tenantId, done, total }) => {
    const percent = total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 20) * 5)
    const line = `${tenantId}: ${percent} %`
    if (line !== told) io.err(`${line} (${done}/${total})\n`)
    told = line
  }
}

/** Makes the states of contacts anew, and says of how many. */
export const runStoreRebuild = async (call: Call): Promise<ExitCode> => {
  const { io, locale } = call
  const store = await openDatabase(await configOf(call)).catch(refuseKnown)
  try {
    const contacts = await rebuildStates(store, {
      now: io.clock(),
      onProgress: progressTeller(call),
    }).catch(refuseKnown)
    io.out(`${contacts}\n`)
    io.err(
      {
        fr: `L’état de ${contacts} contacts vient de leurs événements.\n`,
        en: `The state of ${contacts} contacts comes from their events.\n`,
      }[locale],
    )
    return 0
  } finally {
    await store.close()
  }
}
