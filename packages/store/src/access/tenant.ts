import { prepared } from '../prepared.ts'
import type { Handle, TenantScope, Writer } from '../store.ts'

/** An append-only log and the origin that its checkpoints carry (C2SP tlog-checkpoint). */
export type Log = {
  readonly logId: string
  readonly origin: string
  readonly createdAt: number
  /** URL under which its statements are signed, on the host of its origin; null for a log that names none yet. */
  readonly issuer?: string | null | undefined
}

/** An organisation using the server. */
export type Tenant = TenantScope & { readonly name: string; readonly createdAt: number }

/** Adds a log. Its identifier and its origin are unique. */
export const insertLog = async (trx: Writer, log: Log): Promise<void> => {
  await trx
    .insertInto('log')
    .values({
      log_id: log.logId,
      origin: log.origin,
      created_at: log.createdAt,
      issuer: log.issuer ?? null,
    })
    .execute()
}

const selectLog = prepared(
  (logId: string) => [logId],
  (db, _value, logIds) =>
    db
      .selectFrom('log')
      .select(['log_id as logId', 'origin', 'created_at as createdAt', 'issuer'])
      .where('log_id', 'in', logIds),
)

/** The log of this identifier. */
export const findLog = async (db: Handle, logId: string): Promise<Log | undefined> => {
  const [log] = await selectLog(db, logId)
  return log
}

/** Names the issuer of a log that has none; one that is named stays. */
export const nameIssuer = async (trx: Writer, logId: string, issuer: string): Promise<void> => {
  await trx
    .updateTable('log')
    .set({ issuer })
    .where('log_id', '=', logId)
    .where('issuer', 'is', null)
    .execute()
}

/** Adds a tenant, whose log is fixed from now on, with its event counter at 0. */
export const insertTenant = async (trx: Writer, tenant: Tenant): Promise<void> => {
  const owner = { log_id: tenant.logId, tenant_id: tenant.tenantId }
  await trx
    .insertInto('tenant')
    .values({ ...owner, name: tenant.name, created_at: tenant.createdAt })
    .execute()
  await trx
    .insertInto('position_counter')
    .values({ ...owner, position: 0 })
    .execute()
}

/**
 * Keeps other works off a tenant until this one's commit, where works run at once: for what is read and then written on the
 * strength of it. It takes the row that numbers events, so nothing may wait for this work but numbering.
 */
export const lockTenant = async (trx: Writer, { logId, tenantId }: TenantScope): Promise<void> => {
  await trx
    .updateTable('position_counter')
    .set((eb) => ({ position: eb.ref('position') }))
    .where((eb) => eb.and({ log_id: logId, tenant_id: tenantId }))
    .execute()
}

const COLUMNS = ['tenant_id as tenantId', 'log_id as logId', 'name', 'created_at as createdAt'] as const

/**
 * All tenants in order of their identifiers, which is that of their making; for who runs the server, not for a tenant.
 *
 * @param page how many, at least 1, and the last identifier of the page before.
 */
export const tenantsPage = (
  db: Handle,
  { first, after = '' }: { readonly first: number; readonly after?: string | undefined },
): Promise<readonly Tenant[]> =>
  db
    .selectFrom('tenant')
    .select(COLUMNS)
    .where('tenant_id', '>', after)
    .orderBy('tenant_id')
    .limit(first)
    .execute()

/** The tenant of this identifier; it is how a scope is found, so it takes none. */
export const findTenant = (db: Handle, tenantId: string): Promise<Tenant | undefined> =>
  db.selectFrom('tenant').select(COLUMNS).where('tenant_id', '=', tenantId).executeTakeFirst()
