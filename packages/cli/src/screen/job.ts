import type { ContactKind } from '@constat/core/vocabulary'
import type { AnswerLine } from '@constat/evidence/screening'
import { CallFault } from '@constat/verifier'
import type { ChosenColumn } from './csv/column.ts'
import { isFormula, withoutFormulas } from './csv/formula.ts'
import { contactText, type Layout } from './csv/layout.ts'
import { cellsOf, createRecordReader, type CsvRecord } from './csv/records.ts'
import { RECORD_FAULTS } from './faults.ts'
import type { Input, ReadPart } from './input.ts'
import type { ProgressTeller } from './progress.ts'
import { openDraft, writeState, type Draft, type RunFiles } from './run-files.ts'
import type { AskedRecord, GivenReceipt, RunPoint, Screener } from './screener.ts'

/** A line that was not screened. */
export type BadLine = { readonly line: number; readonly rule: string; readonly message: string }

/** Where a run stood: all that a later one needs to write the same bytes. */
export type RunState = {
  readonly v: 1
  /** What was asked of what; another call has another. */
  readonly call: string
  readonly part: ReadPart
  readonly offset: number
  readonly line: number
  readonly out: number
  readonly answers: number
  readonly bad: readonly BadLine[]
  readonly screener: unknown
  /** Once nothing is left but to give files their names. */
  readonly done?: { readonly receipts: readonly GivenReceipt[]; readonly point: RunPoint } | undefined
}

export type Job = {
  readonly call: string
  readonly input: Input
  readonly layout: Layout
  readonly column: ChosenColumn
  readonly kinds: readonly ContactKind[]
  readonly files: RunFiles
  readonly screener: Screener
  readonly progress: ProgressTeller
  readonly isStopped: () => boolean
}

/** How many bad lines a report names; the answers name all. */
export const MOST_BAD = 10_000

// What is known of so many contacts dies young: of some thousands it would be kept until memory is short.
const BATCH = 1_024

const kindOf = (text: string, kinds: readonly ContactKind[]): ContactKind =>
  kinds.length === 1 ? (kinds[0] ?? 'phone') : text.includes('@') ? 'email' : 'phone'

const askedOf = ({ layout, kinds }: Job, record: CsvRecord): AskedRecord => {
  const fault = record.fault ?? (record.columns === layout.columns ? undefined : 'columns')
  const text = fault ? '' : contactText(record.cell)
  return {
    ref: String(record.line),
    contact: { kind: kindOf(text, kinds), text },
    fault: fault && { rule: fault, message: RECORD_FAULTS[fault].en },
  }
}

const safeText = ({ layout: { delimiter } }: Job, { text, suspect }: CsvRecord): string =>
  suspect && cellsOf(text, delimiter).some(({ value }) => isFormula(value))
    ? withoutFormulas(text, delimiter)
    : text

const badLineOf = (asked: AskedRecord, { line, outcome }: AnswerLine): BadLine | undefined => {
  if ('verdict' in outcome) return undefined
  const number = Number(asked.ref)
  if (asked.fault) return { line: number, ...asked.fault }
  const { message = '' }: { readonly message?: string } = JSON.parse(line)
  return { line: number, rule: outcome.problem, message }
}

type Batch = { readonly records: readonly CsvRecord[]; readonly asked: readonly AskedRecord[] }
type Written = { offset: number; line: number; bad: BadLine[] }

/** Writes what came of a batch: the records that may be contacted as they are, and every answer. */
const writeBatch = async (
  job: Job,
  { records, asked }: Batch,
  answers: readonly AnswerLine[],
  drafts: { readonly out: Draft; readonly answers: Draft | undefined },
  written: Written,
): Promise<void> => {
  const { screener, layout } = job
  if (answers.length !== records.length) throw new Error('Each record has one answer.')
  let allowed = ''
  for (const [index, record] of records.entries()) {
    const answer = answers[index]
    const question = asked[index]
    if (!answer || !question) continue
    if ('verdict' in answer.outcome && answer.outcome.verdict === 'ALLOW')
      allowed += safeText(job, record) + layout.newline
    const bad = badLineOf(question, answer)
    if (bad && written.bad.length < MOST_BAD) written.bad.push(bad)
  }
  screener.take(answers)
  await drafts.out.write(Buffer.from(allowed, 'latin1'))
  if (answers.length > 0)
    await drafts.answers?.write(Buffer.from(`${answers.map(({ line }) => line).join('\n')}\n`))
  const last = records.at(-1)
  if (last) written.offset = last.end
}

async function* batchesFrom(
  job: Job,
  state: RunState | undefined,
): AsyncGenerator<{
  readonly batch: Batch
  readonly header: CsvRecord | undefined
  readonly nextLine: number
}> {
  const { input, layout, column } = job
  const place = state ? { offset: state.offset, line: state.line } : { offset: layout.bom, line: 1 }
  const reader = createRecordReader({ delimiter: layout.delimiter, column: column.index }, place)
  let wantsHeader = layout.header !== undefined && !state
  const parts = function* (all: readonly CsvRecord[]) {
    let records = all
    if (wantsHeader && records.length > 0) {
      const [header, ...rest] = records
      records = rest
      wantsHeader = false
      yield { batch: { records: [], asked: [] }, header, nextLine: 2 }
    }
    for (let at = 0; at < records.length; at += BATCH) {
      const some = records.slice(at, at + BATCH)
      yield {
        batch: { records: some, asked: some.map((record) => askedOf(job, record)) },
        header: undefined,
        nextLine: records[at + BATCH]?.line ?? reader.line(),
      }
    }
  }
  for await (const chunk of input.chunks(place.offset)) yield* parts(reader.push(chunk))
  yield* parts(reader.end())
}

/**
 * Screens a file from where a state left off, or from its start: what it writes is the same either way. Every so often what
 * was written is brought to disk and then the state that names its lengths.
 *
 * @returns the state at the end; its `done` is absent where the run was stopped before
 */
export const runJob = async (job: Job, from: RunState | undefined): Promise<RunState> => {
  const { input, layout, files, screener, progress, isStopped } = job
  const out = await openDraft(files.out, from?.out ?? 0)
  const answers = files.answers === undefined ? undefined : await openDraft(files.answers, from?.answers ?? 0)
  const drafts = { out, answers }
  const written: Written = {
    offset: from?.offset ?? layout.bom,
    line: from?.line ?? 1,
    bad: [...(from?.bad ?? [])],
  }
  let state = from
  const save = async (done?: RunState['done']): Promise<RunState> => {
    await out.sync()
    await answers?.sync()
    state = {
      v: 1,
      call: job.call,
      part: input.part(),
      offset: written.offset,
      line: written.line,
      out: out.length(),
      answers: answers?.length() ?? 0,
      bad: written.bad,
      screener: screener.saved(),
      done,
    }
    await writeState(files.state, state)
    return state
  }
  let pending:
    | { readonly batch: Batch; readonly nextLine: number; readonly answers: Promise<readonly AnswerLine[]> }
    | undefined
  let unsettled = 0
  const writePending = async (): Promise<void> => {
    if (!pending) return
    const { batch, nextLine, answers: promised } = pending
    pending = undefined
    await writeBatch(job, batch, await promised, drafts, written)
    written.line = nextLine
    progress.tell({ bytes: written.offset, lines: screener.counts().count })
  }
  const settle = async (): Promise<void> => {
    await writePending()
    await screener.settle()
    unsettled = 0
    await save()
  }
  try {
    for await (const { batch, header, nextLine } of batchesFrom(job, from)) {
      if (isStopped()) break
      if (header) {
        const bom = layout.bom > 0 ? '\xef\xbb\xbf' : ''
        await out.write(Buffer.from(`${bom}${safeText(job, header)}${layout.newline}`, 'latin1'))
        written.offset = header.end
        written.line = nextLine
        continue
      }
      // The next batch is read and asked while the answers to the last are on their way.
      const asked = screener.ask(batch.asked)
      asked.catch(() => undefined)
      await writePending()
      pending = { batch, nextLine, answers: asked }
      unsettled += batch.records.length
      if (unsettled >= screener.settleEvery) await settle()
    }
    if (isStopped()) {
      await settle()
      return state ?? (await save())
    }
    await writePending()
    const receipts = await screener.finish(input.part())
    return await save({ receipts, point: screener.point() })
  } finally {
    await out.close()
    await answers?.close()
  }
}

/** What a call is known by: a run that was cut off goes on under the same one alone. */
export const requireSameCall = (state: RunState, call: string, stateFile: string): void => {
  if (state.v === 1 && state.call === call) return
  throw new CallFault({
    fr: `Un autre passage vers ce fichier a été interrompu (${stateFile}) : relancez sa commande, ou ajoutez --restart pour l’oublier.`,
    en: `Another run to this file was cut off (${stateFile}): repeat its command, or add --restart to forget it.`,
  })
}
