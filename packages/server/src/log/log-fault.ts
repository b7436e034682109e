/** Why a log can grow no further: each is a state that no run of this program leaves behind. */
export const LOG_FAULTS = [
  'state-missing',
  'range-malformed',
  'root-differs',
  'tile-missing',
  'tile-differs',
  'leaf-missing',
  'recomputation-differs',
  'checkpoint-store-empty',
  'checkpoint-store-behind',
  'origin-differs',
  'rolled-back',
  'forked',
  'key-differs',
  'statement-key-retired',
  'statement-key-ahead',
  'witness-differs',
] as const
export type LogFaultCode = (typeof LOG_FAULTS)[number]

/** A log that must not be signed any more; its message says what to do. */
export class LogFault extends Error {
  override readonly name = 'LogFault'
  readonly code: LogFaultCode

  constructor(code: LogFaultCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options)
    this.code = code
  }
}
