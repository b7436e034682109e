import { describe, expect, it } from 'vitest'
import {
  countDeliveries,
  deadLettersPage,
  enableWebhook,
  findWebhook,
  waitingDeliveries,
  type DeliveryResult,
  type Store,
} from '../index.ts'
import { CUISINES, given, NOW, record, SOLS, withdrawn } from './fixtures.ts'
import { HOOK, MINUTE, webhookSteps } from './webhook-steps.ts'

/** Turns: what a webhook is told of, in which order, by whom, and what becomes of it. */
export const webhookTurnContract = (store: () => Store) => {
  const { write, add, claim, claimOne, step, end, waiting, delivered, failed, died, attempt, events } =
    webhookSteps(store)

  describe('the turns of webhooks', () => {
    it('take over every event once it is committed, in the order of its position', async () => {
      await add()
      await events('evt_1', 'evt_2')
      const lease = await claimOne(NOW)
      expect(await step(lease, NOW)).toEqual({ url: `https://example.fr/${HOOK}`, more: false })
      expect(await waiting()).toEqual(['evt_1', 'evt_2'])
      await events('evt_3')
      await record(store(), SOLS, { events: [given('evt_of_another')] })
      await step(lease, NOW, [delivered(1, NOW)])
      expect(await waiting()).toEqual(['evt_2', 'evt_3'])
      await step(lease, NOW, [delivered(2, NOW), delivered(3, NOW)])
      expect(await waiting()).toEqual([])
      await end(lease, NOW)
      expect(await claim(NOW, 'two')).toEqual([])
      expect(await findWebhook(store().reader, CUISINES, HOOK)).toMatchObject({
        position: 3,
        deliveredAt: NOW,
      })
    })

    it('miss no event while writers and turns overlap', async () => {
      await add()
      const all = Array.from({ length: 120 }, (_, index) => `evt_${index}`)
      const seen: string[] = []
      const writing = (async () => {
        for (let at = 0; at < all.length; at += 3) await events(...all.slice(at, at + 3))
      })()
      const turn = async () => {
        const [lease] = await claim(NOW, 'one')
        if (!lease) return
        await step(lease, NOW, [], 7)
        const taken = await waitingDeliveries(store().reader, CUISINES, HOOK)
        seen.push(...taken.map(({ eventId }) => eventId))
        await step(
          lease,
          NOW,
          taken.map(({ position }) => delivered(position, NOW)),
          0,
        )
        await end(lease, NOW)
      }
      while (seen.length < all.length) await turn()
      await writing
      expect(seen).toEqual(all)
    })

    it('pass over kinds that nobody asked for', async () => {
      await add(HOOK, { kinds: ['WITHDRAWN'] })
      await record(store(), CUISINES, {
        events: [given('evt_1'), withdrawn('evt_2', 'evt_1'), given('evt_3')],
      })
      const lease = await claimOne(NOW)
      await step(lease, NOW)
      expect(await waiting()).toEqual(['evt_2'])
      expect((await findWebhook(store().reader, CUISINES, HOOK))?.position).toBe(3)
    })

    it('take over no more than asked, and nothing while a thousand events wait', async () => {
      await add()
      await events(...Array.from({ length: 1_010 }, (_, index) => `evt_${index}`))
      const lease = await claimOne(NOW)
      expect(await step(lease, NOW, [], 3)).toMatchObject({ more: true })
      expect(await waiting()).toHaveLength(3)
      await step(lease, NOW, [], 5_000)
      expect(await waiting()).toHaveLength(1_000)
      expect(await step(lease, NOW)).toMatchObject({ more: false })
      expect(await waiting()).toHaveLength(1_000)
      await end(lease, NOW, NOW + MINUTE)
      expect(await claim(NOW, 'two')).toEqual([])
      expect(await claim(NOW + MINUTE, 'two')).toHaveLength(1)
    })

    it('are worked on by one server at a time, and by another when its lease ran out', async () => {
      await add()
      await events('evt_1')
      const first = await claimOne(NOW, 'first')
      expect(await claim(NOW + MINUTE - 1, 'second')).toEqual([])
      const second = await claimOne(NOW + MINUTE, 'second')
      expect(await step(first, NOW + MINUTE)).toBeUndefined()
      await step(second, NOW + MINUTE)
      // What the first had delivered is delivered; its failures are not counted twice.
      expect(await step(first, NOW + MINUTE, [failed(1, NOW, NOW + 5)])).toBeUndefined()
      expect(await waitingDeliveries(store().reader, CUISINES, HOOK)).toMatchObject([{ attempts: 0 }])
      await end(first, NOW + MINUTE)
      expect(await claim(NOW + MINUTE, 'third')).toEqual([])
      await step(first, NOW + MINUTE, [delivered(1, NOW)])
      expect(await waiting()).toEqual([])
    })

    it('are served first that waited longest', async () => {
      for (const id of ['whk_a', 'whk_b', 'whk_c']) await add(id)
      await events('evt_1')
      const [first] = await claim(NOW + 1, 'one', 1)
      if (!first) throw new Error('nothing to do')
      await end(first, NOW + 1)
      const next = await claim(NOW + 2, 'two', 2)
      expect(next.map(({ webhookId }) => webhookId)).not.toContain(first.webhookId)
      expect(await claim(NOW + 2, 'three', 0)).toEqual([])
    })

    it('are due again when what failed is', async () => {
      await add()
      await events('evt_1')
      const lease = await claimOne(NOW)
      await step(lease, NOW)
      await step(lease, NOW, [failed(1, NOW, NOW + 5_000)])
      await end(lease, NOW, NOW + 5_000)
      expect(await claim(NOW + 4_999, 'two')).toEqual([])
      const again = await claimOne(NOW + 5_000)
      await step(again, NOW + 5_000)
      expect(await waitingDeliveries(store().reader, CUISINES, HOOK)).toMatchObject([
        { eventId: 'evt_1', attempts: 1, firstAt: NOW, dueAt: NOW + 5_000 },
      ])
    })

    it('are disabled when an event died and nothing came through meanwhile; enabled, they go on where they were', async () => {
      await add()
      await events('evt_1', 'evt_2', 'evt_3')
      const lease = await claimOne(NOW)
      await step(lease, NOW, [], 2)
      await step(lease, NOW, [failed(1, NOW, NOW + 5), failed(2, NOW, NOW + 5)], 0)
      expect(await step(lease, NOW + 5, [died(1, NOW + 5)])).toBeUndefined()
      await end(lease, NOW + 5)
      expect(await findWebhook(store().reader, CUISINES, HOOK)).toMatchObject({
        state: 'DISABLED',
        disabledReason: 'RETRIES_EXHAUSTED',
        disabledAt: NOW + 5,
        position: 2,
      })
      expect(await countDeliveries(store().reader, CUISINES, HOOK)).toEqual({ waiting: 1, dead: 1 })
      expect(await claim(NOW + 6, 'two')).toEqual([])
      await write((trx) => enableWebhook(trx, CUISINES, HOOK, NOW + 9))
      const again = await claimOne(NOW + 9)
      await step(again, NOW + 9)
      expect(await waitingDeliveries(store().reader, CUISINES, HOOK)).toMatchObject([
        { eventId: 'evt_2', attempts: 0, firstAt: null, dueAt: NOW + 9 },
        { eventId: 'evt_3', attempts: 0 },
      ])
    })

    it('stay enabled when one event died and others came through', async () => {
      await add()
      await events('evt_1', 'evt_2')
      const lease = await claimOne(NOW)
      await step(lease, NOW)
      await step(lease, NOW, [failed(1, NOW, NOW + 5), delivered(2, NOW + 1)])
      expect(await step(lease, NOW + 5, [died(1, NOW + 5)])).toBeDefined()
      expect(await deadLettersPage(store().reader, CUISINES, HOOK, { first: 10 })).toEqual({
        deadLetters: [{ eventId: 'evt_1', position: 1, attempts: 2, deadAt: NOW + 5 }],
        hasNextPage: false,
      })
    })

    it('are disabled at once when what stood there is gone for good', async () => {
      await add()
      await events('evt_1')
      const lease = await claimOne(NOW)
      await step(lease, NOW)
      const gone: DeliveryResult = {
        position: 1,
        attempt: attempt(NOW, { outcome: 'GONE', status: 410 }),
        next: { state: 'WAITING', dueAt: NOW },
      }
      expect(await step(lease, NOW, [gone])).toBeUndefined()
      expect(await findWebhook(store().reader, CUISINES, HOOK)).toMatchObject({ disabledReason: 'GONE' })
    })
  })
}
