import type { Config } from '@constat/server'
import { CallFault } from '@constat/verifier'

/**
 * Refuses to copy a database that is not a file: PostgreSQL has its own tools for that.
 *
 * @throws CallFault
 */
export const requireFileDatabase = ({ databaseUrl }: Config): void => {
  if (databaseUrl !== undefined)
    throw new CallFault({
      fr: 'La base est sur PostgreSQL : sauvegardez-la par pg_basebackup et l’archivage de ses journaux ; le magasin des têtes signées n’en fait jamais partie.',
      en: 'The database is on PostgreSQL: back it up by pg_basebackup and the archive of its log; the store of signed heads is never part of that.',
    })
}
