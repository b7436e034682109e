import type { History, StoredChoice, StoredObjection } from '../eligibility/history.ts'
import type { EligibilityQuery } from '../eligibility/query.ts'

/** Histories for tests: one person who ticked a box for calls on 20 August 2026. */

/** Epoch milliseconds of an ISO instant. */
export const ms = (iso: string): number => Date.parse(iso)

export const GIVEN = ms('2026-08-20T12:00:00Z')
export const ASKED = ms('2026-09-15T09:00:00Z')

/** A granted OPT_IN question for calls by `cuisines`. */
export const granted = (change: Partial<StoredChoice> = {}): StoredChoice => ({
  event: 'evt_given',
  question: 'appel',
  answer: 'GRANTED',
  kind: 'OPT_IN',
  control: 'TICK',
  purpose: 'COMMERCIAL_PROSPECTING',
  channel: 'LIVE_CALL',
  audience: 'B2C_CONSUMER',
  advertisers: ['cuisines'],
  goods: [{ key: 'cuisines', sector: 'GENERAL' }],
  periodDays: 365,
  noticeItems: ['NR_PRO_ID', 'NR_GOODS', 'NR_CHOICE', 'NR_PERIOD', 'NR_WITHDRAWAL', 'NR_DURABLE_ACCESS'],
  controller: 'cuisines',
  optoutOffered: false,
  slot: null,
  recordedAt: GIVEN,
  occurredAt: GIVEN,
  provenance: 'SITE_CHALLENGED',
  flags: [],
  withdrawals: [],
  ...change,
})

/** An objection to everything, by everyone, recorded when it was made. */
export const objection = (change: Partial<StoredObjection> = {}): StoredObjection => ({
  event: 'evt_objected',
  scope: 'ALL',
  source: 'PERSON_PAGE',
  advertisers: null,
  at: ms('2026-09-01T08:00:00Z'),
  recordedAt: change.at ?? ms('2026-09-01T08:00:00Z'),
  ...change,
})

/** A history with nothing else in it. */
export const historyOf = (change: Partial<History> = {}): History => ({
  choices: [],
  objections: [],
  attempts: [],
  states: [],
  ...change,
})

/** May `cuisines` call, on a Tuesday at 11:00 in Paris. */
export const query = (change: Partial<EligibilityQuery> = {}): EligibilityQuery => ({
  contact: { kind: 'phone', value: '+33639980001' },
  channel: 'LIVE_CALL',
  advertiser: 'cuisines',
  goods: 'cuisines',
  purpose: 'COMMERCIAL_PROSPECTING',
  at: ASKED,
  sector: null,
  ...change,
})
