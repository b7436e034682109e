import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'
import { checksOn } from '../decision/judge.ts'
import type { BoxRecipients } from '../question/words.ts'
import { BOX_RULES, isProspecting, type Box } from './box.ts'
import { error, warning, when, type LintFinding, type LintSubject } from './finding.ts'
import { asksForCalls, partnersOf } from './form-facts.ts'
import { lintPeriod } from './lint-period.ts'
import { lintSector } from './lint-sector.ts'
import { namingOf } from './partner-list.ts'
import { gravest, isUnderstood, names, type Weight } from './wording.ts'
import {
  firstSentence,
  isObjection,
  isTurnedRound,
  namesChannel,
  opensWithNo,
  otherChannels,
  saysYes,
  seemsTurnedRound,
} from './wording-label.ts'
import { weighLabelDemand } from './wording-label-demand.ts'
import { weighPartners } from './wording-partners.ts'
import { weighSilence } from './wording-silence.ts'
import { acceptsTerms, speaksOfTerms } from './wording-terms.ts'
import { weighIrrevocability } from './wording-withdrawal.ts'
import { longestPeriod } from './wording-period.ts'

// Own use whose label lets partners in, of whom the notice names none.
const weighUnnamed = (question: NoticeQuestion, notice: NoticeDocument): Weight => {
  const { label } = question
  const controller = notice.parties.find(({ key }) => key === notice.controller)
  if (partnersOf(question, notice).length > 0 || controller === undefined || !isUnderstood(notice.locale))
    return null
  return notice.parties.some((party) => party !== controller && names(label, party.legalName))
    ? null
    : weighPartners(label, controller.legalName)
}

/** How those who may contact the person are named: partners each by name, and none but them. */
const recipientsOf = (question: NoticeQuestion, notice: NoticeDocument): BoxRecipients =>
  weighUnnamed(question, notice) === 'ERROR'
    ? 'CATEGORY_ONLY'
    : (partnersOf(question, notice)
        .map((partner) => namingOf(partner, notice))
        .find((naming) => naming !== 'NAMED') ?? 'NAMED')

/** What the document shows of a box, whatever its words: what is unlawful here is unlawful. */
const shownBox = (question: NoticeQuestion, { notice, date, strict }: LintSubject): Box => {
  const { kind, purpose, channel, label, control } = question
  const understood = isUnderstood(notice.locale)
  const isYes = understood && saysYes(label)
  return {
    date,
    strict,
    audience: notice.audience,
    kind,
    purpose,
    channels: [channel],
    recipients: recipientsOf(question, notice),
    defaultChecked: question.defaultChecked ?? false,
    separateFromTerms: !understood || !acceptsTerms(label),
    // The element draws both answers alike; no document can say otherwise.
    equalProminence: true,
    requiredToSubmit: control === 'TICK' && question.required === true,
    wordingClear:
      !understood ||
      (!isTurnedRound(label) && !(kind === 'OPT_IN' && opensWithNo(label)) && !(kind === 'OPT_OUT' && isYes)),
    optoutOffered: !isYes,
  }
}

/** The same box as its words can be read, which is advice. */
const readBox = (question: NoticeQuestion, subject: LintSubject): Box => {
  const shown = shownBox(question, subject)
  const { kind, channel, label } = question
  if (!isUnderstood(subject.notice.locale)) return shown
  const saysNo = isObjection(kind === 'OPT_IN' ? firstSentence(label) : label)
  return {
    ...shown,
    channels: [channel, ...otherChannels(label, channel)],
    recipients: weighUnnamed(question, subject.notice) === null ? shown.recipients : 'CATEGORY_ONLY',
    separateFromTerms: !speaksOfTerms(label),
    wordingClear: !seemsTurnedRound(label) && (kind === 'SOFT_OPT_IN' || saysNo === (kind === 'OPT_OUT')),
    optoutOffered: saysNo,
  }
}

const byBoxRules = (
  question: NoticeQuestion,
  path: readonly string[],
  subject: LintSubject,
): readonly LintFinding[] => {
  const shown = shownBox(question, subject)
  const read = readBox(question, subject)
  return checksOn(BOX_RULES, shown, subject.date).flatMap((rule) => {
    const { id, field, advice, citation, holds } = rule
    if (!holds(shown)) return [error(id, [...path, field], advice, citation)]
    return holds(read) ? [] : [warning(id, [...path, field], advice, citation)]
  })
}

const CB_4 = 'CNIL partners sheet 28 Dec 2018; CNIL SAN-2023-015 Canal+'
const CB_8 = 'GDPR 4(11), 7(2), 12(1); C. conso. R223-1 I'

/** What a label must say so that whoever ticks knows to what (CB-8); who may read it otherwise, so advice. */
const ofLabel = (question: NoticeQuestion, { notice }: LintSubject): readonly string[] => {
  const { kind, channel, label } = question
  const [only, ...others] = question.advertisers
  const advertiser = notice.parties.find(({ key }) => key === only)
  const goods = notice.goods.filter(({ key }) => question.goods.includes(key))
  return [
    isUnderstood(notice.locale) && !namesChannel(label, channel)
      ? `Say in the label by which channel (${channel}) the person is contacted.`
      : [],
    others.length === 0 && advertiser !== undefined && !names(label, advertiser.legalName)
      ? 'Say in the label who contacts the person, by the legal name.'
      : [],
    kind === 'OPT_IN' && goods.length > 0 && !goods.some((each) => names(label, each.label))
      ? 'Say in the label for which goods or services, as the goods have them.'
      : [],
  ].flat()
}

const CB_6 = 'GDPR 7(4); C. conso. L121-11; EDPB 05/2020'
const CB_10 = 'GDPR 7(3); C. conso. R223-3'

const weighed = (
  weight: Weight,
  ...[rule, path, message, citation]: Parameters<typeof error>
): readonly LintFinding[] =>
  weight === null ? [] : [(weight === 'ERROR' ? error : warning)(rule, path, message, citation)]

/** What a label may not say of the consent it asks for. */
const ofConsent = (
  question: NoticeQuestion,
  path: readonly string[],
  { notice }: LintSubject,
): readonly LintFinding[] => {
  const { kind, label } = question
  const atLabel = [...path, 'label']
  if (kind !== 'OPT_IN' || !isUnderstood(notice.locale)) return []
  return [
    ...weighed(
      isProspecting(question) ? gravest(weighLabelDemand(label), weighSilence(label)) : null,
      'CB-6',
      atLabel,
      'Take the condition out of the label: nothing that the form gives may hang on consent.',
      CB_6,
    ),
    ...weighed(
      weighIrrevocability(label),
      'CB-10',
      atLabel,
      'Take this out of the label: consent can always be withdrawn.',
      CB_10,
    ),
  ]
}

const lintQuestion = (
  question: NoticeQuestion,
  index: number,
  subject: LintSubject,
  toldDays: number | null,
): readonly LintFinding[] => {
  const { notice } = subject
  const path = ['questions', String(index)]
  const partners = partnersOf(question, notice)
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
    ...ofConsent(question, path, subject),
    ...lintSector(question, path, subject),
    ...(asksForCalls(question, notice) ? lintPeriod(question, path, subject, toldDays) : []),
    ...ofLabel(question, subject).map((message) => warning('CB-8', [...path, 'label'], message, CB_8)),
  ]
}

/**
 * The faults of a notice's questions (law.md §5), and of what a consent to calls must say. What the shape of a question
 * shows is an ERROR; of words, only those that law.md forbids or that can mean nothing else: terms accepted by the same
 * tick (CB-5), "sauf avis contraire" and a double negative (CB-8), a label that opens with the contrary of what its
 * tick records (CB-8, CB-11), a category for a name (CB-4), consent as a condition (CB-6) or for ever (CB-10), a period
 * above a year or that renews itself (NR_PERIOD).
 */
export const lintQuestions = (subject: LintSubject): readonly LintFinding[] => {
  const { questions, items, locale } = subject.notice
  const toldDays = isUnderstood(locale) ? longestPeriod(items.NR_PERIOD?.text ?? '') : null
  return questions.flatMap((question, index) => lintQuestion(question, index, subject, toldDays))
}
