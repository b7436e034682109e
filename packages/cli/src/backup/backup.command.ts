import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `backup`: copies a data folder while its server runs. */
export const backupCommand: Command = {
  name: 'backup',
  about: {
    fr: 'Sauvegarde la base et son dernier état signé pendant que le serveur tourne ; sans les clés.',
    en: 'Backs up the database and its newest signed head while the server runs; without the keys.',
  },
  operands: [
    {
      name: 'FOLDER',
      about: { fr: 'le dossier à créer', en: 'the folder to make' },
    },
  ],
  options: { config: CONFIG_OPTIONS.config, data: CONFIG_OPTIONS.data },
  run: async (call) => (await import('./run-backup.ts')).runBackup(call),
}
