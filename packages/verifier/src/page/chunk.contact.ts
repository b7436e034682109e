import { normalizeContact } from '@constat/core/contact'
import { contactFault } from '../verify/contact-fault.ts'

window.constat = { ...window.constat, contact: { normalizeContact, contactFault } }
