import {
  ANSWERS,
  AUDIENCES,
  CHANNELS,
  ERASURE_GROUNDS,
  EVENT_KINDS,
  LEGAL_BASES,
  OBSERVATION_GRADES,
  PROVENANCES,
  PURPOSES,
  QUESTION_KINDS,
  SECTORS,
  SUPPRESSION_SCOPES,
  SUPPRESSION_SOURCES,
  VERDICTS,
} from '@constat/core/vocabulary'
import { API, BOTH, builder } from './builder.ts'

const words = <const Values extends readonly string[]>(
  name: string,
  description: string,
  values: Values,
  subGraphs = BOTH,
) => builder.enumType(name, { description, values, subGraphs })

export const AnswerRef = words(
  'Answer',
  'The answer about being contacted, never about the tick. Only GRANTED is consent.',
  ANSWERS,
)
export const AudienceRef = words(
  'Audience',
  'Whom the contact addresses; UNKNOWN is treated as a consumer.',
  AUDIENCES,
)
export const ChannelRef = words('Channel', 'The means of contact.', CHANNELS)
export const PurposeRef = words('PurposeKind', 'What the contact is for.', PURPOSES)
export const QuestionKindRef = words(
  'QuestionKind',
  'OPT_IN asks for consent; OPT_OUT and SOFT_OPT_IN show a box by which the person objects.',
  QUESTION_KINDS,
)
export const ErasureGroundRef = words(
  'ErasureGround',
  'Why a record is erased (GDPR art. 17(1)).',
  ERASURE_GROUNDS,
  API,
)
export const EventKindRef = words('EventKind', 'What happened.', EVENT_KINDS)
export const ProvenanceRef = words(
  'Provenance',
  "Who says so: it follows the key and the checks, never the caller's word.",
  PROVENANCES,
)
export const ObservationGradeRef = words(
  'ObservationGrade',
  'What the measurements of the widget are worth: consistent, contradictory, or none.',
  OBSERVATION_GRADES,
)
export const SectorRef = words(
  'Sector',
  'The trade of the goods; some may not be sold by phone.',
  SECTORS,
  API,
)
export const VerdictRef = words(
  'Verdict',
  'The answer: DENY outweighs REVIEW, DEFER and ALLOW in that order.',
  VERDICTS,
  API,
)
export const SuppressionScopeRef = words(
  'SuppressionScope',
  'What an objection covers; PHONE is LIVE_CALL and AUTOMATED_CALL.',
  SUPPRESSION_SCOPES,
  API,
)
export const SuppressionSourceRef = words(
  'SuppressionSource',
  'By which way an objection reached us.',
  SUPPRESSION_SOURCES,
  API,
)
export const LegalBasisRef = words('LegalBasis', 'The ground on which the contact rests.', LEGAL_BASES, API)
