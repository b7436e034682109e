import { describe, expect, it } from 'vitest'
import {
  eraseRecords,
  eventByManageToken,
  eventsOfSubmission,
  findEvent,
  findIdempotency,
  findSealed,
  readContact,
  statementsOf,
  unindexEvent,
  type Store,
} from '../index.ts'
import { bidx, CUISINES, given, NOW, record, sha256, SOLS, withdrawn } from './fixtures.ts'

const KEY = { operation: 'recordConsent', fingerprint: sha256('input'), createdAt: NOW }
const PHONE = { kind: 'phone', bidx: [bidx('+33639980001')] } as const

/** Erasure of records. */
export const eraseContract = (store: () => Store) => {
  const submit = (eventId: string, scope = CUISINES) =>
    record(store(), scope, { events: [given(eventId)], idempotency: { ...KEY, key: eventId } })

  describe('erasure', () => {
    it('takes what ties a submission, and what acts on it, to a person; facts and statements stay', async () => {
      const { reader } = store()
      await submit('evt_1')
      await record(store(), CUISINES, { events: [withdrawn('evt_2', 'evt_1')] })
      await submit('evt_3')
      expect(await eventsOfSubmission(reader, CUISINES, 'evt_1')).toEqual(['evt_1', 'evt_2'])
      await store().write((trx) => eraseRecords(trx, CUISINES, ['evt_1', 'evt_2'], NOW))

      expect(await findSealed(reader, CUISINES, 'evt_1')).toBeUndefined()
      expect(await eventByManageToken(reader, sha256('token-evt_1'))).toBeUndefined()
      expect(await findIdempotency(reader, CUISINES, 'recordConsent', 'evt_1')).toBeUndefined()
      expect((await readContact(reader, CUISINES, PHONE)).events.map(({ eventId }) => eventId)).toEqual([
        'evt_3',
      ])
      expect(await findEvent(reader, CUISINES, 'evt_1')).toBeDefined()
      expect(await statementsOf(reader, CUISINES, ['evt_1', 'evt_2'])).toHaveLength(2)
      expect(await findSealed(reader, CUISINES, 'evt_3')).toBeDefined()
      expect(await findIdempotency(reader, CUISINES, 'recordConsent', 'evt_3')).toBeDefined()
    })

    it('touches no other tenant', async () => {
      await submit('evt_1')
      await submit('evt_1', SOLS)
      await store().write((trx) => eraseRecords(trx, CUISINES, ['evt_1'], NOW))
      expect(await findSealed(store().reader, SOLS, 'evt_1')).toBeDefined()
      expect(await findIdempotency(store().reader, SOLS, 'recordConsent', 'evt_1')).toBeDefined()
      expect(await eventsOfSubmission(store().reader, SOLS, 'evt_1')).toEqual(['evt_1'])
    })

    it('can leave an event that no contact finds', async () => {
      await submit('evt_1')
      await store().write((trx) => unindexEvent(trx, CUISINES, 'evt_1'))
      expect((await readContact(store().reader, CUISINES, PHONE)).events).toEqual([])
      expect(await findSealed(store().reader, CUISINES, 'evt_1')).toBeDefined()
    })

    it('is scrubbed from beside the database', async () => {
      await submit('evt_1')
      await store().write((trx) => eraseRecords(trx, CUISINES, ['evt_1'], NOW))
      expect(await store().scrub()).toBe(true)
    })
  })
}
