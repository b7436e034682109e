import type { ContactKind } from '@constat/core/vocabulary'
import type { ContactIndex } from '../consent/event.ts'
import { prepared, scopeIn, type Value } from '../prepared.ts'
import { ofOneOwner, owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope } from '../store.ts'
import { readStateEvents, type StateEvent } from './state-event.ts'

/** What a contact's state tells, as of one position of its tenant. */
export type ContactState = {
  readonly position: number
  /** Oldest first; null where only the events themselves can answer. */
  readonly events: readonly StateEvent[] | null
}

type Lookup = { readonly scope: TenantScope; readonly kind: ContactKind; readonly bidx: readonly Bytes[] }

const lookUp = (value: Value<Lookup>) => ({ scope: scopeIn(value), kind: value(({ kind }) => kind) })

// One statement, so that position and states are of one instant.
const selectWithHead = prepared(
  ({ bidx }: Lookup) => bidx,
  (db, value, bidx) => {
    const { scope, kind } = lookUp(value)
    return db
      .selectFrom('position_counter')
      .leftJoin('contact_state', (join) =>
        join
          .on(ofOneOwner('contact_state', 'position_counter'))
          .on('contact_state.kind', '=', kind)
          .on('contact_state.bidx', 'in', bidx),
      )
      .select(['position', 'has_states as hasStates', 'bidx', 'events', 'since', 'folded_to as foldedTo'])
      .where('position_counter.log_id', '=', scope.logId)
      .where('position_counter.tenant_id', '=', scope.tenantId)
  },
)

const selectStates = prepared(
  ({ bidx }: Lookup) => bidx,
  (db, value, bidx) => {
    const { scope, kind } = lookUp(value)
    return db
      .selectFrom('contact_state')
      .select(['bidx', 'events', 'since', 'folded_to as foldedTo'])
      .where((eb) => eb.and(owner(scope)))
      .where('kind', '=', kind)
      .where('bidx', 'in', bidx)
  },
)

/** A state as its row has it: see `readStateEvents` for its text. */
export type StateRow = {
  readonly bidx: Bytes
  readonly events: string
  readonly since: number
  readonly foldedTo: number
}

/** Which state is asked for. */
export type StateAt = {
  /** The instant that is asked about, epoch milliseconds. */
  readonly at: number
  /** The latest event that is seen. */
  readonly position: number
}

/** The events that the rows of one contact tell of, oldest first; null where what was folded away is asked for. */
export const eventsOfStates = (
  rows: readonly Omit<StateRow, 'bidx'>[],
  { at, position }: StateAt,
): readonly StateEvent[] | null => {
  if (rows.some(({ since, foldedTo }) => at < since || position < foldedTo)) return null
  const [row, another] = rows
  if (row === undefined) return []
  const events = readStateEvents(
    another === undefined ? row.events : rows.map((each) => each.events).join(''),
  )
  const isSeen = (event: StateEvent): boolean => event.position <= position
  const seen = events.every(isSeen) ? events : events.filter(isSeen)
  if (another === undefined) return seen
  // What was left out of one need not be alike to what the other has.
  if (rows.some(({ since }) => since > 0)) return null
  return [...new Map(seen.map((event) => [event.position, event])).values()].toSorted(
    (one, other) => one.position - other.position,
  )
}

/** What the state of one contact tells, and the tenant's latest position, in one statement. */
export const readContactState = async (
  db: Handle,
  scope: TenantScope,
  { kind, bidx }: ContactIndex,
  at: number,
): Promise<ContactState> => {
  const rows = await selectWithHead(db, { scope, kind, bidx })
  const [first] = rows
  if (first === undefined) return { position: 0, events: [] }
  const { position, hasStates } = first
  const states = rows.flatMap(({ events, since, foldedTo }) =>
    events === null || since === null || foldedTo === null ? [] : [{ events, since, foldedTo }],
  )
  return { position, events: hasStates === 1 ? eventsOfStates(states, { at, position }) : null }
}

const selectHead = prepared(
  ({ tenantId }: TenantScope) => [tenantId],
  (db, value, tenantIds) =>
    db
      .selectFrom('position_counter')
      .select(['position', 'has_states as hasStates'])
      .where(
        'log_id',
        '=',
        value(({ logId }) => logId),
      )
      .where('tenant_id', 'in', tenantIds),
)

/** The tenant's latest position, and whether its contacts have states. */
export const readStateHead = async (
  db: Handle,
  scope: TenantScope,
): Promise<{ readonly position: number; readonly hasStates: boolean }> => {
  const [head] = await selectHead(db, scope)
  return { position: head?.position ?? 0, hasStates: head?.hasStates === 1 }
}

/** The states under these keys, in no order; contacts of which nothing is known have none. */
export const statesUnder = (
  db: Handle,
  scope: TenantScope,
  kind: ContactKind,
  bidx: readonly Bytes[],
): Promise<readonly StateRow[]> => selectStates(db, { scope, kind, bidx })
