import { findLog, newestCheckpoint, type Handle } from '@constat/store'
import { API, builder } from '../platform/builder.ts'
import { codedError } from '../platform/problem.ts'
import { cosignedNote } from './leaf-proof.ts'

/** The newest checkpoint of a log. */
type LogHead = { readonly origin: string; readonly size: number; readonly checkpoint: string }

const headOf = async (db: Handle, logId: string): Promise<LogHead> => {
  const log = await findLog(db, logId)
  const shown = await newestCheckpoint(db, logId)
  if (!log || !shown)
    throw codedError('NOT_FOUND', 'Nothing of this log is published yet: try again in a few seconds.')
  return { origin: log.origin, size: shown.size, checkpoint: await cosignedNote(db, logId, shown) }
}

const LogHeadRef = builder.objectRef<LogHead>('LogHead').implement({
  description: 'The signed head of the append-only log that this tenant’s statements stand in.',
  fields: (t) => ({
    origin: t.exposeString('origin', {
      description: 'Name of the log, as checkpoints and promises bear it.',
    }),
    size: t.expose('size', { type: 'Position', description: 'How many statements the head covers.' }),
    checkpoint: t.exposeString('checkpoint', {
      description: 'The signed note (C2SP tlog-checkpoint), with the cosignatures of witnesses.',
    }),
  }),
})

builder.queryField('logHead', (t) =>
  t.field({
    type: LogHeadRef,
    subGraphs: API,
    authScopes: { scope: 'consent:read' },
    description: 'The newest published head of the log.',
    resolve: (_root, _args, { deps, principal }) => headOf(deps.store.reader, principal.tenant.logId),
  }),
)
