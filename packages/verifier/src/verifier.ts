import type { Program } from './command/help.ts'
import { trustFetchCommand } from './trust/trust.command.ts'
import { verifyCommand } from './verify/verify.command.ts'

/** The program of those who hold a certificate and run no server. */
export const verifier: Program = {
  name: 'constat-verifier',
  version: '0.1.0',
  about: {
    fr: 'Vérifie des certificats de consentement, sans serveur.',
    en: 'Verifies certificates of consent, without a server.',
  },
  commands: [verifyCommand, trustFetchCommand],
}
