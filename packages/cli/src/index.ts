import { trustFetchCommand, verifyCommand, type Program } from '@constat/verifier'
import {
  apiKeyCheckCommand,
  apiKeyCreateCommand,
  apiKeyListCommand,
  apiKeyRevokeCommand,
  apiKeyRotateCommand,
} from './access/api-key.command.ts'
import { tenantCreateCommand, tenantListCommand } from './access/tenant.command.ts'
import { backupCommand } from './backup/backup.command.ts'
import { restoreCommand } from './backup/restore.command.ts'
import { configCommand } from './config/config.command.ts'
import { logFsckCommand } from './log/log-fsck.command.ts'
import { migrateCommand } from './migrate/migrate.command.ts'
import { screenProofCommand } from './screen/proof.command.ts'
import { screenCommand } from './screen/screen.command.ts'
import { serveCommand } from './serve/serve.command.ts'
import {
  signingKeyAddCommand,
  signingKeyListCommand,
  signingKeyRetireCommand,
} from './signing-key/signing-key.command.ts'
import { storeCopyCommand } from './store/store-copy.command.ts'
import { storeRebuildCommand } from './store/store-rebuild.command.ts'
import { verifyStoreCommand } from './verify-store/verify-store.command.ts'
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
    serveCommand,
    configCommand,
    migrateCommand,
    tenantCreateCommand,
    tenantListCommand,
    apiKeyCreateCommand,
    apiKeyListCommand,
    apiKeyRevokeCommand,
    apiKeyRotateCommand,
    apiKeyCheckCommand,
    backupCommand,
    restoreCommand,
    verifyStoreCommand,
    storeCopyCommand,
    storeRebuildCommand,
    logFsckCommand,
    signingKeyListCommand,
    signingKeyAddCommand,
    signingKeyRetireCommand,
    widgetReleaseCommand,
    screenCommand,
    screenProofCommand,
    verifyCommand,
    trustFetchCommand,
    witnessCommand,
    witnessKeygenCommand,
  ],
}
