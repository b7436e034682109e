import { verifyTimestamp } from '@constat/evidence/timestamp'

window.constat = { ...window.constat, timestamp: { verifyTimestamp } }
