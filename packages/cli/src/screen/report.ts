import { MESSAGES } from '@constat/law'
import type { ScreenedFile } from '@constat/evidence/screening'
import type { AskedOfAll } from './asked.ts'
import type { ChosenColumn } from './csv/column.ts'
import type { Layout } from './csv/layout.ts'
import type { BadLine } from './job.ts'
import type { Counts, GivenReceipt, RunPoint } from './screener.ts'

/** What is written of a run. Nothing in it is personal but what the receipts disclose: the hash of the file. */
export type ScrubReport = {
  readonly type: 'scrub-report'
  readonly v: 1
  readonly file: ScreenedFile & {
    readonly name: string
    readonly encoding: string
    readonly delimiter: string
    readonly header: boolean
    readonly column: ChosenColumn
  }
  readonly question: AskedOfAll['question']
  readonly point: RunPoint
  readonly out: { readonly name: string; readonly lines: number; readonly bytes: number }
  readonly answers: Counts
  /** What each reason means, in the order of how often it carries a verdict. */
  readonly reasons: readonly {
    readonly code: string
    readonly count: number
    readonly fr: string
    readonly en: string
  }[]
  readonly badLines: {
    readonly count: number
    readonly listed: readonly BadLine[]
  }
  readonly finishedAt: string
  readonly receipts: readonly GivenReceipt[]
}

const isKnown = (code: string): code is keyof typeof MESSAGES => Object.hasOwn(MESSAGES, code)

/** The words for the bytes of a delimiter. */
const NAMES: { readonly [delimiter: string]: string } = { '\t': 'tab' }

/** Puts together what is told of a run that is over. */
export const reportOf = (run: {
  readonly file: ScreenedFile
  readonly name: string
  readonly layout: Layout
  readonly column: ChosenColumn
  readonly asked: AskedOfAll
  readonly point: RunPoint
  readonly counts: Counts
  readonly bad: readonly BadLine[]
  readonly out: { readonly name: string; readonly bytes: number }
  readonly receipts: readonly GivenReceipt[]
  readonly finishedAt: number
}): ScrubReport => {
  const { layout, counts } = run
  return {
    type: 'scrub-report',
    v: 1,
    file: {
      name: run.name,
      ...run.file,
      encoding: layout.encoding,
      delimiter: NAMES[layout.delimiter] ?? layout.delimiter,
      header: layout.header !== undefined,
      column: run.column,
    },
    question: run.asked.question,
    point: run.point,
    out: { ...run.out, lines: counts.verdicts['ALLOW'] ?? 0 },
    answers: {
      count: counts.count,
      verdicts: counts.verdicts,
      reasons: counts.reasons,
      problems: counts.problems,
    },
    reasons: Object.entries(counts.reasons)
      .toSorted((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
      .map(([code, count]) => ({
        code,
        count,
        ...(isKnown(code) ? MESSAGES[code] : { fr: code, en: code }),
      })),
    badLines: {
      count: Object.values(counts.problems).reduce((sum, each) => sum + each, 0),
      listed: run.bad,
    },
    finishedAt: new Date(run.finishedAt).toISOString(),
    receipts: run.receipts,
  }
}
