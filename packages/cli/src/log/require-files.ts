import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { CallFault } from '@constat/verifier'

/**
 * Holds a data folder to what a server leaves there.
 *
 * @throws CallFault naming what is missing.
 */
export const requireFiles = async (data: string, keys: string): Promise<void> => {
  for (const file of [join(data, 'constat.db'), join(data, 'checkpoints.db'), join(keys, 'log.pem')])
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
