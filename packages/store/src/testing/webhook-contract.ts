import { describe, expect, it } from 'vitest'
import {
  contactsOfEvents,
  countDeliveries,
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  endTurn,
  findWebhook,
  insertWebhookSecret,
  listWebhooks,
  recoverWebhook,
  replayWebhook,
  resendToWebhook,
  updateWebhook,
  webhookAttemptsPage,
  webhookSecrets,
  type Store,
} from '../index.ts'
import { bidx, CUISINES, given, NOW, record, sha256, SOLS } from './fixtures.ts'
import { HOOK, MINUTE, webhookSteps } from './webhook-steps.ts'

/** Webhooks: who is told, by which secrets, and what was told. */
export const webhookContract = (store: () => Store) => {
  const { write, add, claim, claimOne, step, end, waiting, delivered, failed, died, events } =
    webhookSteps(store)

  describe('webhooks', () => {
    it('are found in their tenant alone, and keep what their owner chose', async () => {
      await add(HOOK, { kinds: ['WITHDRAWN'], description: 'CRM' })
      await add('whk_2')
      expect((await listWebhooks(store().reader, CUISINES)).map(({ webhookId }) => webhookId)).toEqual([
        HOOK,
        'whk_2',
      ])
      expect(await findWebhook(store().reader, CUISINES, HOOK)).toMatchObject({
        kinds: ['WITHDRAWN'],
        description: 'CRM',
        state: 'ENABLED',
        position: 0,
        deliveredAt: null,
      })
      expect(await findWebhook(store().reader, SOLS, HOOK)).toBeUndefined()
      expect(await listWebhooks(store().reader, SOLS)).toEqual([])
      const changed = { url: 'https://example.fr/new', description: null, kinds: null }
      await write((trx) => updateWebhook(trx, SOLS, HOOK, changed))
      await write((trx) => disableWebhook(trx, SOLS, HOOK, 'BY_HAND', NOW))
      await write((trx) => deleteWebhook(trx, SOLS, HOOK))
      expect(await findWebhook(store().reader, CUISINES, HOOK)).toMatchObject({
        url: `https://example.fr/${HOOK}`,
        state: 'ENABLED',
      })
      await write((trx) => updateWebhook(trx, CUISINES, HOOK, changed))
      expect(await findWebhook(store().reader, CUISINES, HOOK)).toMatchObject(changed)
    })

    it('have one URL each in a tenant', async () => {
      await add()
      await expect(add('whk_2', { url: `https://example.fr/${HOOK}` })).rejects.toThrow(/UNIQUE/i)
      await add('whk_3', { url: `https://example.fr/${HOOK}` }, SOLS)
    })

    it('are told again of one event, of what died since, and of all after a position', async () => {
      await add()
      await events('evt_1', 'evt_2', 'evt_3')
      const lease = await claimOne(NOW)
      await step(lease, NOW)
      await step(lease, NOW, [died(1, NOW), died(2, NOW + 10), delivered(3, NOW + 20)])
      await write((trx) => enableWebhook(trx, CUISINES, HOOK, NOW + 20))
      await end(lease, NOW + 20)
      const again = async () => {
        const [held] = await claim(NOW + 20, 'again')
        if (held) {
          await step(held, NOW + 20)
          await end(held, NOW + 20, NOW + MINUTE)
        }
        return waiting()
      }
      expect(await write((trx) => recoverWebhook(trx, SOLS, HOOK, 0, NOW))).toBe(0)
      expect(await again()).toEqual([])
      expect(await write((trx) => recoverWebhook(trx, CUISINES, HOOK, NOW + 5, NOW + 20))).toBe(1)
      expect(await again()).toEqual(['evt_2'])
      await write((trx) => resendToWebhook(trx, CUISINES, HOOK, { eventId: 'evt_3', position: 3 }, NOW + 20))
      expect(await again()).toEqual(['evt_2', 'evt_3'])
      await write((trx) => replayWebhook(trx, CUISINES, HOOK, 0, NOW + 20))
      expect(await again()).toEqual(['evt_1', 'evt_2', 'evt_3'])
      expect(await countDeliveries(store().reader, CUISINES, HOOK)).toEqual({ waiting: 3, dead: 0 })
    })

    it('are due at once for what is put into the queue during a turn', async () => {
      await add()
      await events('evt_1')
      const lease = await claimOne(NOW)
      await step(lease, NOW)
      await step(lease, NOW, [delivered(1, NOW)])
      await write((trx) => resendToWebhook(trx, CUISINES, HOOK, { eventId: 'evt_1', position: 1 }, NOW))
      await end(lease, NOW)
      expect(await claim(NOW, 'two')).toHaveLength(1)
    })

    it('keep their attempts, newest first, for as long as they are kept', async () => {
      await add()
      await events('evt_1')
      const lease = await claimOne(NOW)
      await step(lease, NOW)
      for (const at of [1, 2, 3]) await step(lease, NOW, [failed(1, NOW + at, NOW)])
      const page = (first: number, after?: string) =>
        webhookAttemptsPage(store().reader, CUISINES, HOOK, { first, after })
      const { attempts: newest, hasNextPage } = await page(2)
      expect([newest.map(({ at }) => at - NOW), hasNextPage]).toEqual([[3, 2], true])
      expect((await page(2, newest[1]?.attemptId)).attempts.map(({ at }) => at - NOW)).toEqual([1])
      expect((await webhookAttemptsPage(store().reader, SOLS, HOOK, { first: 9 })).attempts).toEqual([])
      await write((trx) => endTurn(trx, lease, { now: NOW, dueAt: null, keepFrom: NOW + 3 }))
      expect((await page(9)).attempts).toHaveLength(1)
    })

    it('go with all that belongs to them, in the middle of a turn too', async () => {
      await add()
      await events('evt_1')
      const lease = await claimOne(NOW)
      await step(lease, NOW)
      await write((trx) => deleteWebhook(trx, CUISINES, HOOK))
      expect(await step(lease, NOW, [failed(1, NOW, NOW)])).toBeUndefined()
      await end(lease, NOW)
      expect(await listWebhooks(store().reader, CUISINES)).toEqual([])
      expect(await waiting()).toEqual([])
    })

    it('sign with the newest secret, and with those in their grace', async () => {
      await add()
      const rotate = (secretId: string, createdAt: number, graceUntil: number) =>
        write((trx) =>
          insertWebhookSecret(
            trx,
            CUISINES,
            HOOK,
            { secretId, kekId: 'kek', sealed: sha256(secretId), createdAt },
            graceUntil,
          ),
        )
      const signing = async (now: number) =>
        (await webhookSecrets(store().reader, CUISINES, HOOK, now)).map(({ secretId }) => secretId)
      await rotate('one', NOW, NOW)
      await rotate('two', NOW + 1, NOW + 10)
      await rotate('three', NOW + 2, NOW + 20)
      expect(await signing(NOW + 9)).toEqual(['three', 'two', 'one'])
      expect(await signing(NOW + 10)).toEqual(['three', 'two'])
      expect(await signing(NOW + 20)).toEqual(['three'])
      expect(await webhookSecrets(store().reader, SOLS, HOOK, NOW)).toEqual([])
    })

    it('tell events of one person from those of another', async () => {
      await record(store(), CUISINES, {
        events: [given('evt_1', { contacts: [{ kind: 'phone', epoch: 1, bidx: bidx('a') }] })],
      })
      const contacts = await contactsOfEvents(store().reader, { scope: CUISINES, ids: ['evt_1', 'evt_9'] })
      expect(contacts.map((each) => ({ ...each, bidx: new Uint8Array(each.bidx) }))).toEqual([
        { eventId: 'evt_1', kind: 'phone', bidx: bidx('a') },
      ])
      expect(await contactsOfEvents(store().reader, { scope: SOLS, ids: ['evt_1'] })).toEqual([])
    })
  })
}
