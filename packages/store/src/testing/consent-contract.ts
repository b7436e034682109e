import { describe, expect, it } from 'vitest'
import {
  choicesOf,
  eventByManageToken,
  eventsByIds,
  eventsPage,
  findEvent,
  findIdempotency,
  findSealed,
  headPosition,
  insertNoticeVersion,
  objectionsOf,
  recordEvents,
  statementsOf,
  type Store,
  withdrawalsOf,
} from '../index.ts'
import { bidx, CUISINES, given, notice, NOW, record, sha256, SOLS, withdrawn } from './fixtures.ts'

const idempotency = { operation: 'recordConsent', key: 'k', fingerprint: sha256('input'), createdAt: NOW }
const keyed = (index: number) => ({ ...idempotency, key: `k${index}` })
const phone = { kind: 'phone', bidx: [bidx('+33639980001')] } as const

/** Consent events with all that belongs to them. */
export const consentContract = (store: () => Store) =>
  describe('consent', () => {
    it('gives back an event with all that was recorded of it', async () => {
      const { reader } = store()
      await store().write((trx) => insertNoticeVersion(trx, CUISINES, notice('ntc_1')))
      const event = given('evt_1', {
        noticeId: 'ntc_1',
        grade: 'FLAGGED',
        flags: ['HIDDEN', 'COVERED'],
        choices: [
          { questionKey: 'appel', answer: 'GRANTED', slotStart: NOW, slotEnd: NOW + 3_600_000 },
          { questionKey: 'sms', answer: 'REFUSED', slotStart: null, slotEnd: null },
        ],
        objections: [
          { scope: 'SMS', source: 'OPT_OUT_BOX', advertisers: ['cuisines'], at: NOW },
          { scope: 'EMAIL', source: 'OPT_OUT_BOX', advertisers: null, at: NOW },
        ],
      })
      expect(await record(store(), CUISINES, { events: [event] })).toEqual({
        outcome: 'RECORDED',
        positions: [1],
      })

      const {
        statement,
        sealed,
        contacts: _,
        choices,
        withdrawals: __,
        objections,
        manageTokenSha256,
        ...facts
      } = event
      const stored = { ...facts, position: 1 }
      expect(await findEvent(reader, CUISINES, 'evt_1')).toEqual(stored)
      expect(await eventsByIds(reader, CUISINES, ['evt_1', 'none'])).toEqual([stored])
      expect(await eventByManageToken(reader, manageTokenSha256!)).toEqual({ scope: CUISINES, event: stored })
      const found = await choicesOf(reader, CUISINES, ['evt_1'])
      expect(found.toSorted((a, b) => a.questionKey.localeCompare(b.questionKey))).toEqual(
        choices.map((choice) => ({ eventId: 'evt_1', ...choice })),
      )
      expect(await objectionsOf(reader, CUISINES, ['evt_1'])).toEqual(
        objections.map((objection) => ({ eventId: 'evt_1', ...objection })),
      )
      expect(await statementsOf(reader, CUISINES, ['evt_1'])).toEqual([
        { eventId: 'evt_1', jti: 'jti-evt_1', jws: statement },
      ])
      const { ct, kekId, wrapped } = (await findSealed(reader, CUISINES, 'evt_1'))!
      expect({ ct: new Uint8Array(ct), kekId, wrapped: new Uint8Array(wrapped) }).toEqual(sealed)
    })

    it('tells which consents of an event were withdrawn', async () => {
      await record(store(), CUISINES, { events: [given('evt_1')] })
      await record(store(), CUISINES, { events: [withdrawn('evt_2', 'evt_1')] })
      expect(await withdrawalsOf(store().reader, CUISINES, ['evt_1'])).toEqual([
        { eventId: 'evt_2', supersedes: 'evt_1', questionKey: 'appel', advertiserKey: 'cuisines' },
      ])
      expect(await withdrawalsOf(store().reader, CUISINES, ['evt_2'])).toEqual([])
    })

    it('shows a tenant nothing of another', async () => {
      const { reader } = store()
      await record(store(), CUISINES, { events: [given('evt_1')], idempotency })
      await record(store(), CUISINES, { events: [withdrawn('evt_2', 'evt_1')] })
      const objections = [{ scope: 'ALL', source: 'LETTER', advertisers: null, at: NOW }] as const
      await record(store(), CUISINES, { events: [given('evt_3', { objections })] })
      expect(await findEvent(reader, SOLS, 'evt_1')).toBeUndefined()
      expect(await eventsByIds(reader, SOLS, ['evt_1'])).toEqual([])
      expect(await eventsPage(reader, SOLS, { first: 9 })).toEqual({ events: [], hasNextPage: false })
      expect(await eventsPage(reader, SOLS, { first: 9, contact: phone })).toEqual({
        events: [],
        hasNextPage: false,
      })
      expect(await choicesOf(reader, SOLS, ['evt_1'])).toEqual([])
      expect(await withdrawalsOf(reader, SOLS, ['evt_1'])).toEqual([])
      expect(await objectionsOf(reader, SOLS, ['evt_3'])).toEqual([])
      expect(await statementsOf(reader, SOLS, ['evt_1'])).toEqual([])
      expect(await findSealed(reader, SOLS, 'evt_1')).toBeUndefined()
      expect(await findIdempotency(reader, SOLS, 'recordConsent', 'k')).toBeUndefined()
      expect(await headPosition(reader, SOLS)).toBe(0)
    })

    it('lets a tenant neither supersede an event nor use a notice of another', async () => {
      await record(store(), CUISINES, { events: [given('evt_1')] })
      await store().write((trx) => insertNoticeVersion(trx, CUISINES, notice('ntc_1')))
      await expect(record(store(), SOLS, { events: [withdrawn('evt_2', 'evt_1')] })).rejects.toThrow(
        /FOREIGN KEY/i,
      )
      const event = given('evt_2', { noticeId: 'ntc_1' })
      await expect(record(store(), SOLS, { events: [event] })).rejects.toThrow(/FOREIGN KEY/i)
      expect(await headPosition(store().reader, SOLS)).toBe(0)
    })

    it('uses the same identifiers, keys and challenges in two tenants', async () => {
      const events = { events: [given('evt_1')], idempotency, challengeId: 'challenge' }
      expect(await record(store(), CUISINES, events)).toMatchObject({ outcome: 'RECORDED' })
      expect(await record(store(), SOLS, events)).toMatchObject({ outcome: 'RECORDED', positions: [1] })
    })

    it('runs an operation once under its idempotency key, however many ask at once', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          record(store(), CUISINES, { events: [given(`evt_${index}`)], idempotency }),
        ),
      )
      const [recorded, ...others] = outcomes.toSorted((a, b) => b.outcome.localeCompare(a.outcome))
      expect(recorded).toEqual({ outcome: 'RECORDED', positions: [1] })
      const entry = await findIdempotency(store().reader, CUISINES, 'recordConsent', 'k')
      expect(others).toEqual(others.map(() => ({ outcome: 'IDEMPOTENCY_TAKEN', entry })))
      expect(await findEvent(store().reader, CUISINES, entry!.eventIds[0]!)).toMatchObject({ position: 1 })
    })

    it('uses a challenge once, however many ask at once, and the losers leave nothing', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          record(store(), CUISINES, {
            events: [given(`evt_${index}`)],
            idempotency: keyed(index),
            challengeId: 'challenge',
          }),
        ),
      )
      const winner = outcomes.findIndex(({ outcome }) => outcome === 'RECORDED')
      const losers = outcomes.filter(({ outcome }) => outcome !== 'RECORDED')
      expect(losers).toHaveLength(19)
      for (const loser of losers)
        expect(loser).toEqual({ outcome: 'CHALLENGE_USED', eventId: `evt_${winner}` })
      expect((await eventsPage(store().reader, CUISINES, { first: 9 })).events).toHaveLength(1)
      for (const index of outcomes.keys()) {
        const entry = await findIdempotency(store().reader, CUISINES, 'recordConsent', `k${index}`)
        expect(entry?.eventIds).toEqual(index === winner ? [`evt_${index}`] : undefined)
      }
    })

    it('puts an idempotency key before a used challenge, so that a repeat is answered as a repeat', async () => {
      const events = { events: [given('evt_1')], idempotency, challengeId: 'challenge' }
      await record(store(), CUISINES, events)
      expect(await record(store(), CUISINES, events)).toMatchObject({ outcome: 'IDEMPOTENCY_TAKEN' })
    })

    it('records the several events of one operation under one key, in order', async () => {
      await record(store(), CUISINES, { events: [given('evt_1'), given('evt_2')] })
      const events = [withdrawn('evt_3', 'evt_1'), withdrawn('evt_4', 'evt_2')]
      expect(await record(store(), CUISINES, { events, idempotency })).toEqual({
        outcome: 'RECORDED',
        positions: [3, 4],
      })
      const entry = await findIdempotency(store().reader, CUISINES, 'recordConsent', 'k')
      expect(entry).toMatchObject({ eventIds: ['evt_3', 'evt_4'], createdAt: NOW })
      expect(new Uint8Array(entry!.fingerprint)).toEqual(idempotency.fingerprint)
    })

    it('pages through all events and through those of a contact, oldest first', async () => {
      const other = { contacts: [{ kind: 'phone', epoch: 1, bidx: bidx('+33639980002') }] } as const
      const events = Array.from({ length: 10 }, (_, index) =>
        given(`evt_${index}`, index % 2 === 0 ? {} : other),
      )
      await record(store(), CUISINES, { events })
      const walk = async (contact?: typeof phone) => {
        const pages = []
        for (let after: number | undefined, more = true; more;) {
          const page = await eventsPage(store().reader, CUISINES, { first: 2, after, contact })
          pages.push(page.events.map(({ position }) => position))
          after = page.events.at(-1)?.position
          more = page.hasNextPage
        }
        return pages
      }
      expect(await walk()).toEqual([
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
        [9, 10],
      ])
      expect(await walk(phone)).toEqual([[1, 3], [5, 7], [9]])
    })

    it('numbers events from 1 without gaps, in order of commit, whatever throws between them', async () => {
      const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
      const stored = async () => {
        const { events } = await eventsPage(store().reader, CUISINES, { first: 100 })
        return events.map(({ position }) => position)
      }
      const acknowledged: number[] = []
      const attempts = Array.from({ length: 60 }, async (_, index) => {
        const positions = await store().write(async (trx) => {
          const outcome = await recordEvents(trx, index % 7 === 0 ? SOLS : CUISINES, {
            events: [given(`evt_${index}`)],
          })
          if (index % 5 === 0) throw new Error('refused')
          return outcome.outcome === 'RECORDED' ? outcome.positions : []
        })
        if (index % 7 === 0) return
        acknowledged.push(...positions)
        // Nothing of a lower position is committed later.
        const now = await stored()
        expect(now).toEqual(upTo(now.length))
        expect(now).toEqual(expect.arrayContaining([...positions]))
      })
      const results = await Promise.allSettled(attempts)
      const failures = results.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
      expect(failures.map(String)).toEqual(Array(12).fill('Error: refused'))
      expect(acknowledged.toSorted((one, other) => one - other)).toEqual(upTo(acknowledged.length))
      expect(await stored()).toEqual(upTo(acknowledged.length))
      expect(await headPosition(store().reader, CUISINES)).toBe(acknowledged.length)
    })
  })
