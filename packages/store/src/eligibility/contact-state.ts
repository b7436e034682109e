import type { ContactKind } from '@constat/core/vocabulary'
import type { ContactIndex } from '../consent/event.ts'
import { prepared, scopeIn, type Value } from '../prepared.ts'
import { ofOneOwner } from '../scope.ts'
import type { Bytes, Handle, TenantScope } from '../store.ts'
import { readStateEvents, type StateEvent } from './state-event.ts'
import type { StateText } from './state-texts.ts'

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

/** Which state is asked for. */
export type StateAt = {
  /** The instant that is asked about, epoch milliseconds. */
  readonly at: number
  /** The latest event that is seen. */
  readonly position: number
}

/** Whether a state answers; else only the events themselves can, as what it left out is asked for. */
export const tellsAt = ({ since, foldedTo }: Omit<StateText, 'events'>, { at, position }: StateAt): boolean =>
  at >= since && position >= foldedTo

/** The events of a state's text to a position, oldest first. */
export const eventsIn = (text: string, position: number): readonly StateEvent[] => {
  const events = readStateEvents(text)
  const isSeen = (event: StateEvent): boolean => event.position <= position
  return events.every(isSeen) ? events : events.filter(isSeen)
}

/** The events that the states of one contact tell of, oldest first; null where one of them does not answer. */
const eventsOfStates = (rows: readonly StateText[], seenAt: StateAt): readonly StateEvent[] | null => {
  if (!rows.every((row) => tellsAt(row, seenAt))) return null
  const [row, another] = rows
  if (row === undefined) return []
  const seen = eventsIn(
    another === undefined ? row.events : rows.map((each) => each.events).join(''),
    seenAt.position,
  )
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
