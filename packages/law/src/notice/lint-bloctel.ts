import { NOTICE_ITEMS } from '@constat/core/notice'
import { error, warning, type LintFinding, type LintSubject } from './finding.ts'
import { itemRule } from './item-rules.ts'
import { sentences } from './wording.ts'

// A name, whatever the language; or the list by what it was.
const BLOCTEL = /\bbloc-?tel|(?<!notre )\bliste (?:nationale )?d'opposition au demarchage/
const IS_OVER =
  /n'existe plus|a pris fin|prend fin|ferme|supprim|remplac|cesse|disparu|jusqu'au|n'est plus|ended|closed|no longer|replaced|until|abgeschafft|nicht mehr|beendet|ersetzt/

type Text = { readonly path: readonly string[]; readonly text: string }

const textsOf = ({ notice: { questions, items } }: LintSubject): readonly Text[] => [
  ...questions.map(({ label }, index) => ({ path: ['questions', String(index), 'label'], text: label })),
  ...NOTICE_ITEMS.filter((id) => id !== 'NCC_BLOCTEL').flatMap((id) => {
    const item = items[id]
    if (item === undefined) return []
    return [
      { path: ['items', id, 'text'], text: item.text },
      ...(item.links ?? []).flatMap(({ label, url }, at) => [
        { path: ['items', id, 'links', String(at), 'label'], text: label },
        { path: ['items', id, 'links', String(at), 'url'], text: url },
      ]),
    ]
  }),
]

/** Mentions of Bloctel outside its own item, from the day on which the list is no more (law.md §4 NCC_BLOCTEL). */
export const lintBloctel = (subject: LintSubject): readonly LintFinding[] => {
  const { id, absentFrom, citation } = itemRule('NCC_BLOCTEL')
  if (absentFrom === undefined || subject.date < absentFrom) return []
  return textsOf(subject).flatMap(({ path, text }) => {
    const said = sentences(text).filter((sentence) => BLOCTEL.test(sentence))
    if (said.length === 0) return []
    return said.every((sentence) => IS_OVER.test(sentence))
      ? [
          warning(
            id,
            path,
            'Leave Bloctel out: the list is no more, and naming it can only confuse.',
            citation,
          ),
        ]
      : [
          error(
            id,
            path,
            `Take Bloctel out: offering to register there misleads from ${absentFrom} on.`,
            citation,
          ),
        ]
  })
}
