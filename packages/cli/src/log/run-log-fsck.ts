import {
  FIRST_LOG,
  fsckLog,
  loadKeys,
  LogFault,
  readCheckpoints,
  openDatabase,
  type Config,
  type FsckProgress,
  type LogFinding,
} from '@constat/server'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'
import { refuseKnown } from '../config/refuse-known.ts'
import { configOf } from '../config/call-config.ts'
import { FINDINGS } from './findings.ts'
import { requireFiles } from './require-files.ts'

const STEPS = {
  statements: { fr: 'déclarations', en: 'statements' },
  tree: { fr: 'arbre', en: 'tree' },
} as const

/** Says how far the audit is, a tenth at a time. */
const progressTeller = ({ io, locale }: Call): ((progress: FsckProgress) => void) => {
  let told = ''
  return ({ step, done, total }) => {
    const tenth = total === 0 ? 10 : Math.floor((done / total) * 10)
    const line = `${STEPS[step][locale]}: ${tenth * 10} %`
    if (line !== told) io.err(`${line}\n`)
    told = line
  }
}

// An audit makes nothing: all keys are there, and there is nothing to draw.
const noRandom = (): never => {
  throw new Error('An audit makes no keys.')
}

const audit = async (call: Call, config: Config): Promise<readonly LogFinding[]> => {
  const keys = await loadKeys(config.keys, noRandom, false)
  const store = await openDatabase(config)
  const checkpoints = await readCheckpoints(config)
  try {
    return await fsckLog({ keys, store, checkpoints }, call.values['log'] ?? FIRST_LOG, progressTeller(call))
  } finally {
    await store.close()
    await checkpoints.close()
  }
}

const auditOrRefuse = async (call: Call, config: Config): Promise<readonly LogFinding[]> => {
  try {
    return await audit(call, config)
  } catch (error) {
    if (error instanceof LogFault && error.code === 'state-missing')
      throw new CallFault(
        {
          fr: 'Ce journal n’a pas encore commencé (state-missing) : démarrez le serveur une fois, ou nommez un autre journal par --log.',
          en: 'That log has not begun yet (state-missing): start the server once, or name another log by --log.',
        },
        { cause: error },
      )
    if (error instanceof LogFault)
      throw new CallFault(
        { fr: `Ce journal ne peut être lu (${error.code}).`, en: `That log cannot be read (${error.code}).` },
        { cause: error },
      )
    return refuseKnown(error)
  }
}

/** Audits a log and says what is wrong with it. */
export const runLogFsck = async (call: Call): Promise<ExitCode> => {
  const { io, locale } = call
  const config = await configOf(call)
  await requireFiles(config)
  const findings = await auditOrRefuse(call, config)
  for (const { code, at } of findings) io.out(`${FINDINGS[code][locale]}: ${at} [${code}]\n`)
  if (findings.length > 0) return 1
  io.out({ fr: 'Le journal est entier.\n', en: 'The log is whole.\n' }[locale])
  return 0
}
