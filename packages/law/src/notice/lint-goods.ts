import { inForce } from '../rules/provision.ts'
import { error, warning, when, type LintFinding, type LintSubject } from './finding.ts'
import { asksForCalls } from './form-facts.ts'
import { itemRule } from './item-rules.ts'
import { isUnderstood } from './wording.ts'
import { isGeneric } from './wording-goods.ts'

/**
 * Whether a consent to calls says the nature of its goods (R223-1 I): words for any goods are advised against, and an
 * ERROR where neither the item nor any of the goods has others.
 */
export const lintGoods = ({ notice, date }: LintSubject): readonly LintFinding[] => {
  const rule = itemRule('NR_GOODS')
  const { id, citation } = rule
  const calls = notice.questions.filter((question) => asksForCalls(question, notice))
  if (!inForce(rule, date) || calls.length === 0 || !isUnderstood(notice.locale)) return []
  const offered = notice.goods.flatMap(({ key, label }, at) =>
    calls.some(({ goods }) => goods.includes(key)) ? [{ at, saysNothing: isGeneric(label) }] : [],
  )
  const item = notice.items.NR_GOODS
  const nothingSaid = offered.every(({ saysNothing }) => saysNothing)
  return [
    ...when(
      item !== undefined && isGeneric(item.text),
      (nothingSaid ? error : warning)(
        id,
        ['items', id, 'text'],
        'Say what the goods or services are, not only "offers".',
        citation,
      ),
    ),
    ...offered.flatMap(({ at, saysNothing }) =>
      when(
        saysNothing,
        warning(
          id,
          ['goods', String(at), 'label'],
          'Say what these goods are: the person consents to calls about their nature.',
          citation,
        ),
      ),
    ),
  ]
}
