import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `restore`: puts a backup in the place of a database that is gone. */
export const restoreCommand: Command = {
  name: 'restore',
  about: {
    fr: 'Restaure une sauvegarde dans un dossier sans base, après l’avoir vérifiée sous ses clés.',
    en: 'Restores a backup into a folder without a database, once it is audited under its keys.',
  },
  operands: [{ name: 'FOLDER', about: { fr: 'la sauvegarde', en: 'the backup' } }],
  options: {
    ...CONFIG_OPTIONS,
    'trust-heads': {
      about: {
        fr: 'checkpoints.db est perdu, et rien n’a été signé depuis la sauvegarde : j’en réponds',
        en: 'checkpoints.db is lost, and nothing was signed since the backup: I answer for it',
      },
    },
  },
  run: async (call) => (await import('./run-restore.ts')).runRestore(call),
}
