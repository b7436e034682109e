import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'
import { checksOn } from '../decision/judge.ts'
import { isCall } from '../rules/contact.ts'
import { BOX_RULES, isForConsumers, type Box } from './box.ts'
import { error, warning, when, type LintFinding, type LintSubject } from './finding.ts'
import {
  isObjection,
  isTurnedRound,
  isUnderstood,
  names,
  namesChannel,
  otherChannels,
  speaksOfTerms,
} from './wording.ts'

/** The parties of a question that are not the controller. */
export const partnersOf = (question: NoticeQuestion, { controller }: NoticeDocument): readonly string[] =>
  question.advertisers.filter((key) => key !== controller)

/** Whether a question asks a consumer to be called: what C. conso. R223-1 governs. */
export const asksForCalls = ({ kind, channel, purpose }: NoticeQuestion, notice: NoticeDocument): boolean =>
  kind === 'OPT_IN' &&
  isCall({ channel }) &&
  isForConsumers(notice) &&
  (purpose === 'COMMERCIAL_PROSPECTING' || purpose === 'CONSENT_REQUEST' || purpose === 'PRESS_SUBSCRIPTION')

const isReachable = (partner: string, { parties, items }: NoticeDocument): boolean => {
  const party = parties.find(({ key }) => key === partner)
  const list = items.PT_LIST
  return (
    party?.url !== undefined ||
    (list !== undefined &&
      ((list.links ?? []).length > 0 || (party !== undefined && names(list.text, party.legalName))))
  )
}

const isClear = ({ kind, label }: NoticeQuestion): boolean =>
  !isTurnedRound(label) && (kind === 'SOFT_OPT_IN' || isObjection(label) === (kind === 'OPT_OUT'))

const boxOf = (question: NoticeQuestion, { notice, date, strict }: LintSubject): Box => {
  const { kind, purpose, channel, label, control } = question
  const understood = isUnderstood(notice.locale)
  return {
    date,
    strict,
    audience: notice.audience,
    kind,
    purpose,
    channels: understood ? [channel, ...otherChannels(label, channel)] : [channel],
    recipients: partnersOf(question, notice).every((partner) => isReachable(partner, notice))
      ? 'NAMED'
      : 'LIST_UNREACHABLE',
    defaultChecked: question.defaultChecked ?? false,
    separateFromTerms: !speaksOfTerms(label),
    // The element draws both answers alike; no document can say otherwise.
    equalProminence: true,
    requiredToSubmit: control === 'TICK' && question.required === true,
    wordingClear: !understood || isClear(question),
    optoutOffered: !understood || isObjection(label),
  }
}

const byBoxRules = (
  question: NoticeQuestion,
  path: readonly string[],
  subject: LintSubject,
): readonly LintFinding[] => {
  const box = boxOf(question, subject)
  return checksOn(BOX_RULES, box, subject.date)
    .filter((rule) => !rule.holds(box))
    .map(({ id, field, advice, citation }) => error(id, [...path, field], advice, citation))
}

const R223_1 = 'C. conso. R223-1 I'

const ofCalls = (question: NoticeQuestion, path: readonly string[], { notice, date }: LintSubject) =>
  asksForCalls(question, notice) && date >= '2026-08-11'
    ? [
        ...when(
          question.periodDays === undefined,
          error(
            'NR_PERIOD',
            [...path, 'periodDays'],
            'Give periodDays, at most 365: consent to calls lasts a year at most.',
            `${R223_1} 3°`,
          ),
        ),
        ...when(
          (question.periodDays ?? 0) > 365,
          error(
            'NR_PERIOD',
            [...path, 'periodDays'],
            'Shorten periodDays to 365 or less: consent to calls lasts a year at most.',
            `${R223_1} 3°`,
          ),
        ),
        ...when(
          question.goods.length === 0,
          error(
            'NR_GOODS',
            [...path, 'goods'],
            'Name the goods or services: consent to calls covers none that it does not name.',
            R223_1,
          ),
        ),
      ]
    : []

const CB_4 = 'CNIL partners sheet 28 Dec 2018; CNIL SAN-2023-015 Canal+'
const CB_8 = 'GDPR 4(11), 7(2), 12(1); C. conso. R223-1 I'

const lintQuestion = (
  question: NoticeQuestion,
  index: number,
  subject: LintSubject,
): readonly LintFinding[] => {
  const { notice } = subject
  const path = ['questions', String(index)]
  const partners = partnersOf(question, notice)
  const [only] = question.advertisers
  const advertiser = notice.parties.find(({ key }) => key === only)
  return [
    ...byBoxRules(question, path, subject),
    ...when(
      question.kind === 'OPT_IN' && partners.length > 0 && partners.length < question.advertisers.length,
      error(
        'CB-4',
        [...path, 'advertisers'],
        'Ask for your own use and for partners in two questions.',
        CB_4,
      ),
    ),
    ...ofCalls(question, path, subject),
    ...when(
      isUnderstood(notice.locale) && !namesChannel(question.label, question.channel),
      warning(
        'CB-8',
        [...path, 'label'],
        `Say in the label by which channel (${question.channel}) the person is contacted.`,
        CB_8,
      ),
    ),
    ...when(
      question.advertisers.length === 1 &&
        advertiser !== undefined &&
        !names(question.label, advertiser.legalName),
      warning(
        'CB-8',
        [...path, 'label'],
        'Say in the label who contacts the person, by the legal name.',
        CB_8,
      ),
    ),
  ]
}

/** The faults of a notice's questions (law.md §5), and of what a consent to calls must say. */
export const lintQuestions = (subject: LintSubject): readonly LintFinding[] =>
  subject.notice.questions.flatMap((question, index) => lintQuestion(question, index, subject))
