import { describe, expect, it } from 'vitest'
import { findCertificate, insertCertificate, type IssuedCertificate, type Store } from '../index.ts'
import { CUISINES, given, NOW, record, SOLS } from './fixtures.ts'

const issued = (eventId: string, change: Partial<IssuedCertificate> = {}): IssuedCertificate => ({
  certificateId: 'crt_1',
  eventId,
  recipient: 'sols',
  questions: null,
  contacts: ['phone', 'email'],
  issuedAt: NOW,
  ...change,
})

/** Certificates issued. */
export const certificateContract = (store: () => Store) => {
  const insert = (certificate: IssuedCertificate) =>
    store().write((trx) => insertCertificate(trx, CUISINES, certificate))

  describe('certificates', () => {
    it('are found by their identifier, in their tenant alone', async () => {
      await record(store(), CUISINES, { events: [given('evt_1')] })
      const [all, some] = [
        issued('evt_1'),
        issued('evt_1', { certificateId: 'crt_2', questions: ['appel'], contacts: ['phone'] }),
      ]
      await insert(all)
      await insert(some)
      expect(await findCertificate(store().reader, CUISINES, 'crt_1')).toEqual(all)
      expect(await findCertificate(store().reader, CUISINES, 'crt_2')).toEqual(some)
      expect(await findCertificate(store().reader, SOLS, 'crt_1')).toBeUndefined()
      expect(await findCertificate(store().reader, CUISINES, 'crt_3')).toBeUndefined()
    })

    it('are of an event that there is', async () => {
      await expect(insert(issued('evt_missing'))).rejects.toThrow(/FOREIGN KEY/i)
    })
  })
}
