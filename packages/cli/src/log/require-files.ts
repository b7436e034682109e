import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '@constat/server'
import { CallFault } from '@constat/verifier'

/**
 * Holds the folders of a configuration to what `migrate` leaves there; `checkpoints.db` comes with the first start, and what is
 * wrong with it an audit finds.
 *
 * @throws CallFault naming what is missing.
 */
export const requireFiles = async ({ data, keys, databaseUrl }: Config): Promise<void> => {
  const files = [...(databaseUrl === undefined ? [join(data, 'constat.db')] : []), join(keys, 'log.pem')]
  for (const file of files)
    try {
      await access(file)
    } catch (error) {
      throw new CallFault(
        {
          fr: `Il n’y a pas de ${file} : nommez le dossier de données du serveur par --data DIR, et celui des clés par --keys DIR.`,
          en: `There is no ${file}: name the data folder of the server by --data DIR, and that of the keys by --keys DIR.`,
        },
        { cause: error },
      )
    }
}
