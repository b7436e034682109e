import type { ContactKind } from '@constat/core/vocabulary'
import type { AnswerLine } from '@constat/evidence/screening'
import { CallFault } from '@constat/verifier'
import type { ChosenColumn } from './csv/column.ts'
import { isFormula, mayHideFormula, withoutFormulas } from './csv/formula.ts'
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
  readonly v: 2
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

// The first batches are small, so that a run that is cut off early, or a short one, is not at its beginning still.
const FIRST_BATCH = 4_096
/** Bytes of a batch, whatever its records. */
const MOST_BYTES = 1 << 23

const kindOf = (text: string, kinds: readonly ContactKind[]): ContactKind =>
  kinds.length === 1 ? (kinds[0] ?? 'phone') : text.includes('@') ? 'email' : 'phone'

/** Whether a record has the columns of the first, but for empty cells at its end. */
const fits = ({ layout, column }: Job, { columns, text }: CsvRecord): boolean => {
  if (columns <= layout.columns) return columns === layout.columns || columns > column.index
  return cellsOf(text, layout.delimiter)
    .slice(layout.columns)
    .every(({ value }) => value.trim() === '')
}

const askedOf = (job: Job, record: CsvRecord): AskedRecord => {
  const { kinds } = job
  const fault = record.fault ?? (fits(job, record) ? undefined : 'columns')
  const text = fault ? '' : contactText(record.cell)
  return {
    line: record.line,
    kind: kindOf(text, kinds),
    text,
    fault: fault && { rule: fault, message: RECORD_FAULTS[fault].en },
  }
}

const safeText = ({ layout: { delimiter } }: Job, { text, suspect }: CsvRecord): string =>
  (suspect || mayHideFormula(text)) && cellsOf(text, delimiter).some(({ value }) => isFormula(value))
    ? withoutFormulas(text, delimiter)
    : text

const badLineOf = (
  { line, fault }: AskedRecord,
  { line: said, outcome }: AnswerLine,
): BadLine | undefined => {
  if ('verdict' in outcome) return undefined
  if (fault) return { line, ...fault }
  const { message = '' }: { readonly message?: string } = JSON.parse(said)
  return { line, rule: outcome.problem, message }
}

type Batch = { readonly records: readonly CsvRecord[]; readonly asked: readonly AskedRecord[] }
type Written = { offset: number; line: number; bad: BadLine[] }

// Answers that live at once: of a whole batch they would outlive their birth, and cost more to drop.
const SLICE = 1_024

/** Writes what came of a batch: the records that may be contacted as they are, and every answer. */
const writeBatch = async (
  job: Job,
  { records, asked }: Batch,
  answerAt: (index: number) => AnswerLine,
  drafts: { readonly out: Draft; readonly answers: Draft | undefined },
  written: Written,
): Promise<void> => {
  const { screener, layout } = job
  const allowed: Buffer[] = []
  const said: Buffer[] = []
  for (let from = 0; from < records.length; from += SLICE) {
    const answers: AnswerLine[] = []
    let text = ''
    for (let index = from; index < Math.min(from + SLICE, records.length); index += 1) {
      const record = records[index]
      const question = asked[index]
      if (!record || !question) continue
      const answer = answerAt(index)
      answers.push(answer)
      if ('verdict' in answer.outcome && answer.outcome.verdict === 'ALLOW')
        text += safeText(job, record) + layout.newline
      const bad = badLineOf(question, answer)
      if (bad && written.bad.length < MOST_BAD) written.bad.push(bad)
    }
    screener.take(answers)
    allowed.push(Buffer.from(text, 'latin1'))
    if (drafts.answers) said.push(Buffer.from(`${answers.map(({ line }) => line).join('\n')}\n`))
  }
  await drafts.out.write(Buffer.concat(allowed))
  await drafts.answers?.write(Buffer.concat(said))
  const last = records.at(-1)
  if (last) written.offset = last.end
}

/** Where the first record is. */
const beginOf = ({ preamble }: Layout): { readonly offset: number; readonly line: number } => ({
  offset: preamble.length,
  line: /[\r\n]$/.test(preamble) ? 2 : 1,
})

async function* batchesFrom(
  job: Job,
  state: RunState | undefined,
): AsyncGenerator<{
  readonly batch: Batch
  readonly header: CsvRecord | undefined
  readonly nextLine: number
}> {
  const { input, layout, column, screener, isStopped } = job
  const place = state ? { offset: state.offset, line: state.line } : beginOf(layout)
  const reader = createRecordReader({ delimiter: layout.delimiter, column: column.index }, place)
  let wantsHeader = layout.header !== undefined && !state
  let held: CsvRecord[] = []
  let bytes = 0
  let most = Math.min(FIRST_BATCH, screener.batch)
  const taken = (nextLine: number) => {
    const records = held
    held = []
    bytes = 0
    most = Math.min(2 * most, screener.batch)
    return {
      batch: { records, asked: records.map((record) => askedOf(job, record)) },
      header: undefined,
      nextLine,
    }
  }
  const parts = function* (records: readonly CsvRecord[]) {
    for (const [index, record] of records.entries()) {
      if (wantsHeader) {
        wantsHeader = false
        yield {
          batch: { records: [], asked: [] },
          header: record,
          nextLine: records[index + 1]?.line ?? reader.line(),
        }
        continue
      }
      if (held.length >= most || bytes >= MOST_BYTES) yield taken(record.line)
      held.push(record)
      bytes += record.text.length
    }
  }
  for await (const chunk of input.chunks(place.offset)) {
    // A chunk may hold no record's end: whoever wants to end does not wait for a batch.
    if (isStopped()) return
    yield* parts(reader.push(chunk))
  }
  yield* parts(reader.end())
  if (held.length > 0) yield taken(reader.line())
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
  const begin = from ?? beginOf(layout)
  const written: Written = { offset: begin.offset, line: begin.line, bad: [...(from?.bad ?? [])] }
  let state = from
  let unsaved = 0
  const save = async (done?: RunState['done']): Promise<RunState> => {
    await out.sync()
    await answers?.sync()
    state = {
      v: 2,
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
    unsaved = 0
    return state
  }
  let pending:
    | {
        readonly batch: Batch
        readonly nextLine: number
        readonly answers: Promise<(index: number) => AnswerLine>
      }
    | undefined
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
    await screener.settle?.()
    await save()
  }
  try {
    if (!from) await out.write(Buffer.from(layout.preamble, 'latin1'))
    for await (const { batch, header, nextLine } of batchesFrom(job, from)) {
      if (isStopped()) break
      if (header) {
        await out.write(Buffer.from(`${safeText(job, header)}${layout.newline}`, 'latin1'))
        written.offset = header.end
        written.line = nextLine
        continue
      }
      // The next batch is read and asked while the answers to the last are on their way.
      const asked = screener.ask(batch.asked)
      asked.catch(() => undefined)
      await writePending()
      pending = { batch, nextLine, answers: asked }
      unsaved += batch.records.length
      if (unsaved < screener.settleEvery) continue
      // The first state at once: a run that is cut off early has one.
      if (screener.settle || !state) await settle()
      else await save()
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
  if (state.v === 2 && state.call === call) return
  throw new CallFault({
    fr: `Un autre passage vers ce fichier a été interrompu (${stateFile}) : relancez sa commande, ou ajoutez --restart pour l’oublier.`,
    en: `Another run to this file was cut off (${stateFile}): repeat its command, or add --restart to forget it.`,
  })
}
