import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `log fsck`: derives a log anew and holds it against what is stored. */
export const logFsckCommand: Command = {
  name: 'log fsck',
  about: {
    fr: 'Recalcule le journal et le compare à ce qui est stocké, sans rien changer ; le serveur peut tourner.',
    en: 'Derives the log anew and holds it against what is stored, changing nothing; the server may run.',
  },
  operands: [],
  options: {
    ...CONFIG_OPTIONS,
    log: {
      value: 'ID',
      about: { fr: 'quel journal (1)', en: 'which log (1)' },
    },
  },
  // Server and database are loaded by those who run one, not by those who verify a certificate.
  run: async (call) => (await import('./run-log-fsck.ts')).runLogFsck(call),
}
