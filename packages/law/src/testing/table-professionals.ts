import { both, standard, strict, type Case } from './case.ts'
import { call, consentedCall, message, professional, robocall, validConsent, customer } from './questions.ts'

const bought = { kind: 'BOUGHT_FILE', collector: 'BROKER-X', provenanceDocumented: true } as const
const toldAtContact = { art14GivenOrPlanned: true, sourceWillBeStated: true } as const
const soleTrader = { kind: 'SOLE_TRADER', offerRelevant: true } as const
const automaton = { channel: 'AUTOMATED_CALL', dialing: 'PRERECORDED', callerId: { class: 'NPV' } } as const
const byRobot = validConsent({ channels: ['AUTOMATED_CALL'] })
const switchboard = { audience: 'LEGAL_ENTITY', coordinate: 'PROFESSIONAL_GENERIC' } as const

/** law.md §3.5 and gate 6. */
export const PROFESSIONAL_TABLE: readonly Case[] = [
  both('B1 relevant offer', professional(), 'ALLOW', 'OK_LEGIT_INTEREST_B2B'),
  both(
    'B1 not informed at collection',
    professional({ notice: toldAtContact }),
    'DENY',
    'NOT_INFORMED_AT_COLLECTION',
  ),
  both(
    'B1 collected by another, told at first contact',
    professional({ source: bought, notice: toldAtContact }),
    'ALLOW',
    'OK_LEGIT_INTEREST_B2B',
  ),
  both(
    'B1 collected by another, not told',
    professional({ source: bought, notice: null }),
    'DENY',
    'ART14_NOTICE_MISSING',
    'SOURCE_NOT_DISCLOSED',
  ),
  standard('B2 robocall (D-4)', professional(automaton), 'ALLOW', 'OK_LEGIT_INTEREST_B2B'),
  strict('B2 robocall (D-4)', professional(automaton), 'REVIEW', 'LAW_DOUBTFUL'),
  strict('B2 fax (D-4)', professional({ channel: 'FAX', dialing: null }), 'REVIEW', 'LAW_DOUBTFUL'),
  both(
    'B2 robocall with consent',
    professional({ ...automaton, consent: byRobot }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  both(
    'B2 bought number, never informed',
    professional({ ...automaton, source: bought, notice: toldAtContact }),
    'DENY',
    'NOT_INFORMED_AT_COLLECTION',
  ),
  standard(
    'B3 robocall to a sole trader (D-5)',
    professional({ ...automaton, professional: soleTrader }),
    'REVIEW',
    'B2B_SOLE_TRADER_DOUBT',
  ),
  strict(
    'B3 robocall to a sole trader (D-4)',
    professional({ ...automaton, professional: soleTrader }),
    'REVIEW',
    'LAW_DOUBTFUL',
  ),
  both(
    'B3 live call to a sole trader on a professional line',
    professional({ professional: soleTrader }),
    'ALLOW',
    'OK_LEGIT_INTEREST_B2B',
  ),
  both(
    'B4 offer not relevant',
    professional({ professional: { kind: 'EMPLOYEE', offerRelevant: false } }),
    'DENY',
    'B2B_OFFER_NOT_RELEVANT',
  ),
  both('B4 relevance not known', professional({ professional: null }), 'DENY', 'B2B_OFFER_NOT_RELEVANT'),
  both(
    'B5 refusal in conversation',
    professional({
      opposition: { kind: 'REFUSED_DURING_CALL', at: '2026-05-01T10:00:00+02:00', scope: 'PHONE' },
    }),
    'DENY',
    'OBJECTION_RECORDED',
  ),
  both(
    'B5 objection',
    professional({ opposition: { kind: 'OBJECTION', at: '2026-05-01T10:00:00+02:00', scope: 'ALL' } }),
    'DENY',
    'OBJECTION_RECORDED',
  ),
  both(
    'B6 personal number',
    professional({ coordinate: 'PERSONAL' }),
    'DENY',
    'B2B_PERSONAL_COORDINATE',
    'NO_CONSENT',
  ),
  both(
    'B6 whose number is not known',
    professional({ coordinate: null }),
    'DENY',
    'B2B_PERSONAL_COORDINATE',
    'NO_CONSENT',
  ),
  both(
    'B6 personal number with consent',
    consentedCall({ audience: 'B2B_PROFESSIONAL' }),
    'ALLOW',
    'OK_CONSENT_VALID',
    'B2B_PERSONAL_COORDINATE',
  ),
  standard(
    'D-5 one mixed line',
    professional({ coordinate: 'MIXED', professional: soleTrader }),
    'REVIEW',
    'B2B_SOLE_TRADER_DOUBT',
  ),
  standard(
    'D-5 one mixed line, unlawful both ways',
    professional({ coordinate: 'MIXED', professional: null }),
    'DENY',
    'B2B_OFFER_NOT_RELEVANT',
    'B2B_SOLE_TRADER_DOUBT',
  ),
  standard(
    'D-5 a mixed address, lawful of a customer',
    professional({ coordinate: 'MIXED', channel: 'EMAIL', professional: null, relation: customer }),
    'REVIEW',
    'B2B_SOLE_TRADER_DOUBT',
  ),
  strict(
    'D-5 one mixed line',
    professional({ coordinate: 'MIXED', professional: soleTrader }),
    'DENY',
    'B2B_SOLE_TRADER_DOUBT',
    'NO_CONSENT',
  ),
  both('B7 switchboard', call(switchboard), 'ALLOW', 'OK_GENERIC_LEGAL_ENTITY'),
  both(
    'B7 no art. 14 for a company',
    message('EMAIL', {
      ...switchboard,
      source: { kind: 'COMPANY_WEBSITE', collector: 'SITE' },
      notice: null,
    }),
    'ALLOW',
    'OK_GENERIC_LEGAL_ENTITY',
  ),
  both(
    'B7 identity hidden',
    message('EMAIL', { ...switchboard, message: { identityStated: false } }),
    'DENY',
    'IDENTITY_CONCEALED',
  ),
  standard('B7 robocall to a switchboard', robocall(switchboard), 'ALLOW', 'OK_GENERIC_LEGAL_ENTITY'),
  strict('B7 robocall to a switchboard (D-4)', robocall(switchboard), 'REVIEW', 'LAW_DOUBTFUL'),
  both(
    'B7 a named employee is a person',
    call({
      ...switchboard,
      coordinate: 'PROFESSIONAL_NAMED',
      professional: { kind: 'EMPLOYEE', offerRelevant: true },
    }),
    'ALLOW',
    'OK_LEGIT_INTEREST_B2B',
  ),
  both(
    'B8 register opposition',
    professional({ professional: { kind: 'EMPLOYEE', offerRelevant: true, registerOpposition: true } }),
    'DENY',
    'COMPANY_REGISTER_OPPOSITION',
  ),
  both(
    'B9 Sunday night, many calls made',
    professional({
      at: '2026-09-20T23:00:00+02:00',
      attemptDates: ['2026-09-14', '2026-09-15', '2026-09-16', '2026-09-17'],
    }),
    'ALLOW',
    'OK_LEGIT_INTEREST_B2B',
  ),
  both(
    'gate 6 unknown audience is a consumer',
    call({ audience: null }),
    'DENY',
    'AUDIENCE_UNKNOWN',
    'NO_CONSENT',
  ),
  both(
    'gate 6 unknown audience with consent',
    consentedCall({ audience: 'UNKNOWN' }),
    'ALLOW',
    'OK_CONSENT_VALID',
    'AUDIENCE_UNKNOWN',
  ),
]
