import { both, standard, strict, type Case } from './case.ts'
import { call, customer, message, underContract, validConsent } from './questions.ts'

const byEmail = validConsent({ channels: ['EMAIL'] })
const bySms = validConsent({ channels: ['SMS'] })
const account = {
  status: 'ACCOUNT_ONLY',
  offerAnalogous: true,
  sameLegalEntity: true,
  freemium: true,
} as const
const fair = { identityStated: true, optoutMeans: true, subjectTruthful: true } as const

/** law.md §3.3, and the ban of L223-8. */
export const MESSAGE_TABLE: readonly Case[] = [
  both('E1 valid consent', message('EMAIL', { consent: byEmail }), 'ALLOW', 'OK_CONSENT_VALID'),
  both(
    'E1 consent to e-mail does not end with the year',
    message('EMAIL', { at: '2028-09-15T11:00:00+02:00', consent: { ...byEmail, periodEnd: null } }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'E1 on a Sunday evening',
    message('EMAIL', { at: '2026-09-20T22:00:00+02:00', consent: byEmail }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both('E2 customer', message('EMAIL', { relation: customer }), 'ALLOW', 'OK_SOFT_OPT_IN'),
  both(
    'E3 no sale',
    message('EMAIL', { relation: { ...customer, saleMade: false } }),
    'DENY',
    'NO_CONSENT',
    'SOFT_OPT_IN_NO_SALE',
  ),
  both(
    'E3 not analogous',
    message('SMS', { relation: { ...customer, offerAnalogous: false } }),
    'DENY',
    'NO_CONSENT',
    'SOFT_OPT_IN_NOT_ANALOGOUS',
  ),
  both(
    'E3 sister company',
    message('SMS', { relation: { ...customer, sameLegalEntity: false } }),
    'DENY',
    'NO_CONSENT',
    'SOFT_OPT_IN_OTHER_ENTITY',
  ),
  both(
    'E3 coordinate not got from the person',
    message('SMS', { relation: customer, source: { kind: 'PARTNER_TRANSFER', collector: 'ADV-B' } }),
    'DENY',
    'NO_CONSENT',
    'SOFT_OPT_IN_OTHER_ENTITY',
  ),
  both(
    'E3 no opt-out at collection',
    message('EMAIL', { relation: customer, notice: { informedAtCollection: true } }),
    'DENY',
    'NO_CONSENT',
    'SOFT_OPT_IN_NO_OPTOUT_AT_COLLECTION',
  ),
  standard('E4 freemium (D-3, D-22)', message('EMAIL', { relation: account }), 'REVIEW', 'LAW_DOUBTFUL'),
  strict(
    'E4 freemium (D-3, D-22)',
    message('EMAIL', { relation: account }),
    'DENY',
    'NO_CONSENT',
    'SOFT_OPT_IN_NO_SALE',
  ),
  both('E5 asking for consent', message('SMS', { purpose: 'CONSENT_REQUEST' }), 'DENY', 'NO_CONSENT'),
  both(
    'E5 even of a customer',
    message('EMAIL', { purpose: 'CONSENT_REQUEST', relation: customer }),
    'DENY',
    'NO_CONSENT',
  ),
  both(
    'E5 asking on with a valid consent',
    message('EMAIL', { purpose: 'CONSENT_REQUEST', consent: byEmail }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'E7 identity hidden',
    message('EMAIL', { consent: byEmail, message: { ...fair, identityStated: false } }),
    'DENY',
    'IDENTITY_CONCEALED',
  ),
  both(
    'E7 no opt-out means',
    message('SMS', { consent: bySms, message: { ...fair, optoutMeans: false } }),
    'DENY',
    'NO_OPTOUT_MEANS',
  ),
  both(
    'E7 misleading subject',
    message('EMAIL', { consent: byEmail, message: { ...fair, subjectTruthful: false } }),
    'DENY',
    'MISLEADING_SUBJECT',
  ),
  standard(
    'E8 SMS at night',
    message('SMS', { at: '2026-09-15T22:00:00+02:00', consent: bySms }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  strict(
    'E8 SMS at night',
    message('SMS', { at: '2026-09-15T21:30:00+02:00', consent: bySms }),
    'DEFER',
    'SMS_CHARTER_HOURS',
  ),
  strict(
    'E8 SMS in the morning',
    message('SMS', { at: '2026-09-15T08:00:00+02:00', consent: bySms }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  strict(
    'E8 SMS on a holiday',
    message('SMS', { at: '2026-11-11T11:00:00+01:00', consent: bySms }),
    'DEFER',
    'SMS_CHARTER_HOURS',
  ),
  strict(
    'E8 not before the charter',
    message('SMS', {
      at: '2026-02-28T22:00:00+01:00',
      consent: validConsent({ channels: ['SMS'], givenAt: '2026-02-01T10:00:00+01:00' }),
    }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'S2 energy by e-mail',
    message('EMAIL', { sector: 'ENERGY_RENOVATION', consent: byEmail }),
    'DENY',
    'SECTOR_BAN_ENERGY',
  ),
  both(
    'S2 home adaptation by SMS',
    message('SMS', { sector: 'HOME_ADAPTATION', consent: bySms }),
    'DENY',
    'SECTOR_BAN_HOME_ADAPTATION',
  ),
  both(
    'S2 running contract: on to §3.3',
    message('EMAIL', { sector: 'ENERGY_RENOVATION', relation: underContract }),
    'ALLOW',
    'OK_SOFT_OPT_IN',
  ),
  both(
    'S2 not before 2025-07-02',
    message('EMAIL', {
      at: '2025-07-01T11:00:00+02:00',
      sector: 'ENERGY_RENOVATION',
      consent: validConsent({ channels: ['EMAIL'], givenAt: '2025-06-01T11:00:00+02:00' }),
    }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'S2 from 2025-07-02',
    message('EMAIL', {
      at: '2025-07-02T11:00:00+02:00',
      sector: 'ENERGY_RENOVATION',
      consent: validConsent({ channels: ['EMAIL'], givenAt: '2025-06-01T11:00:00+02:00' }),
    }),
    'DENY',
    'SECTOR_BAN_ENERGY',
  ),
  both(
    'S2 a letter is not banned',
    call({ channel: 'POST', sector: 'ENERGY_RENOVATION' }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
]
