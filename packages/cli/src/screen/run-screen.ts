import { basename, resolve } from 'node:path'
import { canonicalJson } from '@constat/core/canonical'
import { CallFault, writeWhole, type Call, type ExitCode } from '@constat/verifier'
import { withData } from '../platform/data-folder.ts'
import { askedOf, type AskedOfAll } from './asked.ts'
import { boundHeap } from './bound-heap.ts'
import { chooseColumn, type ChosenColumn } from './csv/column.ts'
import { DELIMITERS, layoutOf, type Delimiter, type Layout } from './csv/layout.ts'
import { hashFile, openInput, SAMPLE, type Input } from './input.ts'
import { requireSameCall, runJob, type RunState } from './job.ts'
import { isKnownParty, screenLocally, tenantOf } from './local.ts'
import { reportPage } from './page.ts'
import { createProgress } from './progress.ts'
import { screenRemotely } from './remote.ts'
import { reportOf, type ScrubReport } from './report.ts'
import {
  finishDraft,
  lockRun,
  readState,
  removeState,
  unreadableState,
  refuseWrite,
  requireFree,
} from './run-files.ts'
import { pathsOf, requireApart, requireWritable, resultsOf, type RunPaths } from './run-paths.ts'
import type { Screener } from './screener.ts'
import { serverOf } from './server-options.ts'

const delimiterOf = (text: string | undefined): Delimiter | undefined => {
  if (text === undefined) return undefined
  const found = DELIMITERS.find((each) => each === (text === 'tab' || text === '\\t' ? '\t' : text))
  if (found !== undefined) return found
  throw new CallFault({
    fr: '--delimiter connaît « , », « ; », « | » et tab.',
    en: '--delimiter knows ",", ";", "|" and tab.',
  })
}

const headerOf = (text: string | undefined): boolean | undefined => {
  if (text === undefined) return undefined
  if (text === 'yes' || text === 'no') return text === 'yes'
  throw new CallFault({ fr: '--header connaît yes et no.', en: '--header knows yes and no.' })
}

const layoutOfInput = (input: Input, { values }: Call): Layout => {
  const layout = layoutOf(input.start, input.size <= SAMPLE, {
    delimiter: delimiterOf(values['delimiter']),
    header: headerOf(values['header']),
  })
  if (layout.encoding === 'UTF-16')
    throw new CallFault({
      fr: 'Ce fichier est en UTF-16 (« Texte Unicode ») : enregistrez-le en CSV UTF-8.',
      en: 'This file is UTF-16 ("Unicode Text"): save it as CSV UTF-8.',
    })
  if (layout.columns === 0)
    throw new CallFault({
      fr: 'Ce fichier ne contient aucune ligne qui puisse être lue.',
      en: 'This file holds no line that can be read.',
    })
  return layout
}

const columnOf = (layout: Layout, { kinds }: AskedOfAll, { values }: Call): ChosenColumn => {
  const chosen = chooseColumn(layout, kinds, values['column'])
  if (!('fault' in chosen)) return chosen
  const names = chosen.names.join(', ')
  switch (chosen.fault) {
    case 'unknown':
      throw new CallFault({
        fr: `Il n’y a pas de colonne ${values['column']}. Il y a : ${names}.`,
        en: `There is no column ${values['column']}. There are: ${names}.`,
      })
    case 'several':
      throw new CallFault({
        fr: `Plusieurs colonnes tiennent des contacts : ${names}. Choisissez par --column.`,
        en: `Several columns hold contacts: ${names}. Choose by --column.`,
      })
    case 'none':
      throw new CallFault({
        fr: `Aucune colonne ne semble tenir des contacts de ce canal. Nommez-la par --column : ${names}.`,
        en: `No column seems to hold contacts of this channel. Name it by --column: ${names}.`,
      })
  }
}

const BY = {
  OPTION: { fr: 'demandée', en: 'as asked' },
  NAME: { fr: 'devinée par son nom', en: 'guessed by its name' },
  CONTENT: { fr: 'devinée par son contenu', en: 'guessed by its content' },
} as const

const sayLayout = ({ io, locale }: Call, layout: Layout, column: ChosenColumn): void => {
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

// Bytes of a file, some twenty thousand lines: a thread takes a third of a second to begin.
const WORTH_A_THREAD = 1 << 19

/** Runs some work with whoever decides. */
const withScreener = async (
  call: Call,
  asked: AskedOfAll,
  { from, size }: { readonly from: unknown; readonly size: number },
  work: (screener: Screener) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const server = await serverOf(call)
  const using = async (screener: Screener): Promise<ExitCode> => {
    try {
      return await work(screener)
    } finally {
      await screener.close()
    }
  }
  if (server) {
    const source = await hashFile(call.operands[0] ?? '')
    return using(screenRemotely({ ...server, url: `${server.url}graphql` }, asked, source, from))
  }
  return withData(call, async (folder) => {
    const tenant = await tenantOf(folder, call)
    const { advertiser } = asked.question
    if (!(await isKnownParty(folder, tenant, advertiser)))
      call.io.err(
        {
          fr: `Attention : aucune notice de cette organisation ne nomme ${advertiser}.\n`,
          en: `Note: no notice of this tenant names ${advertiser}.\n`,
        }[call.locale],
      )
    const threadOn = size < WORTH_A_THREAD ? undefined : folder.file
    return using(await screenLocally(folder, tenant, asked, { from, threadOn }))
  })
}

const saySummary = ({ io, locale }: Call, { answers, reasons, badLines, out }: ScrubReport): void => {
  const number = new Intl.NumberFormat(locale)
  for (const verdict of ['ALLOW', 'DEFER', 'REVIEW', 'DENY'])
    io.out(`${verdict.padEnd(8)}${answers.verdicts[verdict] ?? 0}\n`)
  io.out(`${'BAD'.padEnd(8)}${badLines.count}\n`)
  const width = Math.max(0, ...reasons.map(({ code }) => code.length))
  for (const { code, count, ...said } of reasons)
    io.err(`  ${code.padEnd(width)}  ${number.format(count)}  ${said[locale]}\n`)
  io.err(
    {
      fr: `${number.format(out.lines)} lignes sur ${number.format(answers.count)} peuvent être contactées : ${out.name}\n`,
      en: `${number.format(out.lines)} of ${number.format(answers.count)} lines may be contacted: ${out.name}\n`,
    }[locale],
  )
}

/** Gives the files of a run that is done their names, and forgets it. */
const finish = async (call: Call, paths: RunPaths, report: ScrubReport): Promise<void> => {
  const page = reportPage(report, call.locale, basename(paths.report))
  await writeWhole(paths.report, `${JSON.stringify(report, null, 2)}\n`).catch(refuseWrite(paths.report))
  await writeWhole(paths.page, page).catch(refuseWrite(paths.page))
  if (paths.answers !== undefined) await finishDraft(paths.answers)
  await finishDraft(paths.out)
  await removeState(paths.state)
}

const isState = (value: unknown): value is RunState =>
  typeof value === 'object' && value !== null && 'v' in value && 'call' in value

const stateOfRun = async (
  call: Call,
  paths: RunPaths,
  description: string,
): Promise<RunState | undefined> => {
  if (call.switches.has('restart')) await removeState(paths.state)
  const state = await readState(paths.state)
  if (state !== undefined && !isState(state)) throw unreadableState(paths.state)
  if (state) requireSameCall(state, description, paths.state)
  // Of a run that is done, some files may have their names already.
  if (!state?.done && !call.switches.has('replace')) await requireFree(resultsOf(paths))
  return state
}

const screenFile = async (
  call: Call,
  paths: RunPaths,
  asked: AskedOfAll,
  input: Input,
): Promise<ExitCode> => {
  const { io, locale, values } = call
  const layout = layoutOfInput(input, call)
  const column = columnOf(layout, asked, call)
  const description = canonicalJson({
    question: JSON.parse(JSON.stringify(asked.question)),
    bytes: input.size,
    column: column.index,
    delimiter: layout.delimiter,
    header: layout.header !== undefined,
    files: resultsOf(paths).map((path) => resolve(path)),
    by: values['server'] ?? `${values['data'] ?? ''} ${values['tenant'] ?? ''}`,
  })
  const state = await stateOfRun(call, paths, description)
  sayLayout(call, layout, column)
  if (state && !(await input.knows(state.part)))
    throw new CallFault({
      fr: `${paths.input} n’est plus le fichier dont le contrôle a été interrompu : ajoutez --restart pour tout recommencer.`,
      en: `${paths.input} is no longer the file whose screening was cut off: add --restart to start anew.`,
    })
  if (state)
    io.err({ fr: `Reprise à la ligne ${state.line}.\n`, en: `Going on at line ${state.line}.\n` }[locale])
  let stopped = false
  void io.ended().then(() => (stopped = true))
  return withScreener(
    call,
    asked,
    { from: state && (state.screener ?? null), size: input.size },
    async (screener) => {
      const begun = { bytes: state?.offset ?? 0, lines: screener.counts().count }
      const progress = createProgress(call, input.size, begun)
      const job = {
        call: description,
        input,
        layout,
        column,
        kinds: asked.kinds,
        files: paths,
        screener,
        progress,
        isStopped: () => stopped,
      }
      const run = async (): Promise<RunState> => {
        try {
          return state?.done ? state : await runJob(job, state)
        } finally {
          progress.end()
        }
      }
      const end = await run()
      if (!end.done) {
        io.err(
          {
            fr: `Interrompu à la ligne ${end.line} : relancez la même commande pour continuer.\n`,
            en: `Stopped at line ${end.line}: run the same command again to go on.\n`,
          }[locale],
        )
        return 2
      }
      const report = reportOf({
        file: end.part,
        name: basename(paths.input),
        layout,
        column,
        asked,
        point: end.done.point,
        counts: screener.counts(),
        bad: end.bad,
        out: { name: basename(paths.out), bytes: end.out },
        receipts: end.done.receipts,
        finishedAt: io.clock(),
      })
      await finish(call, paths, report)
      saySummary(call, report)
      return 0
    },
  )
}

/** Screens a file: the lines that may be contacted, a report with its picture, a signed receipt. */
export const runScreen = async (call: Call): Promise<ExitCode> => {
  const paths = pathsOf(call)
  const asked = askedOf(call)
  await requireApart(paths)
  boundHeap()
  const input = await openInput(paths.input)
  try {
    await requireWritable(paths)
    const unlock = await lockRun(paths.state)
    try {
      return await screenFile(call, paths, asked, input)
    } finally {
      await unlock()
    }
  } finally {
    await input.close()
  }
}
