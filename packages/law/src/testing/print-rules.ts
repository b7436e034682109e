import { writeFile } from 'node:fs/promises'
import type { Profile } from '@constat/core/vocabulary'
import { decide } from '../decision/decide.ts'
import { evaluateContact } from '../decision/evaluate.ts'
import { BOX_RULES } from '../notice/box.ts'
import { itemRule } from '../notice/item-rules.ts'
import { LAW_ITEMS } from '../notice/items.ts'
import { WORDING_NOT_READ } from '../notice/lint.ts'
import { parseQuestion, type Question } from '../question/question.ts'
import { ACT_PROVISIONS } from '../rules/acts.ts'
import { CONTACT_PROVISIONS } from '../rules/pack.ts'
import type { Provision } from '../rules/provision.ts'
import { LAW_TABLES } from './law-tables.ts'
import scenarios from './scenarios.json' with { type: 'json' }
import { CHANGES } from './table-dates.ts'

/** The law as it is encoded, for a lawyer to read: printed from the provisions themselves and from the tests. */

const SECTIONS: readonly (readonly [title: string, prefixes: string])[] = [
  ['What these rules cover', 'scope'],
  ['C. conso. article liminaire: who is a consumer', 'C-conso-liminaire'],
  ['GDPR: bases of contact', 'GDPR-6 GDPR-13-21 CNIL'],
  ['GDPR: what makes a consent valid', 'GDPR-4-11 GDPR-7-1 GDPR-7-2 GDPR-7-4 GDPR-5-1-b GDPR-8'],
  ['GDPR: objection, withdrawal, erasure, retention', 'GDPR-17-18 GDPR-21 GDPR-7-3 GDPR-5-1-e R123-232-1'],
  ['GDPR: source of the data, and what the person is told of it', 'GDPR-5-6 GDPR-5-2 GDPR-14 R10'],
  ['CPCE L34-5: automated calls, fax, electronic mail', 'L34-5'],
  [
    'C. conso. L223-1, L223-5, L223-7: prospecting by telephone',
    'L223-1-v2020 L223-1-v2026 L223-1 L223-5 L223-7',
  ],
  ['C. conso. R223-1 to R223-4: the consent to be called, its proof, the call-back', 'R223-1 R223-2 R223-4'],
  ['C. conso. L221-16, L221-17: how a call is conducted', 'L221-16 L221-16-v2020 L221-16-v2026 L221-17'],
  ['C. conso. D223-9: days, hours and number of calls', 'D223-9-v2023 D223-9-v2026'],
  [
    'Sectors: C. conso. L223-8, C. trav. L6323-8-1, C. assur. L112-2-2, R112-7',
    'L223-8 L6323-8-1 L112-2-2 R112-7',
  ],
  ['Numbers shown, messages, artificial voices', 'ARCEP-2022-1583 AF2M AI-50'],
  ['Recording a call', 'CNIL-2022'],
  ['Passing data on', 'L223-3 transfer GDPR-44-49 GDPR-28'],
]

const textOf = ({ id }: Provision): string => id.split(':')[0] ?? id

type Asked = { readonly name: string; readonly question: Question; readonly profiles: readonly Profile[] }

const BOTH: readonly Profile[] = ['standard', 'strict']

// The row of law.md, without what the case varies.
const rowOf = (row: string): string => /^(?:gate \d+|\S+)/.exec(row)?.[0].replace(/,$/, '') ?? row

const ASKED: readonly Asked[] = [
  ...LAW_TABLES.map(({ row, question, profiles }) => ({ name: rowOf(row), question, profiles })),
  ...CHANGES.flatMap(({ row, question, profiles, eve, day }) =>
    [eve, day].map(({ at }) => ({ name: rowOf(row), question: { ...question, at }, profiles })),
  ),
  ...scenarios.map(({ id, profile, question }) => ({
    name: id,
    question: question as Question,
    profiles: BOTH.filter((each) => profile === 'any' || profile === each),
  })),
]

/** The tests in which a provision found something and what it said, and those on which it only bore. */
type Hits = { readonly speaking: Set<string>; readonly bearing: Set<string>; readonly codes: Set<string> }

const NO_HITS: Hits = { speaking: new Set(), bearing: new Set(), codes: new Set() }

const collect = (): ReadonlyMap<string, Hits> => {
  const hits = new Map<string, Hits>()
  const hit = (id: string, name: string, code?: string): void => {
    const known = hits.get(id) ?? { speaking: new Set(), bearing: new Set(), codes: new Set() }
    hits.set(id, known)
    if (code === undefined) known.bearing.add(name)
    else {
      known.speaking.add(name)
      known.codes.add(code)
    }
  }
  for (const { name, question, profiles } of ASKED)
    for (const profile of profiles) {
      for (const id of decide(question, { profile }).ruleIds) hit(id, name)
      const parsed = parseQuestion(question)
      if (!parsed.ok || parsed.value.kind !== 'CONTACT') continue
      const { findings } = evaluateContact(parsed.value, parsed.value.at, profile === 'strict')
      for (const { by, code } of findings) hit(by.id, name, code)
    }
  return hits
}

const day = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(date))

const inForce = ({ from, to }: Provision): string => {
  if (from === null) return to === null ? 'throughout' : `until ${day(to)}`
  return to === null ? `since ${day(from)}` : `${day(from)} to ${day(to)}`
}

type Anything = Provision & {
  readonly code?: string
  readonly obligation?: string
  readonly gate?: string
  readonly grounds?: readonly Provision[]
  readonly basis?: string | null
}

const roleOf = (provision: Anything): string => {
  if (provision.grounds !== undefined) return 'forbids, unless'
  if (provision.obligation !== undefined) return 'duty'
  if (provision.gate !== undefined) return `gate: ${provision.gate}`
  if (provision.basis !== undefined) return 'allows'
  if ('holds' in provision) return 'condition'
  return 'test' in provision ? 'lifts' : 'doubt'
}

const saidOf = (provision: Anything, codes: ReadonlySet<string>): string => {
  const said = new Set([provision.code, provision.obligation, ...codes].filter((each) => each !== undefined))
  const unless = provision.grounds?.map(({ id }) => id) ?? []
  return [...said, ...unless].map((each) => `\`${each}\``).join(', ')
}

const MOST = 8

const testsOf = ({ speaking, bearing }: Hits): string => {
  const names = [...new Set([...speaking, ...bearing])]
  const more = names.length - MOST
  return more > 0 ? `${names.slice(0, MOST).join(', ')} and ${more} more` : names.join(', ')
}

const cells = (...texts: readonly string[]): string =>
  `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`

const table = (head: readonly string[], rows: readonly string[]): string =>
  [cells(...head), cells(...head.map(() => '---')), ...rows].join('\n')

const distinct = (provisions: readonly Provision[]): readonly Provision[] => [
  ...new Map(provisions.map((each) => [each.id, each])).values(),
]

const section = (
  title: string,
  provisions: readonly Provision[],
  hits: ReadonlyMap<string, Hits>,
): string => {
  const rows = provisions.map((provision) => {
    const hit = hits.get(provision.id) ?? NO_HITS
    return cells(
      `\`${provision.id}\``,
      inForce(provision),
      provision.citation,
      roleOf(provision),
      saidOf(provision, hit.codes),
      testsOf(hit),
    )
  })
  return `## ${title}\n\n${table(['Rule', 'In force', 'Citation', 'Role', 'Says', 'Tests'], rows)}`
}

/** The page, as the committed file says it but for the padding of its tables. */
export const printedRules = (): string => {
  const hits = collect()
  const provisions = distinct([...CONTACT_PROVISIONS, ...ACT_PROVISIONS])
  const sections = SECTIONS.map(([title, prefixes]) => {
    const texts = prefixes.split(' ')
    return section(
      title,
      provisions.filter((provision) => texts.includes(textOf(provision))),
      hits,
    )
  })
  const homeless = provisions.filter(
    (provision) => !SECTIONS.some(([, prefixes]) => prefixes.split(' ').includes(textOf(provision))),
  )
  if (homeless.length > 0) throw new Error(`In no section: ${homeless.map(({ id }) => id).join(', ')}.`)
  const boxes = BOX_RULES.map((rule) =>
    cells(
      `\`${rule.id}\``,
      rule.citation,
      `\`${rule.code}\``,
      rule.advice,
      testsOf(hits.get(rule.id) ?? NO_HITS),
    ),
  )
  const items = LAW_ITEMS.map(itemRule).map((rule) =>
    cells(
      `\`${rule.id}\``,
      inForce(rule),
      rule.citation,
      rule.content,
      rule.elsewhere ? `not in a notice: ${rule.elsewhere}` : 'the notice lint',
    ),
  )
  return `# The rules

Every rule that \`@constat/law\` decides by, printed from the rules themselves by
\`node --conditions=@constat/source packages/law/src/testing/print-rules.ts\`. Engineering research, not legal advice.

A rule counts from the first second of its first day to the last of its last, on the clock of Paris. A text that _forbids_
does so unless one of the grounds named with it _lifts_ it; every other rule is put at its _gate_, and all gates are asked:
DENY outweighs REVIEW, REVIEW outweighs DEFER. A _duty_ is returned with an answer that allows. Tests are rows of the decision
tables (L1, T4, D-11…) and golden scenarios (G-…) on which the rule bears.

${sections.join('\n\n')}

## Forms: the boxes

${table(['Rule', 'Citation', 'Says', 'What to do', 'Tests'], boxes)}

A question that asks consent for goods of a sector which the law of the day bans on its channel is held against it under the
id of the rule that bans them (C. conso. L223-1, L223-8, C. trav. L6323-8-1, above). \`${WORDING_NOT_READ}\` is no rule of
law: the notice is in a language whose words the lint does not judge (it reads French, English and German).

## Forms: mandatory information

${table(['Item', 'In force', 'Citation', 'Tells', 'Checked by'], items)}
`
}

if (import.meta.main) await writeFile(new URL('../../RULES.md', import.meta.url), printedRules())
