import {
  ANSWERS,
  CONTACT_KINDS,
  SUPPRESSION_SCOPES,
  SUPPRESSION_SOURCES,
  type Channel,
  type ContactKind,
} from '@constat/core/vocabulary'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personIn, type Happening } from '../testing/model.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

const DAY = 24 * 3_600_000

let server: ServerUnderTest
let notice: string
let people = 0

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
afterAll(() => server.close())

const by = fc.constantFrom(...CONTACT_KINDS)
const advertiser = fc.constantFrom('cuisines', 'cuisines', 'sols', 'literie')
const advertisers = fc.option(fc.uniqueArray(advertiser, { minLength: 1 }))
const daysAgo = fc.constantFrom(0, 1, 7, 29)

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    kind: fc.constant('answer'),
    answers: fc.array(fc.constantFrom('GRANTED', 'GRANTED', ...ANSWERS), { minLength: 3, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('withdraw'), by, advertisers }),
  fc.record({
    kind: fc.constant('object'),
    by,
    scope: fc.constantFrom(...SUPPRESSION_SCOPES),
    source: fc.constantFrom(...SUPPRESSION_SOURCES),
    advertisers,
    daysAgo,
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('call'),
      advertiser,
      channel: fc.constantFrom('LIVE_CALL', 'LIVE_CALL', 'SMS'),
      refused: fc.constant(false),
      daysAgo: fc.uniqueArray(daysAgo, { minLength: 1 }),
    }),
  },
  fc.record({
    kind: fc.constant('call'),
    advertiser,
    channel: fc.constant('LIVE_CALL'),
    refused: fc.constant(true),
    daysAgo: fc.uniqueArray(daysAgo, { minLength: 1 }),
  }),
)

type Asked = {
  readonly by: ContactKind
  readonly channel: Channel
  readonly advertiser: string
  /** How many days after the last thing that happened. */
  readonly day: number
}

const question: fc.Arbitrary<Asked> = fc.record({
  by,
  channel: fc.constantFrom('LIVE_CALL', 'LIVE_CALL', 'EMAIL', 'SMS'),
  advertiser,
  day: fc.integer({ min: -9, max: 2 }),
})

/** A life and a question that each verdict is the answer to: called too often, called less, never asked. */
const EXAMPLES = ([[0, 1, 7, 29], [1, 7], null] as const).map((calls): [Happening[], Asked[]] => [
  calls === null
    ? []
    : [
        { kind: 'answer', answers: ['GRANTED', 'GRANTED', 'UNANSWERED'] },
        { kind: 'call', advertiser: 'cuisines', channel: 'LIVE_CALL', refused: false, daysAgo: calls },
      ],
  [{ by: 'phone', channel: 'LIVE_CALL', advertiser: 'cuisines', day: 0 }],
])

test('whatever happened to a person, the server answers what the law says of it, now and for the past', async () => {
  const verdicts = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { maxLength: 8 }),
      fc.array(question, { minLength: 1, maxLength: 4 }),
      async (life, questions) => {
        const number = String(people++).padStart(4, '0')
        const person = personIn(server, notice, {
          phone: `+3363998${number}`,
          email: `person${number}@example.fr`,
        })
        // One thing a day, the last on the Tuesday; then the questions are put.
        for (const [index, each] of life.entries())
          await person.live(each, TUESDAY - (life.length - 1 - index) * DAY)
        server.setNow(TUESDAY + 1_000)
        for (const { by: kind, channel, advertiser: whom, day } of questions) {
          const { answered, lawful } = await person.ask(
            kind,
            { channel, advertiser: whom },
            TUESDAY + day * DAY + 1_000,
          )
          expect(answered).toEqual(lawful)
          verdicts.add(answered.verdict)
        }
      },
    ),
    { numRuns: 150, examples: EXAMPLES },
  )
  expect([...verdicts].toSorted()).toEqual(['ALLOW', 'DEFER', 'DENY'])
})
