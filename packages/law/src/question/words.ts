/**
 * The closed lists of words that only law questions use, spelled as in the GraphQL schema and in `law.md` §2. The
 * words that other packages share are in `@constat/core/vocabulary`.
 */

export const DIALINGS = ['MANUAL', 'PROGRESSIVE', 'PREDICTIVE', 'PRERECORDED', 'AI_VOICE'] as const
/** How a call is placed; all but MANUAL are automated for the caller-ID rules (ARCEP 2022-1583). */
export type Dialing = (typeof DIALINGS)[number]

export const COORDINATES = ['PERSONAL', 'PROFESSIONAL_NAMED', 'PROFESSIONAL_GENERIC', 'MIXED'] as const
/** Whose number or address it is. */
export type Coordinate = (typeof COORDINATES)[number]

export const PROFESSIONAL_KINDS = ['EMPLOYEE', 'EXECUTIVE', 'SOLE_TRADER', 'LIBERAL'] as const
/** In what capacity a professional is contacted. */
export type ProfessionalKind = (typeof PROFESSIONAL_KINDS)[number]

export const SOURCE_KINDS = [
  'DIRECT_FORM',
  'BUSINESS_CARD',
  'COMPANY_WEBSITE',
  'PRO_DIRECTORY',
  'PUBLIC_DIRECTORY',
  'OPERATOR_DIRECTORY',
  'LINKEDIN_PUBLIC',
  'LINKEDIN_RESTRICTED',
  'SCRAPED',
  'PARTNER_TRANSFER',
  'PARTNER_REFERRAL',
  'BOUGHT_FILE',
  'CONTEST',
  'RANDOM_DIAL',
  'INFORMAL_EXCHANGE',
] as const
/** Where the coordinate comes from (GDPR art. 14(2)(f)). */
export type SourceKind = (typeof SOURCE_KINDS)[number]

export const RELATION_STATUSES = [
  'NONE',
  'ACCOUNT_ONLY',
  'QUOTE_REQUEST',
  'CONTRACT_CURRENT',
  'CONTRACT_ENDED',
] as const
/** What binds the person and the advertiser; CONTRACT_CURRENT is a *contrat en cours d'exécution*. */
export type RelationStatus = (typeof RELATION_STATUSES)[number]

export const CALLER_ID_CLASSES = ['GEOGRAPHIC', 'MOBILE', 'NPV', 'NPUEPT', 'PREMIUM', 'SHORT_CODE'] as const
/** The class of the number shown, in the French numbering plan. */
export type CallerIdClass = (typeof CALLER_ID_CLASSES)[number]

export const CONSENT_METHODS = [
  'UNTICKED_BOX',
  'DOUBLE_OPT_IN',
  'PAPER_SIGNED',
  'ORAL_RECORDED',
  'PRETICKED_BOX',
  'TERMS_ACCEPTANCE',
  'CONTINUED_BROWSING',
  'PREWRITTEN_MENTION',
] as const
/** The act by which the person is said to have consented; the last four are never valid. */
export type ConsentMethod = (typeof CONSENT_METHODS)[number]

export const INFORMED_OF = [
  'PROFESSIONAL_ID',
  'GOODS_NATURE',
  'CHOICE',
  'PERIOD',
  'WITHDRAWAL',
  'DURABLE_ACCESS',
] as const
/** The six things of which C. conso. R223-1 has the consumer informed. */
export type InformedOf = (typeof INFORMED_OF)[number]

export const RECIPIENT_NAMINGS = ['NAMED', 'CATEGORY_ONLY'] as const
export type RecipientNaming = (typeof RECIPIENT_NAMINGS)[number]

export const PROOFS = ['COMPLETE', 'INCOMPLETE', 'NONE'] as const
/** Whether who, when, what was shown and how can be proved (GDPR art. 7(1)). */
export type Proof = (typeof PROOFS)[number]

export const OPPOSITION_KINDS = ['OBJECTION', 'STOP', 'REFUSED_DURING_CALL', 'ORAL_WITHDRAWAL'] as const
/** How the person said no. */
export type OppositionKind = (typeof OPPOSITION_KINDS)[number]

export const SUBJECT_STATES = ['ACTIVE', 'RESTRICTED', 'ERASED', 'DECEASED'] as const
/** RESTRICTED: GDPR art. 18; ERASED: only the suppression entry is left. */
export type SubjectState = (typeof SUBJECT_STATES)[number]

export const BOX_RECIPIENTS = ['NAMED', 'CATEGORY_ONLY', 'LIST_UNREACHABLE'] as const
/** How a form names those who will use the coordinate. */
export type BoxRecipients = (typeof BOX_RECIPIENTS)[number]

export const SAFEGUARDS = [
  'SCC',
  'BCR',
  'CODE_OF_CONDUCT',
  'CERTIFICATION',
  'AD_HOC_CLAUSES',
  'NONE',
] as const
/** The appropriate safeguard of a transfer (GDPR art. 46). */
export type Safeguard = (typeof SAFEGUARDS)[number]

export const RECORDING_ITEMS = [
  'REC_EXISTENCE',
  'REC_CONTROLLER',
  'REC_PURPOSE',
  'REC_LEGAL_BASIS',
  'REC_RECIPIENTS',
  'REC_RETENTION',
  'REC_OBJECTION',
  'REC_RIGHTS',
  'REC_COMPLAINT',
] as const
/** The nine things said before a call is recorded as proof of a contract (CNIL, 25 Apr 2022). */
export type RecordingItem = (typeof RECORDING_ITEMS)[number]
