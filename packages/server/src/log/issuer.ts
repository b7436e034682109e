import { nameIssuer, type Log, type Writer } from '@constat/store'
import type { Deps } from '../platform/context.ts'

const hostOf = ({ origin }: Log): string => origin.slice(0, origin.indexOf('/'))

/**
 * Holds the name under which this server is reached to the one of its log. A log of the time before it had an issuer gets
 * the one of its host. Where the server has moved, its statements keep the name of the log, so that they verify as those
 * before, and the operator is told.
 */
export const settleIssuer = async (
  { issuer, log: logger }: Pick<Deps, 'issuer' | 'log'>,
  trx: Writer,
  log: Log,
): Promise<void> => {
  const host = hostOf(log)
  const isAtHome = new URL(issuer).host === host
  if (log.issuer === null || log.issuer === undefined)
    await nameIssuer(trx, log.logId, isAtHome ? issuer : `https://${host}`)
  if (!isAtHome)
    logger.warn(
      { url: issuer, origin: log.origin },
      'this server is reached at another host than the one that its log is named after: its statements keep that name, and certificates verify as before; links to persons lead to the new host',
    )
}
