import type { RecordFindingCode } from '@constat/server'
import type { Said } from '@constat/verifier'

/** What each finding of an audit of records means. */
export const RECORD_FINDINGS: { readonly [code in RecordFindingCode]: Said } = {
  'event-unstated': { fr: 'Un événement est sans sa déclaration', en: 'An event lacks its statement' },
  'position-gap': { fr: 'Un événement manque à cette position', en: 'An event is missing at this position' },
  'record-unreadable': {
    fr: 'Un enregistrement ne s’ouvre pas sous ces clés',
    en: 'A record does not open under these keys',
  },
  'record-keyless': { fr: 'Un enregistrement n’a pas sa clé', en: 'A record lacks its key' },
  'index-differs': {
    fr: 'Un contact n’est pas trouvé sous son index',
    en: 'A contact is not found under its index',
  },
  'notice-differs': { fr: 'Une notice n’a plus ses octets', en: 'A notice has not its bytes any more' },
}
