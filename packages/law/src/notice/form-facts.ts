import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'
import type { Purpose, QuestionKind } from '@constat/core/vocabulary'
import { isCall } from '../rules/contact.ts'
import { asksForPhone, isForConsumers, isProspecting } from './box.ts'
import { RECORDING_ITEMS } from '../question/words.ts'
import { anyOf, type Known } from './known.ts'

/** What a form asks, as far as it decides which information is mandatory; null is not known. */
export type FormFacts = {
  /** Data are collected otherwise than by recording a call. */
  readonly collects: Known
  /** From the person herself (GDPR art. 13), not from others (art. 14). */
  readonly fromPerson: Known
  /** The form has fields without which it does not go. */
  readonly requiredFields: Known
  readonly consumers: Known
  readonly professionals: Known
  /** Some question offers the person a choice. */
  readonly choice: Known
  /** A telephone number is collected. */
  readonly phoneNumber: Known
  /** On conclusion of a contract. */
  readonly concludesContract: Known
  /** Consent to calls is asked. */
  readonly phoneConsent: Known
  readonly callsOutOfHours: Known
  /** Some consent is asked. */
  readonly consent: Known
  /** Some contact would rest on an objection not made. */
  readonly objection: Known
  readonly legitimateInterest: Known
  readonly softOptIn: Known
  /** Someone other than the controller would use the coordinate. */
  readonly partners: Known
  /** Someone other than the controller would call. */
  readonly callingPartners: Known
  readonly dpo: Known
  readonly transfers: Known
  readonly automatedDecisions: Known
  /** Calls are recorded as proof of a contract. */
  readonly records: Known
  /** A law makes that recording a duty, so that no other way to conclude is owed. */
  readonly recordingIsDuty: Known
}

/**
 * What a document cannot show of the processing it speaks of and that makes information mandatory. What is absent is
 * not judged.
 */
export type NoticeFacts = {
  /** The data come from the person (GDPR art. 13); absent: they do when the notice asks questions. */
  readonly fromPerson?: boolean | undefined
  /** The form has fields that must be filled in (GDPR art. 13(2)(e)). */
  readonly requiredFields?: boolean | undefined
  /** A data protection officer is designated (GDPR art. 37). */
  readonly dpoDesignated?: boolean | undefined
  /** Data go to a third country (GDPR art. 13(1)(f)). */
  readonly transfers?: boolean | undefined
  /** Decisions are taken by automated means alone (GDPR art. 22). */
  readonly automatedDecisions?: boolean | undefined
  /** The telephone number is asked when a contract is concluded (C. conso. L223-2). */
  readonly concludesContract?: boolean | undefined
  /** Calls at a precise time out of the lawful hours are agreed (C. conso. L223-1 al. 6). */
  readonly callsOutOfHours?: boolean | undefined
  /** Calls are recorded as proof of a contract; absent: they are when the notice carries a REC_ item. */
  readonly recordsCalls?: boolean | undefined
  /** A law makes the recording a duty (C. assur. L112-2-2). */
  readonly recordingIsDuty?: boolean | undefined
}

/** The parties of a question that are not the controller. */
export const partnersOf = (question: NoticeQuestion, { controller }: NoticeDocument): readonly string[] =>
  question.advertisers.filter((key) => key !== controller)

/** Whether a question asks a consumer to be called: what C. conso. R223-1 governs. */
export const asksForCalls = (question: NoticeQuestion, notice: NoticeDocument): boolean =>
  question.kind === 'OPT_IN' && isCall(question) && isForConsumers(notice) && isProspecting(question)

/** Whether a question of this kind makes the contact rest on a legitimate interest. */
export const restsOnInterest = (kind: QuestionKind | null, purpose: Purpose): Known => {
  if (kind === 'OPT_IN' || purpose === 'CONTRACT_PERFORMANCE') return false
  // A public task is no interest of one's own, and L34-5 al. 4 names no basis of the GDPR.
  return kind === 'OPT_OUT' && purpose !== 'PUBLIC_SERVICE' ? true : null
}

const isRecording = ({ items }: NoticeDocument): boolean =>
  [...RECORDING_ITEMS, 'REC_ALT_MEANS' as const].some((item) => items[item] !== undefined)

/** The facts of the form that a notice document makes, with those that only its controller knows. */
export const formOf = (notice: NoticeDocument, facts: NoticeFacts): FormFacts => {
  const { questions, controller, parties, goods } = notice
  const consumers = isForConsumers(notice)
  const asked = questions.length > 0
  const records = facts.recordsCalls ?? isRecording(notice)
  return {
    collects: asked || !records,
    fromPerson: facts.fromPerson ?? (asked ? true : null),
    requiredFields: questions.some(({ required }) => required === true) || (facts.requiredFields ?? null),
    consumers,
    professionals: !consumers,
    choice: asked,
    phoneNumber: questions.some(({ channel }) => asksForPhone(channel)),
    concludesContract: facts.concludesContract ?? null,
    phoneConsent: questions.some((question) => asksForCalls(question, notice)),
    callsOutOfHours: facts.callsOutOfHours ?? null,
    consent: questions.some(({ kind }) => kind === 'OPT_IN'),
    objection: questions.some(({ kind, purpose }) => kind !== 'OPT_IN' && purpose !== 'CONTRACT_PERFORMANCE'),
    legitimateInterest: anyOf(questions.map(({ kind, purpose }) => restsOnInterest(kind, purpose))),
    softOptIn: questions.some(({ kind }) => kind === 'SOFT_OPT_IN'),
    partners: questions.some((question) => partnersOf(question, notice).length > 0),
    callingPartners: questions.some(
      (question) => asksForCalls(question, notice) && partnersOf(question, notice).length > 0,
    ),
    dpo:
      parties.some(({ key, dpo }) => key === controller && dpo !== undefined) ||
      (facts.dpoDesignated ?? null),
    transfers: facts.transfers ?? null,
    automatedDecisions: facts.automatedDecisions ?? null,
    records,
    // Only insurers' calls are recorded by duty in these tables (X2); which of their calls no document tells.
    recordingIsDuty:
      facts.recordingIsDuty ?? (goods.some(({ sector }) => sector === 'INSURANCE') ? null : false),
  }
}
