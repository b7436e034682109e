import { describe, expect, it } from 'vitest'
import { readContact, recordEvents, type Store } from '../index.ts'
import { bidx, CUISINES, given, NOW, record, SOLS, withdrawn } from './fixtures.ts'

const phone = { kind: 'phone', bidx: [bidx('+33639980001')] } as const
const objections = [{ scope: 'ALL', source: 'LETTER', advertisers: ['cuisines'], at: NOW }] as const
const at = (number: string, epoch = 1) =>
  ({ contacts: [{ kind: 'phone', epoch, bidx: bidx(number) }] }) as const

/** What is read of a contact to decide on it. */
export const eligibilityContract = (store: () => Store) => {
  const read = (contact: Parameters<typeof readContact>[2], scope = CUISINES) =>
    readContact(store().reader, scope, contact)

  describe('eligibility', () => {
    it('tells of an unknown contact only the position', async () => {
      const nothing = { events: [], choices: [], withdrawals: [], objections: [] }
      expect(await read(phone)).toEqual({ position: 0, ...nothing })
      await record(store(), CUISINES, { events: [given('evt_1')] })
      expect(await read({ kind: 'phone', bidx: [bidx('+33639980009')] })).toEqual({ position: 1, ...nothing })
      expect(await read({ kind: 'email', bidx: phone.bidx })).toEqual({ position: 1, ...nothing })
      expect(await read(phone, SOLS)).toEqual({ position: 0, ...nothing })
    })

    it('gathers choices, withdrawals and objections of a contact, oldest first', async () => {
      await record(store(), CUISINES, { events: [given('evt_1'), given('evt_2', at('+33639980002'))] })
      await record(store(), CUISINES, { events: [given('evt_3', { objections })] })
      await record(store(), CUISINES, { events: [withdrawn('evt_4', 'evt_1'), withdrawn('evt_5', 'evt_2')] })
      const history = await read(phone)
      expect(history.position).toBe(5)
      expect(history.events.map(({ eventId }) => eventId)).toEqual(['evt_1', 'evt_3', 'evt_4'])
      expect(history.choices.map(({ eventId }) => eventId).toSorted()).toEqual(['evt_1', 'evt_3'])
      expect(history.withdrawals).toEqual([
        { eventId: 'evt_4', supersedes: 'evt_1', questionKey: 'appel', advertiserKey: 'cuisines' },
      ])
      expect(history.objections).toEqual([{ eventId: 'evt_3', ...objections[0] }])
    })

    it('looks under the keys of several epochs and gives each event once', async () => {
      const rotated = { ...at('old'), contacts: [...at('old').contacts, ...at('new', 2).contacts] }
      await record(store(), CUISINES, {
        events: [given('evt_1', at('old')), given('evt_2', rotated), given('evt_3', at('new', 2))],
      })
      const { events } = await read({ kind: 'phone', bidx: [bidx('old'), bidx('new')] })
      expect(events.map(({ eventId }) => eventId)).toEqual(['evt_1', 'evt_2', 'evt_3'])
    })

    it('never shows a part of what a commit wrote, nor of a later one', async () => {
      const events = Array.from({ length: 20 }, (_, index) => given(`evt_${index}`, { objections }))
      await record(store(), CUISINES, { events })
      const histories: ReturnType<typeof read>[] = []
      const readAfter = async (turns: number) => {
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
        return read(phone)
      }
      for (const index of events.keys())
        await store().write(async (trx) => {
          await recordEvents(trx, CUISINES, { events: [withdrawn(`end_${index}`, `evt_${index}`)] })
          // Some of these begin before the commit and end after it.
          for (let turns = 0; turns < 60; turns += 1) histories.push(readAfter(turns))
        })
      for (const history of await Promise.all(histories)) {
        expect(history.events).toHaveLength(history.position)
        expect(history.choices).toHaveLength(20)
        expect(history.objections).toHaveLength(20)
        expect(history.withdrawals).toHaveLength(history.position - 20)
      }
    })
  })
}
