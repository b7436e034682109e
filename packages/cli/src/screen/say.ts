import type { Call } from '@constat/verifier'
import type { ChosenColumn } from './csv/column.ts'
import type { Layout } from './csv/layout.ts'
import type { RunState } from './job.ts'
import type { ScrubReport } from './report.ts'
import type { Screener } from './screener.ts'

const BY = {
  OPTION: { fr: 'demandée', en: 'as asked' },
  NAME: { fr: 'devinée par son nom', en: 'guessed by its name' },
  CONTENT: { fr: 'devinée par son contenu', en: 'guessed by its content' },
} as const

/** Says how a file is read. */
export const sayLayout = ({ io, locale }: Call, layout: Layout, column: ChosenColumn): void => {
  const delimiter = layout.delimiter === '\t' ? 'tab' : layout.delimiter
  const header = {
    fr: layout.header ? 'avec en-tête' : 'sans en-tête',
    en: layout.header ? 'with a header' : 'without a header',
  }[locale]
  const by = BY[column.by][locale]
  io.err(
    {
      fr: `Colonne ${column.name} (${column.index + 1}, ${by}) ; ${layout.encoding}, séparateur « ${delimiter} », ${header}.\n`,
      en: `Column ${column.name} (${column.index + 1}, ${by}); ${layout.encoding}, delimiter "${delimiter}", ${header}.\n`,
    }[locale],
  )
  if (layout.doubtful)
    io.err(
      {
        fr: 'Attention : la première ligne ressemble à un contact illisible ; elle est contrôlée comme tel et n’est pas écrite. Si c’est l’en-tête : --header yes.\n',
        en: 'Note: the first line looks like a contact that cannot be read; it is screened as one, and not written. If it is the header: --header yes.\n',
      }[locale],
    )
}

/** Says where a run that was cut off goes on, and as of when it answers. */
export const sayGoingOn = ({ io, locale }: Call, { line }: RunState, screener: Screener): void => {
  const { at, evaluatedAt, position } = screener.point()
  io.err(
    {
      fr: `Reprise à la ligne ${line}, pour l’instant ${at}, à l’état du ${evaluatedAt} (événement ${position}).\n`,
      en: `Going on at line ${line}, for the instant ${at}, at the state of ${evaluatedAt} (event ${position}).\n`,
    }[locale],
  )
}

// Of all lines: as many bad ones say more of how the file is read than of the file.
const MOST_LINES = 0.9

/** Says what came of a run. */
export const saySummary = ({ io, locale }: Call, { answers, reasons, badLines, out }: ScrubReport): void => {
  const number = new Intl.NumberFormat(locale)
  for (const verdict of ['ALLOW', 'DEFER', 'REVIEW', 'DENY'])
    io.out(`${verdict.padEnd(8)}${answers.verdicts[verdict] ?? 0}\n`)
  io.out(`${'BAD'.padEnd(8)}${badLines.count}\n`)
  const width = Math.max(0, ...reasons.map(({ code }) => code.length))
  for (const { code, count, ...said } of reasons)
    io.err(`  ${code.padEnd(width)}  ${number.format(count)}  ${said[locale]}\n`)
  if (answers.count > 0 && badLines.count >= answers.count * MOST_LINES)
    io.err(
      {
        fr: 'ATTENTION : presque aucune ligne n’a pu être lue. Voyez le rapport, puis --column, --delimiter et --header.\n',
        en: 'WARNING: almost no line could be read. See the report, then --column, --delimiter and --header.\n',
      }[locale],
    )
  io.err(
    {
      fr: `${number.format(out.lines)} lignes sur ${number.format(answers.count)} peuvent être contactées : ${out.name}\n`,
      en: `${number.format(out.lines)} of ${number.format(answers.count)} lines may be contacted: ${out.name}\n`,
    }[locale],
  )
}
