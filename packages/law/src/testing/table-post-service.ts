import { both, standard, strict, type Case } from './case.ts'
import { call, message, robocall, validConsent } from './questions.ts'

const bySms = validConsent({ channels: ['SMS'] })
const notTold = { informedAtCollection: false, optoutOfferedAtCollection: false } as const

/** law.md §3.4. */
export const POST_AND_SERVICE_TABLE: readonly Case[] = [
  both('P1 post', call({ channel: 'POST' }), 'ALLOW', 'OK_LEGIT_INTEREST_OPTOUT'),
  both(
    'P2 post, not informed',
    call({ channel: 'POST', notice: notTold }),
    'DENY',
    'NOT_INFORMED_AT_COLLECTION',
  ),
  both(
    'P2 post, objection',
    call({
      channel: 'POST',
      opposition: { kind: 'OBJECTION', at: '2026-09-01T10:00:00+02:00', scope: 'POST' },
    }),
    'DENY',
    'OBJECTION_RECORDED',
  ),
  both(
    'P2 post, objection to e-mail only',
    call({
      channel: 'POST',
      opposition: { kind: 'OBJECTION', at: '2026-09-01T10:00:00+02:00', scope: 'EMAIL' },
    }),
    'ALLOW',
    'OK_LEGIT_INTEREST_OPTOUT',
  ),
  both(
    'P2 post, operator list',
    call({
      channel: 'POST',
      source: { kind: 'OPERATOR_DIRECTORY', collector: 'ADV-A', antiProspectingFlag: true },
    }),
    'DENY',
    'DIRECTORY_ANTI_PROSPECTING',
  ),
  both('P3 charity', robocall({ purpose: 'NON_COMMERCIAL_CHARITY' }), 'ALLOW', 'OK_NON_COMMERCIAL'),
  both(
    'P3 poll on Saturday night, five calls made',
    call({
      purpose: 'SURVEY',
      at: '2026-09-19T22:00:00+02:00',
      attemptDates: ['2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04', '2026-09-05'],
    }),
    'ALLOW',
    'OK_NON_COMMERCIAL',
  ),
  both('P3 public service', message('SMS', { purpose: 'PUBLIC_SERVICE' }), 'ALLOW', 'OK_NON_COMMERCIAL'),
  both(
    'P3 energy advice by a public service',
    call({ purpose: 'PUBLIC_SERVICE', sector: 'ENERGY_RENOVATION' }),
    'ALLOW',
    'OK_NON_COMMERCIAL',
  ),
  both(
    'P4 charity, not informed',
    robocall({ purpose: 'NON_COMMERCIAL_CHARITY', notice: notTold }),
    'DENY',
    'NOT_INFORMED_AT_COLLECTION',
  ),
  both(
    'P4 poll after an objection to all',
    call({
      purpose: 'SURVEY',
      opposition: { kind: 'OBJECTION', at: '2026-09-01T10:00:00+02:00', scope: 'ALL' },
    }),
    'DENY',
    'OBJECTION_RECORDED',
  ),
  standard(
    'P5 political SMS',
    message('SMS', { purpose: 'NON_COMMERCIAL_POLITICAL' }),
    'ALLOW',
    'OK_NON_COMMERCIAL',
  ),
  strict(
    'P5 political robocall',
    robocall({ purpose: 'NON_COMMERCIAL_POLITICAL' }),
    'REVIEW',
    'LAW_DOUBTFUL',
  ),
  strict(
    'P5 political SMS with consent',
    message('SMS', { purpose: 'NON_COMMERCIAL_POLITICAL', consent: bySms }),
    'ALLOW',
    'OK_CONSENT_VALID',
  ),
  strict(
    'P5 political letter',
    call({ channel: 'POST', purpose: 'NON_COMMERCIAL_POLITICAL' }),
    'ALLOW',
    'OK_NON_COMMERCIAL',
  ),
  both(
    'P6 service message after an objection',
    message('SMS', {
      purpose: 'CONTRACT_PERFORMANCE',
      opposition: { kind: 'STOP', at: '2026-09-01T10:00:00+02:00', scope: 'ALL' },
    }),
    'ALLOW',
    'OK_NOT_PROSPECTING',
  ),
  both(
    'P6 with nothing else known',
    {
      kind: 'CONTACT',
      at: '2026-09-20T23:00:00+02:00',
      channel: 'LIVE_CALL',
      purpose: 'CONTRACT_PERFORMANCE',
    },
    'ALLOW',
    'OK_NOT_PROSPECTING',
  ),
  both(
    'P6 not to the dead',
    message('EMAIL', { purpose: 'CONTRACT_PERFORMANCE', subjectState: 'DECEASED' }),
    'DENY',
    'SUBJECT_DECEASED',
  ),
  both(
    'P6 shows no ordinary number by SMS',
    message('SMS', { purpose: 'CONTRACT_PERFORMANCE', callerId: { class: 'MOBILE' } }),
    'DENY',
    'CALLER_ID_FORBIDDEN_RANGE',
  ),
]
