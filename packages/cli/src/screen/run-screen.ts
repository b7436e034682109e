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
import { sayGoingOn, sayLayout, saySummary } from './say.ts'
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
  if (layout.titled)
    throw new CallFault({
      fr: 'La première ligne semble un titre, non les noms des colonnes : supprimez ce qui précède le tableau, ou ajoutez --header yes.',
      en: 'The first line seems a title, not the names of the columns: delete what stands above the table, or add --header yes.',
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
  let stopped = false
  void io.ended().then(() => (stopped = true))
  return withScreener(
    call,
    asked,
    { from: state && (state.screener ?? null), size: input.size },
    async (screener) => {
      if (state) sayGoingOn(call, state, screener)
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
