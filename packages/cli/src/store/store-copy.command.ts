import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `store copy`: brings the database of a data folder to PostgreSQL. */
export const storeCopyCommand: Command = {
  name: 'store copy',
  about: {
    fr: 'Copie la base du dossier de données dans celle, PostgreSQL, de CONSTAT_DATABASE_URL ; serveur arrêté. Coupée, elle reprend ; répétée, elle compare et n’écrit rien.',
    en: 'Copies the database of the data folder to the PostgreSQL one of CONSTAT_DATABASE_URL; the server is stopped. Cut off, it goes on when repeated; repeated, it compares and writes nothing.',
  },
  operands: [],
  options: CONFIG_OPTIONS,
  // Server and database are loaded by those who run one, not by those who verify a certificate.
  run: async (call) => (await import('./run-store-copy.ts')).runStoreCopy(call),
}
