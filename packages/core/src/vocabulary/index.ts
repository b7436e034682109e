/**
 * The closed lists of words that every package shares, spelled as in the GraphQL schema and in `law.md` §2.
 * Each list is the one place where its values stand; the type of the same name is derived from it.
 */

export const CHANNELS = [
  'AUTOMATED_CALL',
  'LIVE_CALL',
  'SMS',
  'EMAIL',
  'FAX',
  'POST',
  'SOCIAL_MESSAGE',
] as const
/** The means of contact a question asks about (CPCE L34-5, C. conso. L223-1). */
export type Channel = (typeof CHANNELS)[number]

export const PURPOSES = [
  'COMMERCIAL_PROSPECTING',
  'NON_COMMERCIAL_CHARITY',
  'NON_COMMERCIAL_POLITICAL',
  'SURVEY',
  'PUBLIC_SERVICE',
  'PRESS_SUBSCRIPTION',
  'CONTRACT_PERFORMANCE',
  'CALLBACK_REQUESTED',
  'CONSENT_REQUEST',
] as const
/** What the contact is for (GDPR art. 5(1)(b)). */
export type Purpose = (typeof PURPOSES)[number]

export const AUDIENCES = ['B2C_CONSUMER', 'B2B_PROFESSIONAL', 'LEGAL_ENTITY', 'UNKNOWN'] as const
/** Whom the contact addresses; UNKNOWN is treated as a consumer. */
export type Audience = (typeof AUDIENCES)[number]

export const SECTORS = [
  'GENERAL',
  'ENERGY_RENOVATION',
  'HOME_ADAPTATION',
  'CPF_TRAINING',
  'INSURANCE',
  'PRESS',
] as const
/** The trade of the goods offered; some may not be sold by phone or message (C. conso. L223-1, L223-8). */
export type Sector = (typeof SECTORS)[number]

export const QUESTION_KINDS = ['OPT_IN', 'OPT_OUT', 'SOFT_OPT_IN'] as const
/** OPT_IN asks for consent; the two others show a box by which the person objects. */
export type QuestionKind = (typeof QUESTION_KINDS)[number]

export const CONTROLS = ['TICK', 'YES_NO'] as const
/** How an OPT_IN question is drawn: one unticked box, or two equal radios. */
export type Control = (typeof CONTROLS)[number]

export const ANSWERS = ['GRANTED', 'REFUSED', 'UNANSWERED', 'NOT_ASKED'] as const
/** The answer about being contacted, never about the tick. */
export type Answer = (typeof ANSWERS)[number]

export const EVENT_KINDS = [
  'GIVEN',
  'REFUSED',
  'WITHDRAWN',
  'OBJECTED',
  'CORRECTED',
  'TRANSFERRED',
  'RESTRICTED',
  'ERASED',
] as const
/** What happened, as an append-only fact. */
export type EventKind = (typeof EVENT_KINDS)[number]

export const PROVENANCES = [
  'SITE_CHALLENGED',
  'SERVER_ATTESTED',
  'CONFIRMED',
  'CERTIFIED',
  'IMPORTED',
] as const
/** Who says so; it follows the key and the checks, never the caller's word. */
export type Provenance = (typeof PROVENANCES)[number]

export const OBSERVATION_GRADES = ['ASSURED', 'FLAGGED', 'INCOMPLETE'] as const
/** What the widget's measurements are worth: consistent, contradictory, or none. */
export type ObservationGrade = (typeof OBSERVATION_GRADES)[number]

export const VERDICTS = ['ALLOW', 'DENY', 'DEFER', 'REVIEW'] as const
/** The answer to "may I contact this person": DENY > REVIEW > DEFER > ALLOW. */
export type Verdict = (typeof VERDICTS)[number]

export const PROFILES = ['standard', 'strict'] as const
/** How doubtful points of law are read: statute and CNIL doctrine, or each doubt against contact (`law.md` §3.9). */
export type Profile = (typeof PROFILES)[number]

export const LEGAL_BASES = [
  'CONSENT',
  'CONTRACT',
  'LEGAL_OBLIGATION',
  'LEGITIMATE_INTEREST',
  'PUBLIC_TASK',
  'SOFT_OPT_IN',
] as const
/** The ground on which a contact rests (GDPR art. 6(1); CPCE L34-5 al. 4 for SOFT_OPT_IN). */
export type LegalBasis = (typeof LEGAL_BASES)[number]

/**
 * Why a record is erased (GDPR art. 17(1)): she asked for it, it has been kept long enough, or it should never have been
 * made.
 */
export const ERASURE_GROUNDS = ['PERSON_REQUEST', 'RETENTION_OVER', 'UNLAWFUL_PROCESSING'] as const
export type ErasureGround = (typeof ERASURE_GROUNDS)[number]

export const SUPPRESSION_SCOPES = ['ALL', 'PHONE', 'SMS', 'EMAIL', 'FAX', 'POST', 'SOCIAL_MESSAGE'] as const
/** What an objection covers; PHONE is LIVE_CALL and AUTOMATED_CALL. */
export type SuppressionScope = (typeof SUPPRESSION_SCOPES)[number]

export const SUPPRESSION_SOURCES = [
  'OPT_OUT_BOX',
  'PERSON_PAGE',
  'STOP_REPLY',
  'UNSUBSCRIBE_LINK',
  'REFUSED_DURING_CALL',
  'LETTER',
  'DPO',
  'BLOCTEL',
  'COMPANY_REGISTER',
] as const
/** By which way an objection reached us. */
export type SuppressionSource = (typeof SUPPRESSION_SOURCES)[number]

export const CONTACT_KINDS = ['phone', 'email'] as const
/** The two kinds of contact a choice can bind to. */
export type ContactKind = (typeof CONTACT_KINDS)[number]

/** The shape of the keys by which a notice names itself, its questions, its parties and its goods. */
export const KEY = /^[a-z0-9][a-z0-9_-]{0,63}$/
