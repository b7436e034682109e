import { describe, expect, it } from 'vitest'
import {
  eraseRecords,
  insertNoticeVersion,
  readContact,
  readContactState,
  rebuildStates,
  stateEventsOf,
  eventsIn,
  readSaid,
  skimStateEvents,
  visitStates,
  type RebuildProgress,
  type Store,
} from '../index.ts'
import { bidx, CUISINES, given, notice, NOW, record, SOLS, withdrawn } from './fixtures.ts'

const phoneOf = (number: number): string => `+3363998${String(number).padStart(4, '0')}`
const keyOf = (number: number) => ({ kind: 'phone', bidx: [bidx(phoneOf(number))] }) as const

/** One event of a contact of this number. */
const of = (number: number, name = `evt_${number}`) =>
  given(name, { contacts: [{ kind: 'phone', epoch: 1, bidx: bidx(phoneOf(number)) }], noticeId: 'ntc_1' })

const PEOPLE = 300

/** The states of contacts, and how they are made anew. */
export const stateContract = (store: () => Store) => {
  const stateOf = async (number: number, scope = CUISINES) =>
    (await readContactState(store().reader, scope, keyOf(number), { at: NOW, withCalls: false })).events
  const eventsOf = async (number: number, scope = CUISINES) =>
    stateEventsOf(await readContact(store().reader, scope, keyOf(number))).map(({ eventId }) => eventId)
  const publish = (scope: typeof CUISINES) =>
    store().write((trx) => insertNoticeVersion(trx, scope, notice('ntc_1')))
  const names = async (number: number) => (await stateOf(number))?.map(({ eventId }) => eventId)
  const rows = async () =>
    store().reader.selectFrom('contact_state').selectAll().orderBy('tenant_id').orderBy('bidx').execute()

  /** As a database from before there were states. */
  const forget = () =>
    store().write(async (trx) => {
      await trx.deleteFrom('contact_state').where('log_id', '=', CUISINES.logId).execute()
      await trx
        .updateTable('position_counter')
        .set({ has_states: 0 })
        .where('log_id', '=', CUISINES.logId)
        .execute()
    })

  const populate = async () => {
    await publish(CUISINES)
    await publish(SOLS)
    await record(store(), CUISINES, {
      events: [
        ...Array.from({ length: PEOPLE }, (_, number) => of(number)),
        ...Array.from({ length: PEOPLE / 4 }, (_, number) => withdrawn(`end_${number}`, `evt_${number}`)),
      ],
    })
    await record(store(), SOLS, { events: [of(0)] })
  }

  describe('the states of contacts', () => {
    it('hold what was recorded, in its order, of each tenant its own', async () => {
      await populate()
      expect(await names(3)).toEqual(['evt_3', 'end_3'])
      expect(await names(PEOPLE - 1)).toEqual([`evt_${PEOPLE - 1}`])
      expect(await stateOf(PEOPLE)).toEqual([])
      expect((await stateOf(0, SOLS))?.map(({ eventId }) => eventId)).toEqual(['evt_0'])
      expect(await stateOf(1, SOLS)).toEqual([])
    })

    it('are read by the thousand, each with the index of its key, and skimmed as they are read', async () => {
      await populate()
      const numbers = Array.from({ length: 2_500 }, (_, index) => (index * 7) % (2 * PEOPLE))
      const keys = numbers.map((number) => Buffer.from(bidx(phoneOf(number))).toString('hex'))
      const found = new Map<number, string>()
      await visitStates(store().reader, CUISINES, 'phone', keys, (index, { events, since, foldedTo }) => {
        expect([since, foldedTo, found.has(index)]).toEqual([0, 0, false])
        found.set(index, events)
      })
      const known = numbers.flatMap((number, index) => (number < PEOPLE ? [index] : []))
      expect([...found.keys()].toSorted((one, other) => one - other)).toEqual(known)
      for (const index of known.slice(0, 200)) {
        const text = found.get(index) ?? ''
        const read = eventsIn(text, Infinity)
        expect(read.map(({ eventId }) => eventId)).toEqual(await names(numbers[index] ?? 0))
        expect(
          skimStateEvents(text).map(({ position, recordedAt, said }) => {
            const { kind, provenance, noticeId, choices } = readSaid(said)
            return { position, recordedAt, kind, provenance, noticeId, choices }
          }),
        ).toEqual(
          read.map(({ position, recordedAt, kind, provenance, noticeId, choices }) => ({
            position,
            recordedAt,
            kind,
            provenance,
            noticeId,
            choices,
          })),
        )
      }
      await visitStates(store().reader, SOLS, 'email', keys, () => expect.unreachable())
    })

    it('lose what is erased, and go when nothing is left', async () => {
      await populate()
      await record(store(), CUISINES, { events: [of(3, 'evt_again')] })
      await store().write((trx) => eraseRecords(trx, CUISINES, ['evt_3', 'end_3', 'evt_200'], NOW))
      expect(await names(3)).toEqual(['evt_again'])
      expect(await names(200)).toEqual([])
      expect((await rows()).map(({ events }) => events).join('')).not.toMatch(/"(evt_3|end_3|evt_200)"/)
      expect(await rows()).toHaveLength(PEOPLE - 1 + 1)
    })

    it('stay short however often a contact is heard of, and say so of the time before', async () => {
      await publish(CUISINES)
      for (let turn = 0; turn < 8; turn += 1)
        await record(store(), CUISINES, {
          events: Array.from({ length: 50 }, (_, index) => ({
            ...of(1, `evt_${turn}_${index}`),
            occurredAt: NOW + turn * 100 + index,
            recordedAt: NOW + turn * 100 + index,
          })),
        })
      const [row] = await rows()
      expect(row?.events.length).toBeLessThan(1_000)
      expect(row).toMatchObject({ since: NOW + 749, folded_to: 400 })
      expect(await stateOf(1)).toBeNull()
      const now = await readContactState(store().reader, CUISINES, keyOf(1), {
        at: NOW + 1_000,
        withCalls: false,
      })
      expect(now.events?.at(-1)?.eventId).toBe('evt_7_49')
      expect(await eventsOf(1)).toHaveLength(400)
    })

    it('of before there were any are answered by events, until they are made', async () => {
      await populate()
      const before = await rows()
      await forget()
      expect(await stateOf(3)).toBeNull()
      await record(store(), CUISINES, { events: [of(3, 'evt_meanwhile')] })
      expect(await stateOf(3)).toBeNull()
      expect(await eventsOf(3)).toEqual(['evt_3', 'end_3', 'evt_meanwhile'])
      expect(await rebuildStates(store(), { now: NOW })).toBe(PEOPLE + 1)
      expect(await names(3)).toEqual(['evt_3', 'end_3', 'evt_meanwhile'])
      const [known, after] = [before, await rows()].map((all) =>
        all.filter(({ bidx: key }) => Buffer.compare(key, keyOf(3).bidx[0]) !== 0),
      )
      expect(after).toEqual(known)
    })

    it('are made anew where that was cut off, beside who records, without what no contact has', async () => {
      await populate()
      const wanted = await rows()
      const orphan = {
        kind: 'phone',
        bidx: bidx('nobody'),
        events: '',
        since: 0,
        folded_to: 0,
        fold_at: 1,
      } as const
      await store().write(async (trx) => {
        await trx
          .updateTable('contact_state')
          .set({ events: '', since: 5 })
          .where('log_id', '=', CUISINES.logId)
          .execute()
        await trx
          .insertInto('contact_state')
          .values({ log_id: CUISINES.logId, tenant_id: CUISINES.tenantId, ...orphan })
          .execute()
      })
      const cut = new AbortController()
      const told: RebuildProgress[] = []
      const onProgress = (progress: RebuildProgress): void => {
        told.push(progress)
        cut.abort(new Error('cut off'))
      }
      const options = { now: NOW, onProgress }
      await expect(rebuildStates(store(), { ...options, signal: cut.signal })).rejects.toThrow('cut off')
      const [first] = told
      expect(first).toEqual({ tenantId: CUISINES.tenantId, done: 256, total: PEOPLE })
      const [made] = await Promise.all([
        rebuildStates(store(), options),
        record(store(), CUISINES, { events: [of(PEOPLE + 1)] }),
      ])
      expect(made).toBeGreaterThanOrEqual(PEOPLE + 1 - 256)
      expect(made).toBeLessThanOrEqual(PEOPLE + 2 - 256)
      expect(told.at(-1)).toMatchObject({ tenantId: SOLS.tenantId, done: 1 })
      const late = keyOf(PEOPLE + 1).bidx[0]
      expect((await rows()).filter(({ bidx: key }) => Buffer.compare(key, late) !== 0)).toEqual(wanted)
      expect(await names(PEOPLE + 1)).toEqual([`evt_${PEOPLE + 1}`])
      expect(await store().reader.selectFrom('state_rebuild').selectAll().execute()).toEqual([])
    })
  })
}
