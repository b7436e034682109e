import {
  auditStatements,
  countStatements,
  entryOf,
  unstatedEntries,
  type AuditedStatement,
  type Handle,
} from '@constat/store'
import type { FsckProgress, Report } from './fsck-report.ts'

const PAGE = 1000

const isEntry = (jws: string, entry: Uint8Array | null): boolean =>
  entry === null || Buffer.compare(entryOf(jws), entry) === 0

const check = ({ jti, jws, pendingEntry, leafEntry }: AuditedStatement, report: Report): void => {
  if (pendingEntry === null && leafEntry === null) report('statement-unqueued', jti)
  if (pendingEntry !== null && leafEntry !== null) report('statement-twice', jti)
  if (!isEntry(jws, pendingEntry) || !isEntry(jws, leafEntry)) report('entry-differs', jti)
}

/** Holds every statement against its entry: each waits or has its index, and none stands there without a statement. */
export const fsckStatements = async (
  db: Handle,
  logId: string,
  report: Report,
  onProgress: (progress: FsckProgress) => void,
): Promise<void> => {
  const total = await countStatements(db, logId)
  let done = 0
  for (let after = { tenantId: '', jti: '' }, more = true; more;) {
    const page = await auditStatements(db, logId, after, PAGE)
    for (const statement of page) check(statement, report)
    after = page.at(-1) ?? after
    more = page.length === PAGE
    done += page.length
    onProgress({ step: 'statements', done, total })
  }
  for (const { index, jti } of await unstatedEntries(db, logId, PAGE)) report('entry-unstated', index ?? jti)
}
