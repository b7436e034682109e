import { both, standard, strict, type Case } from './case.ts'
import {
  call,
  call2025,
  callback,
  consentedCall,
  message,
  professional,
  robocall,
  underContract,
  validConsent,
} from './questions.ts'

const scraped = { kind: 'SCRAPED', collector: 'BROKER-X' } as const
const bySms = validConsent({ channels: ['SMS'] })
const ended = {
  status: 'CONTRACT_ENDED',
  saleMade: true,
  offerAnalogous: true,
  sameLegalEntity: true,
} as const
const asked = { purpose: 'CALLBACK_REQUESTED', callback } as const

/** law.md §3.7: sector and source; gates 0, 8 and 10. */
export const SECTOR_AND_SOURCE_TABLE: readonly Case[] = [
  both('gate 0 before the rules', call({ at: '2020-07-25T11:00:00+02:00' }), 'REVIEW', 'RULESET_NOT_COVERED'),
  both(
    'gate 0 first day',
    call2025({ at: '2020-07-27T11:00:00+02:00', bloctel: { listed: false, lastCheck: '2020-07-20' } }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  both('gate 0 abroad', consentedCall({ territory: 'BE' }), 'REVIEW', 'JURISDICTION_UNSUPPORTED'),
  both('S1 energy by phone', consentedCall({ sector: 'ENERGY_RENOVATION' }), 'DENY', 'SECTOR_BAN_ENERGY'),
  both('S1 since 2020-07-26', call2025({ sector: 'ENERGY_RENOVATION' }), 'DENY', 'SECTOR_BAN_ENERGY'),
  both(
    'S1 running contract',
    call({ sector: 'ENERGY_RENOVATION', relation: underContract }),
    'ALLOW',
    'OK_CURRENT_CONTRACT',
  ),
  both(
    'S1 by automaton',
    robocall({ sector: 'ENERGY_RENOVATION', consent: validConsent({ channels: ['AUTOMATED_CALL'] }) }),
    'DENY',
    'SECTOR_BAN_ENERGY',
  ),
  both(
    'S1 not of professionals',
    professional({ sector: 'ENERGY_RENOVATION' }),
    'ALLOW',
    'OK_LEGIT_INTEREST_B2B',
  ),
  both(
    'S3 home adaptation by phone',
    consentedCall({ sector: 'HOME_ADAPTATION' }),
    'DENY',
    'SECTOR_BAN_HOME_ADAPTATION',
  ),
  standard(
    'S3 in the doubtful year (D-11)',
    call2025({
      at: '2025-09-16T11:00:00+02:00',
      sector: 'HOME_ADAPTATION',
      bloctel: { listed: false, lastCheck: '2025-09-01' },
    }),
    'REVIEW',
    'LAW_DOUBTFUL',
  ),
  strict(
    'S3 in the doubtful year (D-11)',
    call2025({
      at: '2025-09-16T11:00:00+02:00',
      sector: 'HOME_ADAPTATION',
      bloctel: { listed: false, lastCheck: '2025-09-01' },
    }),
    'DENY',
    'SECTOR_BAN_HOME_ADAPTATION',
  ),
  both(
    'S3 before it',
    call2025({
      at: '2025-07-01T11:00:00+02:00',
      sector: 'HOME_ADAPTATION',
      bloctel: { listed: false, lastCheck: '2025-06-20' },
    }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  both('S4 CPF by phone', consentedCall({ sector: 'CPF_TRAINING' }), 'DENY', 'SECTOR_BAN_CPF'),
  both('S4 CPF of a professional', professional({ sector: 'CPF_TRAINING' }), 'DENY', 'SECTOR_BAN_CPF'),
  both(
    'S4 ongoing training',
    call({ sector: 'CPF_TRAINING', relation: underContract }),
    'ALLOW',
    'OK_CURRENT_CONTRACT',
  ),
  both(
    'S4 before 2022-12-21',
    call2025({
      at: '2022-12-20T11:00:00+01:00',
      sector: 'CPF_TRAINING',
      bloctel: { listed: false, lastCheck: '2022-12-10' },
    }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  standard('D-25 CPF call-back', call({ sector: 'CPF_TRAINING', ...asked }), 'REVIEW', 'LAW_DOUBTFUL'),
  strict('D-25 CPF call-back', call({ sector: 'CPF_TRAINING', ...asked }), 'DENY', 'SECTOR_BAN_CPF'),
  both(
    'S5 scraped, consumer',
    message('SMS', { source: scraped, consent: bySms }),
    'DENY',
    'SOURCE_UNLAWFUL',
  ),
  standard('S5 scraped, professional', professional({ source: scraped }), 'REVIEW', 'SOURCE_UNLAWFUL'),
  strict('S5 scraped, professional', professional({ source: scraped }), 'DENY', 'SOURCE_UNLAWFUL'),
  both(
    'S5 restricted profile',
    professional({ source: { kind: 'LINKEDIN_RESTRICTED', collector: 'LINKEDIN' } }),
    'DENY',
    'SOURCE_UNLAWFUL',
  ),
  both(
    'S6 bought, undocumented',
    professional({ source: { kind: 'BOUGHT_FILE', collector: 'BROKER-X' } }),
    'DENY',
    'SOURCE_UNPROVEN',
  ),
  both(
    'S7 source unsaid',
    message('SMS', {
      consent: bySms,
      source: { kind: 'PARTNER_TRANSFER', collector: 'ADV-B' },
      notice: { art14GivenOrPlanned: true },
    }),
    'DENY',
    'SOURCE_NOT_DISCLOSED',
  ),
  both('S7 source not known', consentedCall({ source: null }), 'DENY', 'SOURCE_NOT_DISCLOSED'),
  both(
    'S7 neither source nor notice known',
    consentedCall({ source: null, notice: null }),
    'DENY',
    'ART14_NOTICE_MISSING',
    'SOURCE_NOT_DISCLOSED',
  ),
  both(
    'S8 flagged in the directory',
    consentedCall({ source: { kind: 'PUBLIC_DIRECTORY', collector: 'ADV-A', antiProspectingFlag: true } }),
    'DENY',
    'DIRECTORY_ANTI_PROSPECTING',
  ),
  both(
    'gate 10 three years and a day',
    call({ channel: 'POST', lastContactFromPerson: '2023-09-14' }),
    'DENY',
    'RETENTION_EXCEEDED',
  ),
  both(
    'gate 10 three years',
    call({ channel: 'POST', lastContactFromPerson: '2023-09-15' }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  both(
    'gate 10 a consent is word from the person',
    consentedCall({ lastContactFromPerson: '2020-09-15' }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'gate 10 not while a contract runs',
    call({ relation: underContract, lastContactFromPerson: '2020-09-15' }),
    'ALLOW',
    'OK_CURRENT_CONTRACT',
  ),
  both(
    'gate 10 after it',
    message('EMAIL', { relation: ended, lastContactFromPerson: '2020-09-15' }),
    'DENY',
    'RETENTION_EXCEEDED',
  ),
]
