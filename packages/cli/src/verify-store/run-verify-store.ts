import { join } from 'node:path'
import { checkRecords, fsckLog, loadKeys, readCheckpoints, openDatabase, type Config } from '@constat/server'
import { checkSqlite, listLogs } from '@constat/store'
import type { Call, ExitCode } from '@constat/verifier'
import { configOf } from '../config/call-config.ts'
import { refuseKnown } from '../config/refuse-known.ts'
import { FINDINGS } from '../log/findings.ts'
import { requireFiles } from '../log/require-files.ts'
import { RECORD_FINDINGS } from './record-findings.ts'

// An audit makes nothing: all keys are there, and there is nothing to draw.
const noRandom = (): never => {
  throw new Error('An audit makes no keys.')
}

const audit = async ({ locale }: Call, config: Config): Promise<readonly string[]> => {
  // PostgreSQL looks after its own pages: pg_amcheck.
  const pages = config.databaseUrl === undefined ? checkSqlite(join(config.data, 'constat.db')) : []
  // What reads broken pages finds nothing that they do not tell.
  if (pages.length > 0)
    return pages.map(
      (line) => `${{ fr: 'Une page est abîmée', en: 'A page is broken' }[locale]}: ${line} [page]`,
    )
  const keys = await loadKeys(config.keys, noRandom, false)
  const store = await openDatabase(config)
  const checkpoints = await readCheckpoints(config)
  const lines: string[] = []
  try {
    for (const { logId, begun } of await listLogs(store.reader)) {
      for (const { code, at } of await checkRecords({ keys, store }, logId))
        lines.push(`${RECORD_FINDINGS[code][locale]}: ${at} [${code}]`)
      if (!begun) continue
      for (const { code, at } of await fsckLog({ keys, store, checkpoints }, logId))
        lines.push(`${FINDINGS[code][locale]}: ${at} [${code}]`)
    }
  } finally {
    await store.close()
    await checkpoints.close()
  }
  return lines
}

/** Audits a database and says what is wrong with it. */
export const runVerifyStore = async (call: Call): Promise<ExitCode> => {
  const { io, locale } = call
  const config = await configOf(call)
  await requireFiles(config)
  const lines = await audit(call, config).catch(refuseKnown)
  for (const line of lines) io.out(`${line}\n`)
  if (lines.length > 0) return 1
  io.out({ fr: 'La base est entière.\n', en: 'The database is whole.\n' }[locale])
  return 0
}
