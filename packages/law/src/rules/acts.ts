import { PROCESSOR_TRANSFER_PROVISIONS } from './gdpr-44.ts'
import { CUMULATION } from './l223-7.ts'
import { KEEP_PROOF_PROVISIONS } from './r223-2.ts'
import { RECORDING_PROVISIONS } from './recording.ts'
import type { Provision } from './provision.ts'
import { TRANSFER_PROVISIONS } from './transfer.ts'

/** Every provision of the acts other than contact, and of how texts concur, for those who print or test the law. */
export const ACT_PROVISIONS: readonly Provision[] = [
  CUMULATION,
  ...RECORDING_PROVISIONS,
  ...TRANSFER_PROVISIONS,
  ...PROCESSOR_TRANSFER_PROVISIONS,
  ...KEEP_PROOF_PROVISIONS,
]
