import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `verify-store`: says of a database what is broken in it. */
export const verifyStoreCommand: Command = {
  name: 'verify-store',
  about: {
    fr: 'Vérifie pages, enregistrements et journal d’une base, sans rien changer ; nomme ce qui est abîmé.',
    en: 'Checks pages, records and log of a database, changing nothing; names what is broken.',
  },
  operands: [],
  options: CONFIG_OPTIONS,
  run: async (call) => (await import('./run-verify-store.ts')).runVerifyStore(call),
}
