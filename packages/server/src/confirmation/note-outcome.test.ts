import { payloadOf, type Client } from '@constat/client'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { consenting } from '../testing/consenting.ts'
import { startConfirming, type ConfirmingUnderTest } from '../testing/confirming.ts'
import { TUESDAY } from '../testing/seeded.ts'
import type { SendMail } from './sender.ts'

let world: ConfirmingUnderTest

beforeAll(async () => {
  world = await startConfirming({}, { lockTimeout: 200 })
})
afterEach(() => world.server.setNow(TUESDAY))
afterAll(() => world.close())

/** Has every mail sent as it is, after which storage takes no write; gives what ends both. */
const lockAfterSending = () => {
  const { deps } = world.server
  const { confirming } = deps
  const releases: (() => Promise<void>)[] = []
  const mail: SendMail = async (to, message) => {
    const outcome = (await confirming?.mail?.(to, message)) ?? 'REFUSED'
    releases.push(await world.server.holdWrites())
    return outcome
  }
  Object.assign(deps, { confirming: { ...confirming, mail } })
  return async () => {
    Object.assign(deps, { confirming })
    for (const release of releases) await release()
  }
}

const asking = (event: string, idempotencyKey: string) => () =>
  world.server.client.requestConfirmation({ event, channel: 'EMAIL', means: 'CODE', idempotencyKey })

const UNDER_WAY = { __typename: 'NotDelivered', issues: [{ rule: 'under-way' }] }

/** What the same request is answered once it is no more under way. */
const settled = async (ask: () => ReturnType<Client['requestConfirmation']>) =>
  payloadOf(
    await vi.waitFor(
      async () => {
        const answer = await ask()
        expect(answer).not.toMatchObject(UNDER_WAY)
        return answer
      },
      { timeout: 10_000, interval: 50 },
    ),
  )

test('a mail that has gone while storage takes no write is never said not to have: the same key tells of it later', async () => {
  const { event } = await consenting(world.server)
  const sent = world.relay.mails.length
  const ask = asking(event.id, 'locked')
  const release = lockAfterSending()
  const first = await ask()
  await release()
  expect(first).toMatchObject({
    ...UNDER_WAY,
    issues: [{ message: expect.stringContaining('It was sent') }],
  })
  const { confirmation, replayed } = await settled(ask)
  expect([replayed, world.relay.mails.length]).toEqual([true, sent + 1])
  payloadOf(await world.server.client.confirmContact({ confirmation: confirmation.id, code: world.code() }))
})

test('what is noted late ends no code that was sent since, and is ended by it', async () => {
  const { event } = await consenting(world.server)
  const older = asking(event.id, 'older')
  const release = lockAfterSending()
  expect(await older()).toMatchObject(UNDER_WAY)
  const olderCode = world.code()
  await release()
  world.server.setNow(TUESDAY + 1)
  const newer = payloadOf(await asking(event.id, 'newer')())
  const late = await settled(older)
  const { confirmContact } = world.server.client
  expect(await confirmContact({ confirmation: late.confirmation.id, code: olderCode })).toMatchObject({
    __typename: 'ChallengeFailed',
    issues: [{ rule: 'expired' }],
  })
  payloadOf(await confirmContact({ confirmation: newer.confirmation.id, code: world.code() }))
})

test('a mail that was refused is said to be, whatever storage takes', async () => {
  const { event } = await consenting(world.server)
  const { deps } = world.server
  const { confirming } = deps
  Object.assign(deps, { confirming: { ...confirming, mail: async () => 'REFUSED' } })
  const release = lockAfterSending()
  const answer = await asking(event.id, 'refused')()
  await release()
  Object.assign(deps, { confirming })
  expect(answer).toMatchObject({ __typename: 'NotDelivered', issues: [{ rule: 'refused' }] })
})
