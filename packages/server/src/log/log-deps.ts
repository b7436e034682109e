import type { CheckpointStore } from '@constat/store'
import type { Deps } from '../platform/context.ts'

/** What growing a log needs; `checkpoints` lies outside the database and its backups. */
export type LogDeps = Pick<Deps, 'store' | 'keys' | 'clock' | 'log'> & {
  readonly checkpoints: CheckpointStore
}

/** A log by its identifier, and the origin that its checkpoints carry for ever. */
export type OpenLog = { readonly logId: string; readonly origin: string }
