import { NOTICE_ITEMS, type NoticeItem, type NoticeItemId } from '@constat/core/notice'
import { inForce } from '../rules/provision.ts'
import { error, warning, when, type LintFinding, type LintSubject } from './finding.ts'
import { formOf, partnersOf } from './form-facts.ts'
import { readItem } from './item-readings.ts'
import { itemRule, type ItemRule } from './item-rules.ts'
import { isListLinked } from './partner-list.ts'
import { names } from './wording.ts'

const missing = ({ id, content, citation }: ItemRule<NoticeItemId>): LintFinding =>
  error(id, ['items', id], `Add ${id} to the items: it tells ${content}.`, citation)

const advisable = ({ id, content, citation }: ItemRule<NoticeItemId>): LintFinding =>
  warning(
    id,
    ['items', id],
    `Add ${id} to the items, unless there is none of it: it tells ${content}.`,
    citation,
  )

const misplaced = ({ id, absentFrom, content, citation }: ItemRule<NoticeItemId>): LintFinding =>
  error(
    id,
    ['items', id],
    `Remove ${id} from the items: telling ${content} misleads from ${absentFrom} on.`,
    citation,
  )

const LINKED: readonly NoticeItemId[] = ['N13_WITHDRAW', 'NR_WITHDRAWAL', 'NR_DURABLE_ACCESS']

// A list that is no more than names leaves the person nowhere to turn to.
const partnersUnlinked = (item: NoticeItem, { notice }: LintSubject): boolean =>
  !isListLinked(notice) &&
  notice.parties.some(
    ({ key, url, legalName }) =>
      url === undefined &&
      names(item.text, legalName) &&
      notice.questions.some((question) => partnersOf(question, notice).includes(key)),
  )

const onItem = (
  item: NoticeItem,
  { id, citation }: ItemRule<NoticeItemId>,
  subject: LintSubject,
): readonly LintFinding[] => {
  const path = ['items', id, 'text']
  const links = ['items', id, 'links']
  return [
    ...readItem(id, item, subject).map(({ severity, message }) =>
      (severity === 'ERROR' ? error : warning)(id, path, message, citation),
    ),
    ...when(
      id === 'PT_LIST' && partnersUnlinked(item, subject),
      warning(id, links, 'Link to the list of partners, or give each of them a url.', citation),
    ),
    ...when(
      LINKED.includes(id) && (item.links ?? []).length === 0,
      warning(
        id,
        links,
        'Link to where the person can do so without an account.',
        'GDPR 7(3); C. conso. R223-2, R223-3',
      ),
    ),
  ]
}

/**
 * The faults of a notice's mandatory information (law.md §4). An ERROR is what is missing or must be gone, and what no
 * reader can take otherwise: a consent to calls above a year or that renews itself (R223-1 I 3°), consent that cannot
 * be withdrawn, or for a price (GDPR art. 7(3)), consent demanded (art. 7(4)), data kept without end (art. 5(1)(e)).
 * What else words alone tell is advice.
 */
export const lintItems = (subject: LintSubject): readonly LintFinding[] => {
  const form = formOf(subject.notice, subject.facts)
  return NOTICE_ITEMS.map(itemRule).flatMap((rule) => {
    const item = subject.notice.items[rule.id]
    const isLaw = inForce(rule, subject.date)
    const required = isLaw ? rule.requires(form) : false
    if (item === undefined)
      return [
        ...when(required === true, missing(rule)),
        ...when(required === null && rule.usual?.(form) === true, advisable(rule)),
      ]
    return [
      ...when(rule.absentFrom !== undefined && subject.date >= rule.absentFrom, misplaced(rule)),
      ...(required === false ? [] : onItem(item, rule, subject)),
    ]
  })
}
