import { sql, type CompiledQuery, type QueryResult } from 'kysely'
import type { ContactKind } from '@constat/core/vocabulary'
import { lockTenant } from '../access/tenant.ts'
import { preparedWrite, runAll, scopeIn, type Value } from '../prepared.ts'
import { owner } from '../scope.ts'
import type { Bytes, TenantScope, Writer } from '../store.ts'
import { readContacts, type ContactHistory } from './contact-history.ts'
import { foldState, latestInstant } from './fold-state.ts'
import { readStateEvents, toStateEvent, writeStateEvent, type StateEvent } from './state-event.ts'

/** Length from which on a state is folded: some thirty events, which are decided on about as fast as two. */
const FOLD_AT = 4_096

/** A contact as one key of the blind index has it. */
export type StateKey = { readonly kind: ContactKind; readonly bidx: Bytes }

/** A state that was added to: from which instant on it answers, and whether it has become long. */
type Appended = StateKey & { readonly since: number; readonly isLong: number }

type Append = { readonly scope: TenantScope; readonly eventId: string; readonly text: string }

const append = preparedWrite((db, value: Value<Append>) =>
  db
    .insertInto('contact_state')
    .columns(['log_id', 'tenant_id', 'kind', 'bidx', 'events', 'since', 'folded_to', 'fold_at'])
    .expression((eb) =>
      eb
        .selectFrom('blind_index')
        .select((of) => [
          'log_id',
          'tenant_id',
          'kind',
          'bidx',
          of.cast<string>(of.val(value(({ text }) => text)), 'text').as('events'),
          of.lit(0).as('since'),
          of.lit(0).as('folded_to'),
          of.lit(FOLD_AT).as('fold_at'),
        ])
        .where((of) => of.and({ ...owner(scopeIn(value)), event_id: value(({ eventId }) => eventId) })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['log_id', 'tenant_id', 'kind', 'bidx'])
        .doUpdateSet({ events: sql<string>`contact_state.events || excluded.events` }),
    )
    .returning(['kind', 'bidx', 'since', sql<number>`length(events) > fold_at`.as('isLong')]),
)

/** The statement that adds an event to the states of the contacts that find it; it is indexed and has its position. */
export const intoStates = (trx: Writer, scope: TenantScope, event: StateEvent): CompiledQuery =>
  append(trx, { scope, eventId: event.eventId, text: writeStateEvent(event) })

/** What {@link intoStates} gave. */
export const appendedBy = (result: QueryResult<unknown> | undefined): readonly Appended[] =>
  (result?.rows ?? []) as readonly Appended[]

type Put = {
  readonly scope: TenantScope
  readonly key: StateKey
  readonly text: string
  readonly since: number
  readonly foldedTo: number
  readonly foldAt: number
}

const put = preparedWrite((db, value: Value<Put>) =>
  db
    .insertInto('contact_state')
    .values({
      ...owner(scopeIn(value)),
      kind: value(({ key }) => key.kind),
      bidx: value(({ key }) => key.bidx),
      events: value(({ text }) => text),
      since: value(({ since }) => since),
      folded_to: value(({ foldedTo }) => foldedTo),
      fold_at: value(({ foldAt }) => foldAt),
    })
    .onConflict((conflict) =>
      conflict.columns(['log_id', 'tenant_id', 'kind', 'bidx']).doUpdateSet((eb) => ({
        events: eb.ref('excluded.events'),
        since: eb.ref('excluded.since'),
        folded_to: eb.ref('excluded.folded_to'),
        fold_at: eb.ref('excluded.fold_at'),
      })),
    ),
)

const remove = preparedWrite((db, value: Value<{ readonly scope: TenantScope; readonly key: StateKey }>) =>
  db.deleteFrom('contact_state').where((eb) =>
    eb.and({
      ...owner(scopeIn(value)),
      kind: value(({ key }) => key.kind),
      bidx: value(({ key }) => key.bidx),
    }),
  ),
)

const textOf = (events: readonly StateEvent[]): string => events.map(writeStateEvent).join('')

/** The statement that makes these events a contact's state, folded where they are many. */
const stateOf = (
  trx: Writer,
  scope: TenantScope,
  key: StateKey,
  events: readonly StateEvent[],
): CompiledQuery => {
  if (events.length === 0) return remove(trx, { scope, key })
  const whole = textOf(events)
  if (whole.length <= FOLD_AT)
    return put(trx, { scope, key, text: whole, since: 0, foldedTo: 0, foldAt: FOLD_AT })
  const text = textOf(foldState(events))
  return put(trx, {
    scope,
    key,
    text,
    since: latestInstant(events),
    foldedTo: events.at(-1)?.position ?? 0,
    // Where little could be left out, the next time is once it has doubled.
    foldAt: Math.max(FOLD_AT, 2 * text.length),
  })
}

/** The events of a history as a state holds them. */
export const stateEventsOf = ({
  events,
  choices,
  withdrawals,
  objections,
}: Pick<ContactHistory, 'events' | 'choices' | 'withdrawals' | 'objections'>): readonly StateEvent[] => {
  const [choicesOf, withdrawalsOf, objectionsOf] = [
    Map.groupBy(choices, ({ eventId }) => eventId),
    Map.groupBy(withdrawals, ({ eventId }) => eventId),
    Map.groupBy(objections, ({ eventId }) => eventId),
  ]
  return events.map((event) =>
    toStateEvent({
      ...event,
      choices: choicesOf.get(event.eventId) ?? [],
      withdrawals: withdrawalsOf.get(event.eventId) ?? [],
      objections: objectionsOf.get(event.eventId) ?? [],
    }),
  )
}

/** Makes the states of these contacts anew from their events. Whoever calls it holds the tenant (`lockTenant`). */
export const remakeStates = async (
  trx: Writer,
  scope: TenantScope,
  keys: readonly StateKey[],
): Promise<void> => {
  const histories = await readContacts(
    trx,
    scope,
    keys.map(({ kind, bidx }) => ({ kind, bidx: [bidx] })),
  )
  await runAll(
    trx,
    keys.flatMap((key, index) => {
      const history = histories[index]
      return history ? [stateOf(trx, scope, key, stateEventsOf(history))] : []
    }),
  )
}

const foldOne = async (trx: Writer, scope: TenantScope, { kind, bidx }: StateKey): Promise<void> => {
  const { events } = await trx
    .selectFrom('contact_state')
    .select('events')
    .where((eb) => eb.and({ ...owner(scope), kind, bidx }))
    .executeTakeFirstOrThrow()
  await runAll(trx, [stateOf(trx, scope, { kind, bidx }, readStateEvents(events))])
}

/**
 * Whether an event bears on what a state that answers from an instant on has left out: it acts on an earlier event, or says
 * no from an earlier time on.
 */
const reachesBehind = ({ supersedes, objections }: StateEvent, since: number): boolean =>
  since > 0 && (supersedes !== null || objections.some(({ at }) => at < since))

/** An event with the states that it was added to. */
export type Added = { readonly event: StateEvent; readonly to: readonly Appended[] }

/**
 * Settles the states that events were added to: one that has become long is folded, and one that was folded before is made
 * anew when an event bears on what was left out.
 */
export const settleStates = async (
  trx: Writer,
  scope: TenantScope,
  added: readonly Added[],
): Promise<void> => {
  const due = added.flatMap(({ event, to }) =>
    to.flatMap((state) => {
      const isStale = reachesBehind(event, state.since)
      return isStale || state.isLong === 1 ? [{ ...state, isStale }] : []
    }),
  )
  const byContact = Map.groupBy(due, ({ kind, bidx }) => `${kind} ${Buffer.from(bidx).toString('hex')}`)
  for (const states of byContact.values()) {
    const [state] = states
    if (state === undefined) continue
    if (states.some(({ isStale }) => isStale)) await remakeStates(trx, scope, [state])
    else await foldOne(trx, scope, state)
  }
}

/** The contacts that find any of these events. */
const contactsOfEvents = (
  trx: Writer,
  scope: TenantScope,
  eventIds: readonly string[],
): Promise<readonly StateKey[]> =>
  trx
    .selectFrom('blind_index')
    .select(['kind', 'bidx'])
    .distinct()
    .where((eb) => eb.and(owner(scope)))
    .where('event_id', 'in', eventIds)
    .orderBy('kind')
    .orderBy('bidx')
    .execute()

/** Takes from the states of contacts what no longer finds an event, once `unindex` has taken it from the blind index. */
export const withoutEvents = async (
  trx: Writer,
  scope: TenantScope,
  eventIds: readonly string[],
  unindex: () => Promise<void>,
): Promise<void> => {
  // Else another work that adds to one of them meanwhile would be undone.
  await lockTenant(trx, scope)
  const keys = await contactsOfEvents(trx, scope, eventIds)
  await unindex()
  await remakeStates(trx, scope, keys)
}
