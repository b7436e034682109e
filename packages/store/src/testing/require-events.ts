import { expect } from 'vitest'
import { choicesOf, eventsByIds, headPosition, statementsOf, type Store } from '../index.ts'
import { CUISINES } from './fixtures.ts'

/**
 * Checks that a store holds these events with all that belongs to each, at least so many in all, numbered without gaps, and of no
 * event a part.
 */
export const requireEvents = async (store: Store, ids: readonly string[], atLeast: number): Promise<void> => {
  const wanted = ids.toSorted()
  const found = [
    await eventsByIds(store.reader, CUISINES, ids),
    await choicesOf(store.reader, CUISINES, ids),
    await statementsOf(store.reader, CUISINES, ids),
  ]
  for (const rows of found) expect(rows.map(({ eventId }) => eventId).toSorted()).toEqual(wanted)
  await store.snapshot(async (reader) => {
    const count = async (
      table:
        | 'consent_event'
        | 'statement'
        | 'disclosure'
        | 'dek'
        | 'choice'
        | 'challenge_use'
        | 'manage_token',
    ) => {
      const counted = reader.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('count'))
      return (await counted.executeTakeFirstOrThrow()).count
    }
    const events = await count('consent_event')
    expect(events).toBeGreaterThanOrEqual(atLeast)
    const { last } = await reader
      .selectFrom('consent_event')
      .select((eb) => eb.fn.max('position').as('last'))
      .executeTakeFirstOrThrow()
    expect([last, await headPosition(reader, CUISINES)]).toEqual([events, events])
    for (const table of [
      'statement',
      'disclosure',
      'dek',
      'choice',
      'challenge_use',
      'manage_token',
    ] as const)
      expect(await count(table), table).toBe(events)
  })
}
