import { trustFetchCommand, verifyCommand, type Program } from '@constat/verifier'
import { logFsckCommand } from './log/log-fsck.command.ts'
import {
  signingKeyAddCommand,
  signingKeyListCommand,
  signingKeyRetireCommand,
} from './signing-key/signing-key.command.ts'
import { widgetReleaseCommand } from './widget/widget-release.command.ts'
import { witnessKeygenCommand } from './witness/witness-keygen.command.ts'
import { witnessCommand } from './witness/witness.command.ts'

/** The `constat` command. */
export const constat: Program = {
  name: 'constat',
  version: '0.1.0',
  about: {
    fr: 'Consentement à être contacté : recueilli dans les règles, prouvé à quiconque.',
    en: 'Consent to be contacted: collected lawfully, proved to anyone.',
  },
  commands: [
    verifyCommand,
    trustFetchCommand,
    logFsckCommand,
    signingKeyListCommand,
    signingKeyAddCommand,
    signingKeyRetireCommand,
    widgetReleaseCommand,
    witnessCommand,
    witnessKeygenCommand,
  ],
}
