import { describe, expect, it } from 'vitest'
import {
  answerConfirmation,
  confirmationByLink,
  confirmationUnderKey,
  countConfirmations,
  countTry,
  eraseRecords,
  findConfirmation,
  holdRequests,
  insertConfirmation,
  purgeConfirmations,
  settleConfirmation,
  takeConfirmation,
  type Store,
  type TenantScope,
} from '../index.ts'
import { bidx, CUISINES, given, NOW, record, sha256, SOLS } from './fixtures.ts'

const CONTACT = { kind: 'phone', bidx: bidx('+33639980001') } as const

/** Codes and links sent to contacts. */
export const confirmationContract = (store: () => Store) => {
  const request = (
    id: string,
    changes: Partial<Parameters<typeof insertConfirmation>[2]> = {},
    scope: TenantScope = CUISINES,
  ) =>
    store().write((trx) =>
      insertConfirmation(trx, scope, {
        confirmationId: id,
        eventId: 'evt_1',
        ...CONTACT,
        means: 'LINK',
        secretMac: sha256(`secret of ${id}`),
        addressMac: sha256('address'),
        idempotencyKey: id,
        fingerprint: sha256('input'),
        requestedAt: NOW,
        expiresAt: NOW + 600_000,
        ...changes,
      }),
    )

  describe('confirmations', () => {
    it('are found by id, key and link in their own tenant, as requested and untried', async () => {
      await request('cnf_1')
      const { reader } = store()
      const found = await findConfirmation(reader, CUISINES, 'cnf_1')
      expect(found).toMatchObject({
        state: 'REQUESTED',
        tries: 0,
        confirmedBy: null,
        expiresAt: NOW + 600_000,
      })
      expect(await confirmationUnderKey(reader, CUISINES, 'cnf_1')).toEqual(found)
      expect(await confirmationByLink(reader, sha256('secret of cnf_1'))).toEqual({
        scope: CUISINES,
        confirmation: found,
      })
      expect(await findConfirmation(reader, SOLS, 'cnf_1')).toBeUndefined()
      expect(await confirmationUnderKey(reader, SOLS, 'cnf_1')).toBeUndefined()
    })

    it('are not opened as a link when they are a code', async () => {
      await request('cnf_1', { means: 'CODE' })
      expect(await confirmationByLink(store().reader, sha256('secret of cnf_1'))).toBeUndefined()
    })

    it('count tries, and stay answered whatever is learnt of their sending', async () => {
      await request('cnf_1')
      await store().write(async (trx) => {
        await settleConfirmation(trx, CUISINES, 'cnf_1', 'SENT')
        await countTry(trx, CUISINES, 'cnf_1')
        await countTry(trx, SOLS, 'cnf_1')
        await answerConfirmation(trx, CUISINES, 'cnf_1', 'evt_2')
        await settleConfirmation(trx, CUISINES, 'cnf_1', 'FAILED')
      })
      expect(await findConfirmation(store().reader, CUISINES, 'cnf_1')).toMatchObject({
        state: 'CONFIRMED',
        tries: 1,
        confirmedBy: 'evt_2',
      })
    })

    it('are answered one after another, and requested so too', async () => {
      await request('cnf_1')
      const tried = await Promise.all(
        Array.from({ length: 8 }, () =>
          store().write(async (trx) => {
            const taken = await takeConfirmation(trx, CUISINES, 'cnf_1')
            await countTry(trx, CUISINES, 'cnf_1')
            return taken?.tries ?? -1
          }),
        ),
      )
      expect(tried.toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
      const counted = await Promise.all(
        Array.from({ length: 4 }, (_, index) =>
          store().write(async (trx) => {
            await holdRequests(trx, SOLS)
            const since = NOW - 1
            const { tenant } = await countConfirmations(trx, SOLS, { ...CONTACT, addressMac: null, since })
            await insertConfirmation(trx, SOLS, {
              confirmationId: `cnf_s${index}`,
              eventId: 'evt_1',
              ...CONTACT,
              means: 'CODE',
              secretMac: sha256(`code ${index}`),
              addressMac: null,
              idempotencyKey: String(index),
              fingerprint: sha256('input'),
              requestedAt: NOW,
              expiresAt: NOW + 1,
            })
            return tenant.count
          }),
        ),
      )
      expect(counted.toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3])
    })

    it('are counted by contact, address and tenant from an instant on', async () => {
      await request('cnf_1', { requestedAt: NOW - 1 })
      await request('cnf_2')
      await request('cnf_3', { bidx: bidx('another') })
      await request('cnf_4', { addressMac: null })
      await request('cnf_5', {}, SOLS)
      const count = (addressMac: ReturnType<typeof sha256> | null) =>
        countConfirmations(store().reader, CUISINES, { ...CONTACT, addressMac, since: NOW })
      expect(await count(sha256('address'))).toEqual({
        contact: { count: 2, oldest: NOW },
        address: { count: 2, oldest: NOW },
        tenant: { count: 3, oldest: NOW },
      })
      expect((await count(null)).address).toEqual({ count: 0, oldest: null })
    })

    it('go when they are old, and with the record that they are for', async () => {
      await record(store(), CUISINES, { events: [given('evt_1')] })
      await request('cnf_old', { requestedAt: NOW - 1, eventId: 'evt_9' })
      await request('cnf_new')
      await store().write((trx) => purgeConfirmations(trx, CUISINES, NOW))
      expect(await findConfirmation(store().reader, CUISINES, 'cnf_old')).toBeUndefined()
      expect(await findConfirmation(store().reader, CUISINES, 'cnf_new')).toBeDefined()
      await store().write((trx) => eraseRecords(trx, CUISINES, ['evt_1'], NOW))
      expect(await findConfirmation(store().reader, CUISINES, 'cnf_new')).toBeUndefined()
    })
  })
}
