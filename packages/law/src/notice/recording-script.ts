import { collapse, type NoticeDocument, type NoticeItem, type NoticeItemId } from '@constat/core/notice'
import type { InputIssue, Parsed } from '@constat/core/problem'
import { RECORDING_ITEMS } from '../question/words.ts'
import { itemRule } from './item-rules.ts'
import { scriptText, type ScriptLevel, type ScriptLine } from './script-text.ts'
import { spoken, spokenSeconds } from './speech.ts'

/** What a caller says around the recording of a call as proof of a contract, in French. */
export type RecordingScript = {
  /** Before the recording starts. */
  readonly first: ScriptLevel
  /** When the person asks. */
  readonly second: ScriptLevel
  /** Both, to print or to show. */
  readonly text: string
}

export type RecordingScriptOptions = {
  /** A law makes the recording a duty (C. assur. L112-2-2): who objects ends the call, and no other means is owed. */
  readonly recordingIsDuty?: boolean | undefined
}

const missing = ({ items }: NoticeDocument, needed: readonly NoticeItemId[]): readonly InputIssue[] =>
  needed
    .filter((id) => items[id] === undefined)
    .map((id) => ({
      path: ['items', id],
      rule: 'recording-item-missing',
      message: `Add ${id} to the items: it tells ${itemRule(id).content}.`,
    }))

const notFrench = ({ locale }: NoticeDocument): readonly InputIssue[] =>
  locale.split('-', 1)[0] === 'fr'
    ? []
    : [
        {
          path: ['locale'],
          rule: 'script-in-french',
          message: 'Give the French notice: the script is read in the words of its items.',
        },
      ]

// One line for one thing said, whatever lines the notice has.
const sentence = (text: string): string => {
  const said = collapse(text)
  return /[.!?]$/.test(said) ? said : `${said}.`
}

const whole = ({ text, links = [] }: NoticeItem): string =>
  [text, ...links.map(({ label, url }) => `${label} : ${spoken(url)}`)].map(sentence).join(' ')

const lineOf =
  ({ items }: NoticeDocument, say: (item: NoticeItem) => string) =>
  (id: NoticeItemId): readonly ScriptLine[] => {
    const item = items[id]
    return item === undefined ? [] : [{ items: [id], text: say(item) }]
  }

/** Where the whole information can be read, as it is said; null when the notice gives no page. */
const pageOf = ({ items }: NoticeDocument): string | null => {
  // Where one complains is not where the controller informs.
  const links = RECORDING_ITEMS.flatMap((id) => (id === 'REC_COMPLAINT' ? [] : (items[id]?.links ?? [])))
  const page = links.find(({ url }) => url.startsWith('https:'))
  return page === undefined ? null : spoken(page.url)
}

const firstLines = (notice: NoticeDocument): readonly ScriptLine[] => {
  const { controller, parties } = notice
  const short = lineOf(notice, ({ text }) => sentence(text))
  const page = pageOf(notice)
  return [
    ...short('REC_EXISTENCE'),
    ...parties
      .filter(({ key }) => key === controller)
      .map(({ legalName }): ScriptLine => ({
        items: ['REC_CONTROLLER'],
        text: `Le responsable est ${sentence(legalName)}`,
      })),
    ...short('REC_PURPOSE'),
    ...short('REC_ALT_MEANS'),
    ...short('REC_OBJECTION'),
    {
      items: [],
      text: page === null ? 'Je peux vous lire le détail.' : `Le détail est sur ${page}, ou je vous le lis.`,
    },
  ]
}

const SECOND_ORDER: readonly NoticeItemId[] = RECORDING_ITEMS.flatMap((id): readonly NoticeItemId[] =>
  id === 'REC_OBJECTION' ? [id, 'REC_ALT_MEANS'] : [id],
)

/** A place to turn to, said after an item that does not give it already. */
const beside = (line: ScriptLine, place: string | undefined, lead: string): ScriptLine =>
  place === undefined || line.text.includes(place)
    ? line
    : { ...line, text: `${line.text} ${lead} ${place}.` }

const secondLines = (notice: NoticeDocument): readonly ScriptLine[] => {
  const controller = notice.parties.find(({ key }) => key === notice.controller)
  const contact = controller?.dpo ?? controller?.contact
  return SECOND_ORDER.flatMap(lineOf(notice, whole)).map((line) => {
    if (line.items.includes('REC_RIGHTS'))
      return beside(line, contact === undefined ? undefined : spoken(contact), 'Pour cela :')
    if (line.items.includes('REC_COMPLAINT')) return beside(line, 'cnil.fr', 'Le site de la CNIL est')
    return line
  })
}

const level = (instruction: string, lines: readonly ScriptLine[]): ScriptLevel => ({
  instruction,
  lines,
  seconds: spokenSeconds(lines.map(({ text }) => text).join(' ')),
})

/**
 * The script by which a caller informs a person before a call is recorded as proof of a contract, in French and in the
 * notice's own words (law.md §4 REC_*, X1; CNIL 25 Apr 2022). The first level is said before the recording starts:
 * that it does, for whom, what for, how to do without, how to object, where the rest is; it is as short as the items
 * are. The second is all nine items, with whom to turn to, when the person asks.
 *
 * Refused with `recording-item-missing` for each item that the notice lacks, and `script-in-french` when it is in
 * another language.
 */
export const renderRecordingScript = (
  notice: NoticeDocument,
  { recordingIsDuty = false }: RecordingScriptOptions = {},
): Parsed<RecordingScript> => {
  const needed: readonly NoticeItemId[] = recordingIsDuty ? RECORDING_ITEMS : SECOND_ORDER
  const issues = [...notFrench(notice), ...missing(notice, needed)]
  if (issues.length > 0) return { ok: false, issues }
  const first = level(
    recordingIsDuty
      ? 'À dire avant de lancer l’enregistrement. Si la personne s’y oppose, mettez fin à l’appel.'
      : 'À dire avant de lancer l’enregistrement. Si la personne s’y oppose, n’enregistrez pas et proposez l’autre moyen.',
    firstLines(notice),
  )
  const second = level('À dire si la personne demande le détail.', secondLines(notice))
  return { ok: true, value: { first, second, text: scriptText(first, second) } }
}
