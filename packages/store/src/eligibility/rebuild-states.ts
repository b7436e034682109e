import { sql } from 'kysely'
import { lockTenant, tenantsPage } from '../access/tenant.ts'
import { owner } from '../scope.ts'
import type { Store, TenantScope, Writer } from '../store.ts'
import { remakeStates, type StateKey } from './write-state.ts'

/** How far the states of a tenant are made anew. */
export type RebuildProgress = {
  readonly tenantId: string
  /** Contacts whose state was made anew, by this run and the one that it goes on from. */
  readonly done: number
  /** Contacts that the tenant had when this run began. */
  readonly total: number
}

/** How states are made anew. */
export type RebuildOptions = {
  /** Epoch milliseconds; noted beside what is under way. */
  readonly now: number
  readonly onProgress?: ((progress: RebuildProgress) => void) | undefined
  /** Ends it between two pages; it goes on from there when it is called again. */
  readonly signal?: AbortSignal | undefined
}

// What the tenant's writers wait for at a time.
const PAGE = 256
const TENANTS = 100

type Mark = StateKey & { readonly done: number; readonly startedAt: number }

const markOf = (trx: Writer, scope: TenantScope): Promise<Mark | undefined> =>
  trx
    .selectFrom('state_rebuild')
    .select(['kind', 'bidx', 'done', 'started_at as startedAt'])
    .where((eb) => eb.and(owner(scope)))
    .executeTakeFirst()

const isAfter = ({ kind, bidx }: StateKey) => sql<boolean>`(kind, bidx) > (${kind}, ${bidx})`
const isUpTo = ({ kind, bidx }: StateKey) => sql<boolean>`(kind, bidx) <= (${kind}, ${bidx})`

const contactsAfter = (
  trx: Writer,
  scope: TenantScope,
  after: StateKey | undefined,
): Promise<readonly StateKey[]> =>
  trx
    .selectFrom('blind_index')
    .select(['kind', 'bidx'])
    .distinct()
    .where((eb) => eb.and(owner(scope)))
    .$if(after !== undefined, (query) => (after === undefined ? query : query.where(isAfter(after))))
    .orderBy('kind')
    .orderBy('bidx')
    .limit(PAGE)
    .execute()

/** Removes states that no contact has, among those after one contact and up to another. */
const removeOrphans = async (
  trx: Writer,
  scope: TenantScope,
  after: StateKey | undefined,
  upTo: StateKey | undefined,
): Promise<void> => {
  await trx
    .deleteFrom('contact_state')
    .where((eb) => eb.and(owner(scope)))
    .$if(after !== undefined, (query) => (after === undefined ? query : query.where(isAfter(after))))
    .$if(upTo !== undefined, (query) => (upTo === undefined ? query : query.where(isUpTo(upTo))))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('blind_index')
            .select('event_id')
            .whereRef('blind_index.log_id', '=', 'contact_state.log_id')
            .whereRef('blind_index.tenant_id', '=', 'contact_state.tenant_id')
            .whereRef('blind_index.kind', '=', 'contact_state.kind')
            .whereRef('blind_index.bidx', '=', 'contact_state.bidx'),
        ),
      ),
    )
    .execute()
}

const putMark = async (trx: Writer, scope: TenantScope, mark: Mark): Promise<void> => {
  const { kind, bidx, done, startedAt } = mark
  await trx
    .insertInto('state_rebuild')
    .values({ ...owner(scope), kind, bidx, done, started_at: startedAt })
    .onConflict((conflict) =>
      conflict.columns(['log_id', 'tenant_id']).doUpdateSet((eb) => ({
        kind: eb.ref('excluded.kind'),
        bidx: eb.ref('excluded.bidx'),
        done: eb.ref('excluded.done'),
      })),
    )
    .execute()
}

const finish = async (trx: Writer, scope: TenantScope): Promise<void> => {
  await trx
    .deleteFrom('state_rebuild')
    .where((eb) => eb.and(owner(scope)))
    .execute()
  await trx
    .updateTable('position_counter')
    .set({ has_states: 1 })
    .where((eb) => eb.and(owner(scope)))
    .execute()
}

/** Makes the next page of a tenant's states anew, while no event of the tenant is recorded. */
const rebuildPage = async (
  trx: Writer,
  scope: TenantScope,
  now: number,
): Promise<{ readonly made: number; readonly done: number; readonly isLast: boolean }> => {
  await lockTenant(trx, scope)
  const mark = await markOf(trx, scope)
  const contacts = await contactsAfter(trx, scope, mark)
  const last = contacts.at(-1)
  const isLast = last === undefined || contacts.length < PAGE
  const done = (mark?.done ?? 0) + contacts.length
  await removeOrphans(trx, scope, mark, isLast ? undefined : last)
  await remakeStates(trx, scope, contacts)
  if (isLast) await finish(trx, scope)
  else await putMark(trx, scope, { ...last, done, startedAt: mark?.startedAt ?? now })
  return { made: contacts.length, done, isLast }
}

const countContacts = async ({ reader }: Store, scope: TenantScope): Promise<number> => {
  const { count } = await reader
    .selectFrom((eb) =>
      eb
        .selectFrom('blind_index')
        .select(['kind', 'bidx'])
        .distinct()
        .where((of) => of.and(owner(scope)))
        .as('contact'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/**
 * Makes the states of all contacts anew from their events, tenant by tenant and a page at a time, each page in a transaction that
 * holds the tenant: servers go on recording and answering beside it. One that was cut off goes on where it stood. Answers are
 * the same before, meanwhile and after, as states say nothing that the events do not.
 *
 * @returns how many contacts have their state from this run.
 * @throws StorageUnavailable
 * @throws the signal's reason when it is aborted.
 */
export const rebuildStates = async (
  store: Store,
  { now, onProgress, signal }: RebuildOptions,
): Promise<number> => {
  let contacts = 0
  let after = ''
  for (;;) {
    const tenants = await tenantsPage(store.reader, { first: TENANTS, after })
    const [last] = tenants.slice(-1)
    if (last === undefined) return contacts
    after = last.tenantId
    for (const { tenantId, logId } of tenants) {
      const scope = { tenantId, logId }
      const total = await countContacts(store, scope)
      for (let isOver = false; !isOver;) {
        signal?.throwIfAborted()
        const { made, done, isLast } = await store.write((trx) => rebuildPage(trx, scope, now))
        contacts += made
        isOver = isLast
        onProgress?.({ tenantId, done, total })
      }
    }
  }
}
