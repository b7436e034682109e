import { env } from 'node:process'
import { payloadOf, type RequestConfirmationInput } from '@constat/client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { consenting } from '../testing/consenting.ts'
import { startConfirming, type ConfirmingUnderTest } from '../testing/confirming.ts'
import { TUESDAY } from '../testing/seeded.ts'

// `CONSTAT_GUESSES=10000 vitest run packages/server/src/confirmation/guess.test.ts` for many.
const GUESSES = Number(env['CONSTAT_GUESSES'] ?? 1_000)
const AT_ONCE = 40
const TRIES = 5
const PER_CONTACT = 5
const PER_ADDRESS = 20

let world: ConfirmingUnderTest

beforeAll(async () => {
  world = await startConfirming({ perContact: PER_CONTACT, perAddress: PER_ADDRESS, perTenant: 100_000 })
})
afterEach(() => world.server.setNow(TUESDAY))
afterAll(() => world.close())

/** Eight digits, each time others, and never the one given. */
const wrongCodes = function* (right: string): Generator<string, never> {
  for (let at = 0; ; at = (at + 7_919) % 100_000_000) {
    const code = String(at).padStart(8, '0')
    if (code !== right) yield code
  }
}

/** What each of many guesses, at once, was answered: how often each rule, and what else came. */
const guess = async (confirmation: string, codes: Iterator<string>, count: number) => {
  const met = new Map<string, number>()
  for (let made = 0; made < count; made += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - made) }, async () => {
        const code: string = codes.next().value
        const answer = await world.server.client.confirmContact({ confirmation, code })
        const rule = 'issues' in answer ? (answer.issues[0]?.rule ?? '') : answer.__typename
        met.set(rule, (met.get(rule) ?? 0) + 1)
      }),
    )
  return Object.fromEntries(met)
}

const request = (event: string, input: Partial<RequestConfirmationInput> = {}) =>
  world.server.client.requestConfirmation({ event, channel: 'EMAIL', means: 'CODE', ...input })

const asked = async () => {
  const { event } = await consenting(world.server)
  const { confirmation } = payloadOf(await request(event.id))
  return { event, confirmation: confirmation.id, code: world.code() }
}

test(
  'of any number of guesses at a code, at once, five are compared with it; then the code itself is refused',
  { timeout: 60_000 + GUESSES * 50 },
  async () => {
    const { confirmation, code } = await asked()
    const met = await guess(confirmation, wrongCodes(code), GUESSES)
    expect(met).toEqual({ 'wrong-code': TRIES, 'tries-used': GUESSES - TRIES })
    expect(await guess(confirmation, [code].values(), 1)).toEqual({ 'tries-used': 1 })
  },
)

test('the right code among guesses counts only before the fifth wrong one, whatever the order', async () => {
  for (const before of [0, TRIES - 1, TRIES]) {
    const { confirmation, code } = await asked()
    const wrong = wrongCodes(code)
    await guess(confirmation, wrong, before)
    expect(await guess(confirmation, [code].values(), 1)).toEqual(
      before < TRIES ? { ConfirmContactPayload: 1 } : { 'tries-used': 1 },
    )
  }
})

test('a code that was answered is not to be guessed either: who guesses would pass for who answered', async () => {
  const { confirmation, code } = await asked()
  expect(await guess(confirmation, [code].values(), 1)).toEqual({ ConfirmContactPayload: 1 })
  expect(await guess(confirmation, wrongCodes(code), 3 * TRIES)).toEqual({
    'wrong-code': TRIES,
    'tries-used': 2 * TRIES,
  })
  expect(await guess(confirmation, [code].values(), 1)).toEqual({ 'tries-used': 1 })
})

test('a contact is guessed at no more often than tries times codes a day, by whatever sessions', async () => {
  const { event } = await consenting(world.server)
  let compared = 0
  let refused = 0
  for (let session = 0; session < 3 * PER_CONTACT; session += 1) {
    const sent = await request(event.id).catch(() => undefined)
    if (!sent) {
      refused += 1
      continue
    }
    const { confirmation } = payloadOf(sent)
    const met = await guess(confirmation.id, wrongCodes(world.code()), 2 * TRIES)
    compared += met['wrong-code'] ?? 0
  }
  expect([compared, refused]).toEqual([TRIES * PER_CONTACT, 2 * PER_CONTACT])
})

test('an address asks for no more codes than it may, at once and for whomever', async () => {
  const people = await Promise.all(Array.from({ length: 2 * PER_ADDRESS }, () => consenting(world.server)))
  const address = '203.0.113.9'
  const sent = world.relay.mails.length
  const answers = await Promise.allSettled(people.map(({ event }) => request(event.id, { address })))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(PER_ADDRESS)
  expect(world.relay.mails.length - sent).toBe(PER_ADDRESS)
})

test('the code of one session opens no other, however many are open', async () => {
  const sessions = []
  for (let count = 0; count < 8; count += 1) sessions.push(await asked())
  for (const [at, { confirmation }] of sessions.entries()) {
    const others = sessions.flatMap(({ code }, index) => (index === at ? [] : [code]))
    const met = await guess(confirmation, others.values(), others.length)
    expect(met['ConfirmContactPayload'] ?? 0).toBe(0)
  }
})
