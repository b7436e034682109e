import type { NoticeItem, NoticeItemId } from '@constat/core/notice'
import { inForce } from '../rules/rule.ts'
import { asksForPhone, isForConsumers } from './box.ts'
import { error, warning, when, type LintFinding, type LintSubject } from './finding.ts'
import { ITEM_RULES, type FormFacts } from './item-rules.ts'
import { asksForCalls, partnersOf } from './lint-questions.ts'
import { isGeneric, isUnderstood, names, namesSixRights, renewsTacitly } from './wording.ts'

const formOf = ({ notice }: LintSubject): FormFacts => {
  const { questions, controller, parties } = notice
  return {
    consumers: isForConsumers(notice),
    phoneNumber: questions.some(({ channel }) => asksForPhone(channel)),
    phoneConsent: questions.some((question) => asksForCalls(question, notice)),
    consent: questions.some(({ kind }) => kind === 'OPT_IN'),
    objection: questions.some(({ kind }) => kind !== 'OPT_IN'),
    legitimateInterest: questions.some(({ kind }) => kind === 'OPT_OUT'),
    softOptIn: questions.some(({ kind }) => kind === 'SOFT_OPT_IN'),
    professionals: !isForConsumers(notice),
    partners: questions.some((question) => partnersOf(question, notice).length > 0),
    callingPartners: questions.some(
      (question) => asksForCalls(question, notice) && partnersOf(question, notice).length > 0,
    ),
    dpo: parties.some(({ key, dpo }) => key === controller && dpo !== undefined),
  }
}

const presence = (subject: LintSubject): readonly LintFinding[] => {
  const form = formOf(subject)
  return ITEM_RULES.flatMap((rule) =>
    when(
      inForce(rule, subject.date) && rule.requires(form) && subject.notice.items[rule.item] === undefined,
      error(rule.id, ['items', rule.item], `Add ${rule.item}: tell ${rule.content}.`, rule.citation),
    ),
  )
}

type Content = (
  item: NoticeItem,
  subject: LintSubject,
  at: (message: string) => LintFinding,
) => readonly LintFinding[]

const named = (subject: LintSubject, keys: readonly string[]): readonly string[] =>
  subject.notice.parties.flatMap(({ key, legalName }) => (keys.includes(key) ? [legalName] : []))

const missingNames = (item: NoticeItem, wanted: readonly string[]): readonly string[] => {
  const said = [item.text, ...(item.links ?? []).map(({ label }) => label)].join(' ')
  return wanted.filter((name) => !names(said, name))
}

const nameAll =
  (keysOf: (subject: LintSubject) => readonly string[]): Content =>
  (item, subject, at) =>
    missingNames(item, named(subject, keysOf(subject))).map((name) =>
      at(`Name ${name} as the parties have it.`),
    )

const callers = ({ notice }: LintSubject) =>
  notice.questions.flatMap((question) => (asksForCalls(question, notice) ? question.advertisers : []))

const partners = ({ notice }: LintSubject) =>
  notice.questions.flatMap((question) => partnersOf(question, notice))

const CONTENTS: { readonly [item in NoticeItemId]?: Content } = {
  N13_CONTROLLER: nameAll(({ notice }) => [notice.controller]),
  N13_RECIPIENTS: nameAll(partners),
  N13_RIGHTS: ({ text }, { notice }, at) =>
    when(
      isUnderstood(notice.locale) && !namesSixRights(text),
      at('Name the six rights: access, rectification, erasure, restriction, objection, portability.'),
    ),
  N13_COMPLAINT: ({ text }, _, at) =>
    when(!names(text, 'CNIL'), at('Say that the complaint goes to the CNIL.')),
  NCC_BLOCTEL: (_, { date }, at) =>
    when(
      date > '2026-08-10',
      at('Remove NCC_BLOCTEL: the list ended on 10 August 2026, and telling of it misleads.'),
    ),
  NR_PRO_ID: nameAll(callers),
  NR_GOODS: ({ text }, _, at) =>
    when(isGeneric(text), at('Say what the goods or services are, not only "offers".')),
  NR_PERIOD: ({ text }, _, at) =>
    when(
      renewsTacitly(text),
      at('Take the renewal out: consent to calls ends with its period and never renews itself.'),
    ),
  PT_LIST: (item, subject, at) =>
    when(
      (item.links ?? []).length === 0 && missingNames(item, named(subject, partners(subject))).length > 0,
      at('Name every partner or link to the list of them.'),
    ),
}

const content = (subject: LintSubject): readonly LintFinding[] =>
  Object.entries(CONTENTS).flatMap(([id, check]) => {
    const item = subject.notice.items[id as NoticeItemId]
    const citation = ITEM_RULES.find((rule) => rule.item === id)?.citation ?? 'GDPR 13'
    return item === undefined
      ? []
      : check(item, subject, (message) => error(id, ['items', id, 'text'], message, citation))
  })

const MEANS: readonly NoticeItemId[] = ['N13_WITHDRAW', 'NR_WITHDRAWAL', 'NR_DURABLE_ACCESS']

const means = ({ notice }: LintSubject): readonly LintFinding[] =>
  MEANS.flatMap((id) => {
    const item = notice.items[id]
    return when(
      item !== undefined && (item.links ?? []).length === 0,
      warning(
        id,
        ['items', id, 'links'],
        'Link to where the person can do so without an account.',
        'GDPR 7(3); C. conso. R223-2, R223-3',
      ),
    )
  })

/** The faults of a notice's mandatory information (law.md §4): what is missing, what contradicts, what cannot be done. */
export const lintItems = (subject: LintSubject): readonly LintFinding[] => [
  ...presence(subject),
  ...content(subject),
  ...means(subject),
]
