/** Why a backup was not made or not restored. */
export type BackupFaultCode =
  | 'destination'
  | 'database-corrupt'
  | 'manifest'
  | 'file-differs'
  | 'target-exists'
  | 'checkpoints-missing'
  | 'rolled-back'
  | 'not-whole'
  /** The key of statements is none of the store restored, or one that it has retired. */
  | 'statement-key-differs'

/** A backup that was not made, or not restored; its message says what to do. Nothing was changed. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault'
  readonly code: BackupFaultCode

  constructor(code: BackupFaultCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options)
    this.code = code
  }
}
