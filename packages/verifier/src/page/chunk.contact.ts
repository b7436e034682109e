import { normalizeContact } from '@constat/core/contact'

window.constat = { ...window.constat, contact: { normalizeContact } }
