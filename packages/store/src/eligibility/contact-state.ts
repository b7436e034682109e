import { sql, type Compilable } from 'kysely'
import type { Channel, ContactKind } from '@constat/core/vocabulary'
import { onceEach, type Attempt } from '../attempt/attempt.ts'
import type { ContactIndex } from '../consent/event.ts'
import { prepared, scopeIn, type Value } from '../prepared.ts'
import { owner } from '../scope.ts'
import type { Bytes, Handle, TenantScope } from '../store.ts'
import { readStateEvents, type StateEvent } from './state-event.ts'
import type { StateText } from './state-texts.ts'

/** What a contact's state tells, as of one position of its tenant. */
export type ContactState = {
  readonly position: number
  /** Oldest first; null where only the events themselves can answer. */
  readonly events: readonly StateEvent[] | null
  /** The calls made to it, in no order; none where they were not asked for. */
  readonly attempts: readonly Attempt[]
}

type Lookup = { readonly scope: TenantScope; readonly kind: ContactKind; readonly bidx: readonly Bytes[] }

const lookUp = (value: Value<Lookup>) => ({ scope: scopeIn(value), kind: value(({ kind }) => kind) })

// What a row of the statement tells.
const HEAD: number = 0
const STATE: number = 1
const CALL: number = 2

const NO_TEXT = sql<string>`''`
const NO_CHANNEL = sql<Channel | ''>`''`

type Part = {
  readonly part: number
  readonly first: number
  readonly second: number
  readonly text: string
  readonly channel: Channel | ''
}

/**
 * One statement, so that position, states and calls are of one instant. They stand one under another and not side by side:
 * SQLite compiles a statement that joins tables anew whenever values are bound to it, which takes longer than to run it.
 */
const selectParts = (withCalls: boolean) =>
  prepared(
    ({ bidx }: Lookup) => bidx,
    (db, value, bidx): Compilable<Part> => {
      const { scope, kind } = lookUp(value)
      const head = db
        .selectFrom('position_counter')
        .select((eb) => [
          eb.lit(HEAD).as('part'),
          'position as first',
          'has_states as second',
          NO_TEXT.as('text'),
          NO_CHANNEL.as('channel'),
        ])
        .where((eb) => eb.and(owner(scope)))
      const states = db
        .selectFrom('contact_state')
        .select((eb) => [
          eb.lit(STATE).as('part'),
          'since as first',
          'folded_to as second',
          'events as text',
          NO_CHANNEL.as('channel'),
        ])
        .where((eb) => eb.and(owner(scope)))
        .where('kind', '=', kind)
        .where('bidx', 'in', bidx)
      const calls = db
        .selectFrom('attempt')
        .select((eb) => [
          eb.lit(CALL).as('part'),
          'at as first',
          'recorded_at as second',
          'advertiser as text',
          eb.ref('channel').$castTo<Channel | ''>().as('channel'),
        ])
        .where((eb) => eb.and(owner(scope)))
        .where('kind', '=', kind)
        .where('bidx', 'in', bidx)
      return withCalls ? head.unionAll(states).unionAll(calls) : head.unionAll(states)
    },
  )

const selectWithCalls = selectParts(true)
const selectWithoutCalls = selectParts(false)

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

/** What is asked of a contact's state. */
export type StateWanted = {
  /** The instant that is asked about, epoch milliseconds. */
  readonly at: number
  /** Whether calls are told of. */
  readonly withCalls: boolean
}

/** What the state of one contact tells, the calls made to it and the tenant's latest position, in one statement. */
export const readContactState = async (
  db: Handle,
  scope: TenantScope,
  { kind, bidx }: ContactIndex,
  { at, withCalls }: StateWanted,
): Promise<ContactState> => {
  const parts = await (withCalls ? selectWithCalls : selectWithoutCalls)(db, { scope, kind, bidx })
  let position = 0
  let hasStates = true
  const states: StateText[] = []
  const calls: Attempt[] = []
  for (const { part, first, second, text, channel } of parts)
    if (part === HEAD) {
      position = first
      hasStates = second === 1
    } else if (part === STATE) states.push({ events: text, since: first, foldedTo: second })
    else if (channel !== '') calls.push({ advertiser: text, channel, at: first, recordedAt: second })
  return {
    position,
    events: hasStates ? eventsOfStates(states, { at, position }) : null,
    attempts: bidx.length < 2 ? calls : onceEach(calls),
  }
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
