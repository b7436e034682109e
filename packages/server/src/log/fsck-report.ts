/** What can be wrong with a log. */
export const LOG_FINDINGS = [
  'statement-unqueued',
  'statement-twice',
  'entry-differs',
  'entry-unstated',
  'leaf-missing',
  'bundle-missing',
  'bundle-differs',
  'tile-missing',
  'tile-differs',
  'root-differs',
  'range-differs',
  'checkpoint-root-differs',
  'checkpoint-beyond',
  'checkpoint-unsigned',
  'checkpoint-store-empty',
  'checkpoint-store-behind',
  'checkpoint-store-differs',
  'rolled-back',
] as const
export type LogFindingCode = (typeof LOG_FINDINGS)[number]

/** One thing that is wrong, and where: an identifier, an index, a path or a size. */
export type LogFinding = { readonly code: LogFindingCode; readonly at: string }

/** How far an audit is. */
export type FsckProgress = {
  readonly step: 'statements' | 'tree'
  readonly done: number
  readonly total: number
}

/** Takes note of a finding. */
export type Report = (code: LogFindingCode, at: string | number) => void
