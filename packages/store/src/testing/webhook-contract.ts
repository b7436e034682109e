import { beforeEach, describe, expect, it } from 'vitest'
import {
  claimWebhooks,
  contactsOfEvents,
  countDeliveries,
  deadLettersPage,
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  endTurn,
  findWebhook,
  insertWebhook,
  insertWebhookSecret,
  listWebhooks,
  recoverWebhook,
  replayWebhook,
  resendToWebhook,
  stepTurn,
  updateWebhook,
  waitingDeliveries,
  webhookAttemptsPage,
  webhookSecrets,
  type DeliveryResult,
  type Store,
  type WebhookAttempt,
  type WebhookLease,
  type Writer,
} from '../index.ts'
import { bidx, CUISINES, given, NOW, record, sha256, SOLS, withdrawn } from './fixtures.ts'

const MINUTE = 60_000
const HOOK = 'whk_1'

/** Webhooks: who is told of what, and how far. */
export const webhookContract = (store: () => Store) => {
  let attempts = 0
  beforeEach(() => void (attempts = 0))

  const write = <T>(work: (trx: Writer) => Promise<T>): Promise<T> => store().write(work)
  const add = (webhookId = HOOK, changes: object = {}, scope = CUISINES) =>
    write((trx) =>
      insertWebhook(trx, scope, {
        webhookId,
        url: `https://example.fr/${webhookId}`,
        description: null,
        kinds: null,
        createdAt: NOW,
        position: 0,
        ...changes,
      }),
    )
  const claim = (now: number, lease: string, limit = 10) =>
    write((trx) => claimWebhooks(trx, { now, until: now + MINUTE, lease, limit }))
  const claimOne = async (now: number, lease = 'one'): Promise<WebhookLease> => {
    const [held] = await claim(now, lease)
    if (!held) throw new Error('nothing to do')
    return held
  }
  const step = (lease: WebhookLease, now: number, results: readonly DeliveryResult[] = [], take = 64) =>
    write((trx) => stepTurn(trx, { lease, now, until: now + MINUTE, results, take }))
  const end = (lease: WebhookLease, now: number, dueAt: number | null = null) =>
    write((trx) => endTurn(trx, lease, { now, dueAt, keepFrom: now - 30 * 24 * 60 * MINUTE }))
  const waiting = async (webhookId = HOOK) =>
    (await waitingDeliveries(store().reader, CUISINES, webhookId)).map(({ eventId }) => eventId)
  const attempt = (at: number, changes: Partial<WebhookAttempt> = {}): WebhookAttempt => ({
    attemptId: `wha_${String(attempts++).padStart(4, '0')}`,
    messageId: 'evt_1',
    eventId: 'evt_1',
    outcome: 'REFUSED',
    status: 500,
    at,
    duration: 5,
    ...changes,
  })
  const delivered = (position: number, at: number): DeliveryResult => ({
    position,
    attempt: attempt(at, { outcome: 'DELIVERED', status: 200 }),
    next: { state: 'DELIVERED' },
  })
  const failed = (position: number, at: number, dueAt: number): DeliveryResult => ({
    position,
    attempt: attempt(at),
    next: { state: 'WAITING', dueAt },
  })
  const died = (position: number, at: number): DeliveryResult => ({
    position,
    attempt: attempt(at),
    next: { state: 'DEAD' },
  })
  const events = (...ids: readonly string[]) =>
    record(store(), CUISINES, { events: ids.map((id) => given(id)) })

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

    it('are told again of one event, of what died since, and of all after a position', async () => {
      await add()
      await events('evt_1', 'evt_2', 'evt_3')
      const lease = await claimOne(NOW)
      await step(lease, NOW)
      await step(lease, NOW, [died(1, NOW), died(2, NOW + 10), delivered(3, NOW + 20)])
      await write((trx) => enableWebhook(trx, CUISINES, HOOK, NOW + 20))
      await end(lease, NOW + 20)
      const again = async () => {
        const [held] = await claim(NOW + 20, `again ${attempts++}`)
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
