export { decide, type DecideOptions } from './decision/decide.ts'
export type { Decision, Reason } from './decision/decision.ts'
export type { Message } from './messages/message.ts'
export { MESSAGES } from './messages/messages.ts'
export { OBLIGATIONS, REASON_CODES, type Obligation, type ReasonCode } from './decision/reason-code.ts'
export { assess, type Assessment, type ResolvedQuestion } from './eligibility/assess.ts'
export type {
  History,
  StoredAttempt,
  StoredChoice,
  StoredObjection,
  StoredState,
} from './eligibility/history.ts'
export type { EligibilityQuery, StatedFacts } from './eligibility/query.ts'
export { parisDate } from './calendar/time-zone.ts'
export { isCall } from './rules/contact.ts'
export { covers } from './rules/opposition.ts'
export { ruleSet, type RuleSet } from './rules/rule-set.ts'
export { InvalidQuestion, parseQuestion, type Facts, type Question } from './question/question.ts'
export type { LintFinding } from './notice/finding.ts'
export type { NoticeFacts } from './notice/form-facts.ts'
export { lintNotice, type LintOptions } from './notice/lint.ts'
export {
  renderRecordingScript,
  type RecordingScript,
  type RecordingScriptOptions,
} from './notice/recording-script.ts'
export type { ScriptLevel, ScriptLine } from './notice/script-text.ts'
export {
  CALLER_ID_CLASSES,
  COORDINATES,
  DIALINGS,
  PROFESSIONAL_KINDS,
  RELATION_STATUSES,
  SOURCE_KINDS,
} from './question/words.ts'
