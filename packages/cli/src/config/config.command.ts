import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from './config-options.ts'

/** `config`: checks the configuration of a server, or prints it. */
export const configCommand: Command = {
  name: 'config',
  about: {
    fr: 'Vérifie la configuration d’un serveur ; --print l’affiche, sans les secrets, et dit d’où vient chaque valeur.',
    en: 'Checks the configuration of a server; --print shows it without secrets, and where each value comes from.',
  },
  operands: [],
  options: {
    ...CONFIG_OPTIONS,
    print: { about: { fr: 'l’affiche', en: 'shows it' } },
  },
  // Server and database are loaded by those who run one, not by those who verify a certificate.
  run: async (call) => (await import('./run-config.ts')).runConfig(call),
}
