import type { WaitingDelivery } from '@constat/store'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseDeliveries, type ContactOfEvent } from './choose.ts'

const NOW = 1_000

const waiting = (position: number, changes: Partial<WaitingDelivery> = {}): WaitingDelivery => ({
  eventId: `evt_${position}`,
  position,
  kind: 'GIVEN',
  recordedAt: 0,
  supersedes: null,
  attempts: 0,
  firstAt: null,
  dueAt: 0,
  ...changes,
})
const contact = (position: number, who: number, kind: 'phone' | 'email' = 'phone'): ContactOfEvent => ({
  eventId: `evt_${position}`,
  kind,
  bidx: Uint8Array.of(who),
})
const choose = (list: readonly WaitingDelivery[], contacts: readonly ContactOfEvent[] = [], limit = 10) => {
  const { ready, dueAt } = chooseDeliveries(list, contacts, NOW, limit)
  return [ready.map(({ position }) => position), dueAt]
}

test('an event waits for earlier ones of the same contact, and for nobody else’s', () => {
  const list = [waiting(1, { dueAt: NOW + 5 }), waiting(2), waiting(3), waiting(4)]
  const contacts = [contact(1, 1), contact(2, 2), contact(3, 1), contact(4, 2)]
  expect(choose(list, contacts)).toEqual([[2], NOW + 5])
})

test('an event of two contacts is behind those of either', () => {
  const list = [waiting(1, { dueAt: NOW + 5 }), waiting(2), waiting(3)]
  const contacts = [contact(1, 1), contact(2, 1), contact(2, 7, 'email'), contact(3, 7, 'email')]
  expect(choose(list, contacts)).toEqual([[], NOW + 5])
})

test('a phone and an e-mail with one index are two contacts', () => {
  expect(choose([waiting(1), waiting(2)], [contact(1, 1), contact(2, 1, 'email')])).toEqual([[1, 2], null])
})

test('what acts on a submission comes after it, erased or not', () => {
  const list = [
    waiting(1, { dueAt: NOW + 5 }),
    waiting(2, { supersedes: 'evt_1' }),
    waiting(3, { supersedes: 'evt_0' }),
    waiting(4, { supersedes: 'evt_0' }),
  ]
  expect(choose(list)).toEqual([[3], NOW + 5])
})

test('no more than asked for are tried at once, and the next are due with them', () => {
  expect(choose([waiting(1), waiting(2), waiting(3, { dueAt: NOW + 9 })], [], 1)).toEqual([[1], 0])
  expect(choose([waiting(1, { dueAt: NOW + 9 }), waiting(2, { dueAt: NOW + 3 })])).toEqual([[], NOW + 3])
  expect(choose([])).toEqual([[], null])
})

test('whatever fails and whenever it is tried, each person’s events arrive by position and none is left', () => {
  const events = fc.array(
    fc.record({ who: fc.integer({ min: 0, max: 4 }), fails: fc.array(fc.boolean(), { maxLength: 4 }) }),
    { minLength: 1, maxLength: 40 },
  )
  fc.assert(
    fc.property(events, fc.integer({ min: 1, max: 8 }), (list, limit) => {
      const contacts = list.map(({ who }, position) => contact(position, who))
      const left = new Map(list.map(({ fails }, position) => [position, { fails: [...fails], dueAt: 0 }]))
      const arrived: number[] = []
      for (let now = 0; left.size > 0; now += 1) {
        expect(now).toBeLessThan(1_000)
        const queue = [...left].map(([position, { dueAt }]) => waiting(position, { dueAt }))
        for (const { position } of chooseDeliveries(queue, contacts, now, limit).ready) {
          const state = left.get(position)
          if (state?.fails.shift()) state.dueAt = now + 3
          else {
            left.delete(position)
            arrived.push(position)
          }
        }
      }
      for (const who of [0, 1, 2, 3, 4]) {
        const theirs = arrived.filter((position) => list[position]?.who === who)
        expect(theirs).toEqual(theirs.toSorted((one, other) => one - other))
      }
      expect(arrived).toHaveLength(list.length)
    }),
  )
})
