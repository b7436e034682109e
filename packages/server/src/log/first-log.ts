import { findLog, insertLog, type Log, type Writer } from '@constat/store'
import type { Deps } from '../platform/context.ts'

/** Entries of a log are opaque hashes, so tenants share the first log until one needs its own. */
export const FIRST_LOG = '1'

/** The first log, made when it is not there. Its origin and its issuer are fixed from then on, whatever this server is called later. */
export const ensureFirstLog = async (
  { issuer, clock }: Pick<Deps, 'issuer' | 'clock'>,
  trx: Writer,
): Promise<Log> => {
  const found = await findLog(trx, FIRST_LOG)
  if (found) return found
  const log = {
    logId: FIRST_LOG,
    origin: `${new URL(issuer).host}/log/${FIRST_LOG}`,
    createdAt: clock(),
    issuer,
  }
  await insertLog(trx, log)
  return log
}
