import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `migrate`: makes a data folder, or brings it to the schema of this version. */
export const migrateCommand: Command = {
  name: 'migrate',
  about: {
    fr: 'Crée le dossier de données et ses clés, ou met sa base au schéma de cette version ; arrêtez le serveur d’abord.',
    en: 'Makes the data folder and its keys, or brings its database to the schema of this version; stop the server first.',
  },
  operands: [],
  options: CONFIG_OPTIONS,
  run: async (call) => (await import('./run-migrate.ts')).runMigrate(call),
}
