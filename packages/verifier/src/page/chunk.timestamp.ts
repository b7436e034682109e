import { verifyTimestamp } from '@constat/evidence/timestamp'
import { trustFault } from '../trust/trust-fault.ts'

window.constat = { ...window.constat, timestamp: { verifyTimestamp, trustFault } }
