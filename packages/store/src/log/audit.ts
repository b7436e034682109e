import type { ContactKind } from '@constat/core/vocabulary'
import { ofOneOwner, owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope } from '../store.ts'

/** A statement with the entries that the log keeps of it. */
export type AuditedStatement = {
  readonly tenantId: string
  readonly jti: string
  readonly jws: string
  readonly pendingEntry: Bytes | null
  readonly leafEntry: Bytes | null
}

/** Which statement a page begins after. */
export type StatementCursor = { readonly tenantId: string; readonly jti: string }

/** The statements of a log by tenant and identifier, at most `limit`, with what the log keeps of each. */
export const auditStatements = (
  db: Handle,
  logId: string,
  after: StatementCursor,
  limit: number,
): Promise<readonly AuditedStatement[]> =>
  db
    .selectFrom('statement')
    .leftJoin('pending', (join) => join.on(ofOneOwner('pending', 'statement', 'jti')))
    .leftJoin('leaf', (join) => join.on(ofOneOwner('leaf', 'statement', 'jti')))
    .select([
      'statement.tenant_id as tenantId',
      'statement.jti',
      'statement.jws',
      'pending.entry as pendingEntry',
      'leaf.entry as leafEntry',
    ])
    .where('statement.log_id', '=', logId)
    .where((eb) =>
      eb(eb.refTuple('statement.tenant_id', 'statement.jti'), '>', eb.tuple(after.tenantId, after.jti)),
    )
    .orderBy('statement.tenant_id')
    .orderBy('statement.jti')
    .limit(limit)
    .execute()

/** How many statements a log has, for the progress of an audit. */
export const countStatements = async (db: Handle, logId: string): Promise<number> => {
  const { count } = await db
    .selectFrom('statement')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('log_id', '=', logId)
    .executeTakeFirstOrThrow()
  return count
}

/** Indexes and identifiers of a log, pending or not, whose statement is not stored; at most `limit`. */
export const unstatedEntries = async (
  db: Handle,
  logId: string,
  limit: number,
): Promise<readonly { readonly index: number | null; readonly jti: string }[]> => {
  const leaves = await db
    .selectFrom('leaf')
    .leftJoin('statement', (join) => join.on(ofOneOwner('statement', 'leaf', 'jti')))
    .select(['leaf.leaf_index as index', 'leaf.jti'])
    .where('leaf.log_id', '=', logId)
    .where('statement.jti', 'is', null)
    .orderBy('leaf.leaf_index')
    .limit(limit)
    .execute()
  const pending = await db
    .selectFrom('pending')
    .leftJoin('statement', (join) => join.on(ofOneOwner('statement', 'pending', 'jti')))
    .select('pending.jti')
    .where('pending.log_id', '=', logId)
    .where('statement.jti', 'is', null)
    .limit(limit)
    .execute()
  return [...leaves, ...pending.map(({ jti }) => ({ index: null, jti }))].slice(0, limit)
}

/** An event with what is kept of it beside; null where it has none. */
export type AuditedEvent = {
  readonly tenantId: string
  readonly position: number
  readonly eventId: string
  readonly jti: string
  /** The event that it acts on. */
  readonly supersedes: string | null
  readonly statementJti: string | null
  readonly ct: Bytes | null
  readonly wrapped: Bytes | null
}

/** Which event a page begins after. */
export type EventCursor = Pick<AuditedEvent, 'tenantId' | 'position'>

/** The events of a log by tenant and position, at most `limit`, with statement and encrypted record. */
export const auditEvents = (
  db: Handle,
  logId: string,
  after: EventCursor,
  limit: number,
): Promise<readonly AuditedEvent[]> =>
  db
    .selectFrom('consent_event as event')
    .leftJoin('statement', (join) => join.on(ofOneOwner('statement', 'event', 'event_id')))
    .leftJoin('disclosure', (join) => join.on(ofOneOwner('disclosure', 'event', 'event_id')))
    .leftJoin('dek', (join) => join.on(ofOneOwner('dek', 'event', 'event_id')))
    .select([
      'event.tenant_id as tenantId',
      'event.position',
      'event.event_id as eventId',
      'event.jti',
      'event.supersedes',
      'statement.jti as statementJti',
      'disclosure.ct',
      'dek.wrapped',
    ])
    .where('event.log_id', '=', logId)
    .where((eb) =>
      eb(eb.refTuple('event.tenant_id', 'event.position'), '>', eb.tuple(after.tenantId, after.position)),
    )
    .orderBy('event.tenant_id')
    .orderBy('event.position')
    .limit(limit)
    .execute()

/** Under which blind indexes an event is found. */
export const indexesOf = (
  db: Handle,
  scope: TenantScope,
  eventIds: readonly string[],
): Promise<readonly { readonly eventId: string; readonly kind: ContactKind; readonly bidx: Bytes }[]> =>
  db
    .selectFrom('blind_index')
    .select(['event_id as eventId', 'kind', 'bidx'])
    .where((eb) => eb.and(owner(scope)))
    .where('event_id', 'in', eventIds)
    .execute()

/** How many events a log has, for the progress of an audit. */
export const countEvents = async (db: Handle, logId: string): Promise<number> => {
  const { count } = await db
    .selectFrom('consent_event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('log_id', '=', logId)
    .executeTakeFirstOrThrow()
  return count
}

/** Every notice version of a log: what it is addressed by, and the bytes. */
export const auditNotices = (
  db: Handle,
  logId: string,
): Promise<readonly { readonly id: string; readonly sha256: string; readonly document: Bytes }[]> =>
  db.selectFrom('notice_version').select(['id', 'sha256', 'document']).where('log_id', '=', logId).execute()
