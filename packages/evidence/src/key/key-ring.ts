import type { Random } from '@constat/core/id'
import { generateLogKey, type LogKey } from './log-key.ts'
import { generateSecretKey, type SecretKey } from './secret-key.ts'
import { generateStatementKey, type StatementKey } from './statement-key.ts'

/** The keys that evidence needs, each for one use; they live outside the database and its backups. */
export type KeyRing = {
  /** Signs statements. */
  readonly statement: StatementKey
  /** Signs the checkpoints of the log. */
  readonly log: LogKey
  /** Key-encryption key: wraps the key of each record. */
  readonly kek: SecretKey
  /** Master of the blind index keys. */
  readonly index: SecretKey
  /** Authenticates challenges. */
  readonly challenge: SecretKey
  /** Keys the fingerprint of an idempotent input. */
  readonly idempotency: SecretKey
}

/** A whole new key ring. */
export const generateKeyRing = (random: Random): KeyRing => ({
  statement: generateStatementKey(random),
  log: generateLogKey(random),
  kek: generateSecretKey(random),
  index: generateSecretKey(random),
  challenge: generateSecretKey(random),
  idempotency: generateSecretKey(random),
})
