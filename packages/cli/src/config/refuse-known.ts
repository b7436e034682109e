import { BackupFault, LogFault } from '@constat/server/data'
import { CopyRefused, SchemaMismatch, StorageUnavailable, UnsafeDatabase } from '@constat/store'
import { CallFault } from '@constat/verifier'

const KNOWN = [SchemaMismatch, LogFault, BackupFault, UnsafeDatabase, CopyRefused]

const sentenceOf = (error: Error): string | undefined => {
  if (error instanceof StorageUnavailable)
    return `The database does not answer (${error.reason}): see whether its server runs, its disk is full, its folder may be written, and no other process holds its lock.`
  if (KNOWN.some((known) => error instanceof known)) return error.message
  // What our own modules throw says what to do; errors of libraries are classes of their own or have a code.
  return error.constructor === Error && !('code' in error) ? error.message : undefined
}

/**
 * Turns an error that says what to do into a refusal of the call; one that nobody expected goes on.
 *
 * @throws CallFault, or the error itself.
 */
export const refuseKnown = (error: unknown): never => {
  const sentence = error instanceof Error ? sentenceOf(error) : undefined
  if (sentence === undefined) throw error
  throw new CallFault({ fr: sentence, en: sentence }, { cause: error })
}
