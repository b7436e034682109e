import { describe, expect, it } from 'vitest'
import { readContact, readContacts, recordEvents, type Store } from '../index.ts'
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
      const nothing = { events: [], choices: [], withdrawals: [], objections: [], attempts: [] }
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

    it('gathers the calls made to a contact, each once however often it is told', async () => {
      const call = (number: string, changes: object = {}) => ({
        contact: { kind: 'phone', epoch: 1, bidx: bidx(number) } as const,
        advertiser: 'cuisines',
        channel: 'LIVE_CALL' as const,
        at: NOW - 1_000,
        recordedAt: NOW,
        ...changes,
      })
      const mine = [call('+33639980001'), call('+33639980001', { at: NOW - 2_000 })]
      expect(
        await record(store(), CUISINES, { events: [], attempts: [...mine, call('+33639980002')] }),
      ).toEqual({
        outcome: 'RECORDED',
        positions: [],
      })
      const again = call('+33639980001', { recordedAt: NOW + 5 })
      await record(store(), CUISINES, { events: [given('evt_1')], attempts: [again] })
      const { attempts, position } = await read(phone)
      expect(position).toBe(1)
      expect(attempts.toSorted((one, other) => other.at - one.at)).toEqual(
        [NOW - 1_000, NOW - 2_000].map((made) => ({
          advertiser: 'cuisines',
          channel: 'LIVE_CALL',
          at: made,
          recordedAt: NOW,
        })),
      )
      expect((await read({ kind: 'email', bidx: phone.bidx })).attempts).toEqual([])
      expect((await read(phone, SOLS)).attempts).toEqual([])
    })

    it('records calls once under an idempotency key, by the thousand', async () => {
      const attempts = Array.from({ length: 1_000 }, (_, index) => ({
        contact: { kind: 'phone', epoch: 1, bidx: bidx('+33639980001') } as const,
        advertiser: 'cuisines',
        channel: 'LIVE_CALL' as const,
        at: NOW - index,
        recordedAt: NOW,
      }))
      const idempotency = {
        operation: 'recordAttempts',
        key: 'k',
        fingerprint: bidx('calls'),
        createdAt: NOW,
      }
      const recording = { events: [], attempts, idempotency }
      expect(await record(store(), CUISINES, recording)).toMatchObject({ outcome: 'RECORDED' })
      expect((await read(phone)).attempts).toHaveLength(1_000)
      const later = { ...recording, attempts: [{ ...attempts[0]!, at: NOW + 1 }] }
      expect(await record(store(), CUISINES, later)).toMatchObject({ outcome: 'IDEMPOTENCY_TAKEN' })
      expect((await read(phone)).attempts).toHaveLength(1_000)
    })

    it('looks under the keys of several epochs and gives each event once', async () => {
      const rotated = { ...at('old'), contacts: [...at('old').contacts, ...at('new', 2).contacts] }
      await record(store(), CUISINES, {
        events: [given('evt_1', at('old')), given('evt_2', rotated), given('evt_3', at('new', 2))],
      })
      const { events } = await read({ kind: 'phone', bidx: [bidx('old'), bidx('new')] })
      expect(events.map(({ eventId }) => eventId)).toEqual(['evt_1', 'evt_2', 'evt_3'])
    })

    it('gathers many contacts at once as it does each alone, in the order asked', async () => {
      const numbers = Array.from({ length: 1_500 }, (_, index) => `+336399${String(index).padStart(5, '0')}`)
      const events = numbers.flatMap((number, index) => {
        const known = given(`evt_${index}`, { ...at(number), ...(index % 7 === 0 ? { objections } : {}) })
        const ended = withdrawn(`end_${index}`, `evt_${index}`)
        if (index % 3 === 0) return []
        return index % 5 === 0 ? [known, ended] : [known]
      })
      const attempts = numbers
        .filter((_, index) => index % 4 === 0)
        .map((number) => ({
          contact: at(number).contacts[0],
          advertiser: 'cuisines',
          channel: 'LIVE_CALL' as const,
          at: NOW - 1,
          recordedAt: NOW,
        }))
      await record(store(), CUISINES, { events, attempts })
      const contacts = numbers
        .toReversed()
        .map((number) => ({ kind: 'phone', bidx: [bidx(number)] }) as const)
      const email = { kind: 'email', bidx: [bidx(numbers[1]!)] } as const
      const together = await readContacts(store().reader, CUISINES, [...contacts, email])
      expect(together).toHaveLength(1_501)
      expect(together.at(-1)).toMatchObject({ events: [], attempts: [] })
      for (const index of [0, 1, 5, 20, 21, 28, 1_499]) {
        const alone = await read(contacts[1_499 - index]!)
        expect(together[1_499 - index]).toEqual(alone)
        expect(alone.attempts).toHaveLength(index % 4 === 0 ? 1 : 0)
        expect(alone.withdrawals).toHaveLength(index % 3 !== 0 && index % 5 === 0 ? 1 : 0)
      }
      expect(together.flatMap((history) => history.events)).toHaveLength(events.length)
      expect(await readContacts(store().reader, CUISINES, [])).toEqual([])
    })

    it('never shows a part of what a commit wrote, nor of a later one', { timeout: 30_000 }, async () => {
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
