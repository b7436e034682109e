import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startErasing, type ErasingUnderTest } from '../testing/erasing.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted } from '../testing/server-under-test.ts'

const YEAR = 365 * 86_400_000

let world: ErasingUnderTest

beforeAll(async () => {
  world = await startErasing()
})
beforeEach(() => world.server.setNow(TUESDAY))
afterAll(() => world.server.close())

describe('an erasure that is refused', () => {
  it('because the law wants the proof kept, and says until when to wait', async () => {
    const { submit, someone, erase } = world
    const { events: given } = await submit(someone())
    for (const ground of ['PERSON_REQUEST', 'RETENTION_OVER'] as const) {
      const refused = await erase({ event: given[0]!.id, ground })
      expect(refused).toMatchObject({
        __typename: 'Conflict',
        issues: [
          {
            path: ['input', 'event'],
            rule: 'must-be-kept',
            message: expect.stringContaining('as long as a consent in it runs'),
          },
        ],
      })
    }
    const contact = someone()
    const { events: calls } = await submit(contact, [
      { question: 'appel', answer: 'GRANTED' },
      { question: 'email', answer: 'REFUSED' },
    ])
    expect(await erase({ event: calls[0]!.id, ground: 'PERSON_REQUEST' })).toMatchObject({
      // Three years from the Tuesday of the tests, that day included.
      issues: [{ rule: 'must-be-kept', message: expect.stringContaining('until 2029-11-25') }],
    })
    const [ended] = (await submit(someone(), undefined, TUESDAY - 4 * YEAR)).events
    // Its e-mail consents still run, so that they must be provable.
    expect(await erase({ event: ended!.id, ground: 'RETENTION_OVER' })).toMatchObject({
      issues: [{ rule: 'must-be-kept' }],
    })
  })

  it('because it is evidence in a dispute, or of a contract', async () => {
    const { submit, someone, erase } = world
    const { events: given } = await submit(someone())
    for (const reason of [
      { litigation: true },
      { contractConcludedAt: new Date(TUESDAY - YEAR).toISOString() },
    ])
      expect(await erase({ event: given[0]!.id, ...reason })).toMatchObject({
        issues: [{ rule: 'must-be-kept' }],
      })
  })

  it('of an unknown event, another tenant’s, one that acts on another, or one erased before', async () => {
    const { server, submit, someone, erase, erased, fresh } = world
    const contact = someone()
    const { events: given } = await submit(contact)
    const event = given[0]!.id
    expect(await erase({ event: 'evt_unknown' })).toMatchObject({ __typename: 'NotFound' })
    const foreign = { idempotencyKey: 'foreign', event, ground: 'UNLAWFUL_PROCESSING' as const }
    expect(await server.stranger.eraseRecord(foreign)).toMatchObject({ __typename: 'NotFound' })
    const withdrawn = granted(
      await server.client.withdrawConsent({
        idempotencyKey: fresh('withdrawal'),
        contact: { phone: contact.phone },
      }),
      'WithdrawConsentPayload',
    ).events[0]!
    expect(await erase({ event: withdrawn.id })).toMatchObject({ issues: [{ rule: 'not-a-submission' }] })
    await erased({ event })
    expect(await erase({ event })).toMatchObject({ __typename: 'Conflict', issues: [{ rule: 'erased' }] })
  })

  it('under a key used for another one; the same again is answered as the first time', async () => {
    const { server, submit, someone } = world
    const [one, other] = [await submit(someone()), await submit(someone())]
    const input = { idempotencyKey: 'erase once', ground: 'UNLAWFUL_PROCESSING' as const }
    const first = granted(
      await server.client.eraseRecord({ ...input, event: one.events[0]!.id }),
      'EraseRecordPayload',
    )
    expect(await server.client.eraseRecord({ ...input, event: one.events[0]!.id })).toEqual(first)
    expect(await server.client.eraseRecord({ ...input, event: other.events[0]!.id })).toMatchObject({
      __typename: 'IdempotencyMismatch',
    })
  })
})
