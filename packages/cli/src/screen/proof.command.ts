import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `screen proof`: completes the receipts of a report once the log has them. */
export const screenProofCommand: Command = {
  name: 'screen proof',
  about: {
    fr: 'Joint aux reçus d’un rapport la preuve qu’ils sont au journal, dès qu’un état publié les couvre.',
    en: 'Adds to the receipts of a report the proof that they are in the log, once a published checkpoint covers them.',
  },
  operands: [{ name: 'REPORT', about: { fr: 'le rapport, en JSON', en: 'the report, in JSON' } }],
  options: {
    tenant: {
      value: 'ID',
      about: { fr: 'de quelle organisation ; sinon la seule', en: 'of which tenant; else the only one' },
    },
    server: {
      value: 'URL',
      about: {
        fr: 'demande à ce serveur au lieu du dossier de données',
        en: 'asks this server instead of the data folder',
      },
    },
    'key-file': {
      value: 'FILE',
      about: {
        fr: 'avec --server : le fichier qui contient la clé d’API',
        en: 'with --server: the file that holds the API key',
      },
    },
    ...CONFIG_OPTIONS,
  },
  run: async (call) => (await import('./run-proof.ts')).runScreenProof(call),
}
