import { NOTICE_ITEMS, type NoticeItem, type NoticeItemId } from '@constat/core/notice'
import { inForce } from '../rules/provision.ts'
import { error, warning, when, type LintFinding, type LintSubject } from './finding.ts'
import { asksForCalls, formOf, partnersOf } from './form-facts.ts'
import { itemRule, type ItemRule } from './item-rules.ts'
import { isUnderstood, names } from './wording.ts'
import { isGeneric, namesSixRights, renewsItself, speaksOfRenewal } from './wording-item.ts'

const missing = ({ id, content, citation }: ItemRule<NoticeItemId>): LintFinding =>
  error(id, ['items', id], `Add ${id} to the items: it tells ${content}.`, citation)

const misplaced = ({ id, absentFrom, content, citation }: ItemRule<NoticeItemId>): LintFinding =>
  error(
    id,
    ['items', id],
    `Remove ${id} from the items: telling ${content} misleads from ${absentFrom} on.`,
    citation,
  )

/** What the words of an item can be read to lack or to say amiss. */
type Reading = (item: NoticeItem, subject: LintSubject) => readonly string[]

/** The keys of these parties that an item does not name. */
const unnamed = (item: NoticeItem, keys: readonly string[], { notice }: LintSubject): readonly string[] => {
  const said = [item.text, ...(item.links ?? []).map(({ label }) => label)].join(' ')
  return notice.parties.flatMap(({ key, legalName }) =>
    keys.includes(key) && !names(said, legalName) ? [key] : [],
  )
}

const nameAll =
  (keysOf: (subject: LintSubject) => readonly string[]): Reading =>
  (item, subject) =>
    unnamed(item, keysOf(subject), subject).map((key) => `Name the party "${key}" by its legal name.`)

const callers = ({ notice }: LintSubject) =>
  notice.questions.flatMap((question) => (asksForCalls(question, notice) ? question.advertisers : []))

const partners = ({ notice }: LintSubject) =>
  notice.questions.flatMap((question) => partnersOf(question, notice))

const advise = (condition: boolean, message: string): readonly string[] => (condition ? [message] : [])

const toTheCnil: Reading = ({ text }) =>
  advise(!names(text, 'CNIL'), 'Say that the complaint goes to the CNIL.')

const READINGS: { readonly [item in NoticeItemId]?: Reading } = {
  N13_CONTROLLER: nameAll(({ notice }) => [notice.controller]),
  N13_RECIPIENTS: nameAll(partners),
  N13_RIGHTS: ({ text }, { notice }) =>
    advise(
      isUnderstood(notice.locale) && !namesSixRights(text),
      'Name the six rights: access, rectification, erasure, restriction, objection, portability.',
    ),
  N13_COMPLAINT: toTheCnil,
  NR_PRO_ID: nameAll(callers),
  NR_GOODS: ({ text }) => advise(isGeneric(text), 'Say what the goods or services are, not only "offers".'),
  NR_PERIOD: ({ text }) =>
    advise(
      speaksOfRenewal(text) && !renewsItself(text),
      'Make plain that the consent ends with its period: it is given anew or not at all.',
    ),
  REC_CONTROLLER: nameAll(({ notice }) => [notice.controller]),
  REC_COMPLAINT: toTheCnil,
  PT_LIST: (item, subject) =>
    advise(
      (item.links ?? []).length === 0 && unnamed(item, partners(subject), subject).length > 0,
      'Name every partner or link to the list of them.',
    ),
}

const LINKED: readonly NoticeItemId[] = ['N13_WITHDRAW', 'NR_WITHDRAWAL', 'NR_DURABLE_ACCESS']

const onItem = (
  item: NoticeItem,
  rule: ItemRule<NoticeItemId>,
  subject: LintSubject,
): readonly LintFinding[] => {
  const { id, citation } = rule
  const path = ['items', id, 'text']
  return [
    ...when(
      id === 'NR_PERIOD' && renewsItself(item.text),
      error(
        id,
        path,
        'Take the renewal out: consent to calls ends with its period and never renews itself.',
        citation,
      ),
    ),
    ...(READINGS[id]?.(item, subject) ?? []).map((message) => warning(id, path, message, citation)),
    ...when(
      LINKED.includes(id) && (item.links ?? []).length === 0,
      warning(
        id,
        ['items', id, 'links'],
        'Link to where the person can do so without an account.',
        'GDPR 7(3); C. conso. R223-2, R223-3',
      ),
    ),
  ]
}

/**
 * The faults of a notice's mandatory information (law.md §4). What is missing or must be gone is an ERROR, and so is a
 * period said to renew itself, which R223-1 I 3° forbids to say. What else words alone tell is advice.
 */
export const lintItems = (subject: LintSubject): readonly LintFinding[] => {
  const form = formOf(subject.notice, subject.facts)
  return NOTICE_ITEMS.map(itemRule).flatMap((rule) => {
    const item = subject.notice.items[rule.id]
    const required = inForce(rule, subject.date) ? rule.requires(form) : false
    if (item === undefined) return when(required === true, missing(rule))
    return [
      ...when(rule.absentFrom !== undefined && subject.date >= rule.absentFrom, misplaced(rule)),
      ...(required === false ? [] : onItem(item, rule, subject)),
    ]
  })
}
