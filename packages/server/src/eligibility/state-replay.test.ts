import { contactIndexForm, type Contact } from '@constat/core/contact'
import { blindIndex } from '@constat/evidence'
import {
  eraseRecords,
  eventsOfSubmission,
  readContactState,
  readContacts,
  recordEvents,
  stateEventsOf,
  unindexEvent,
  type NewEvent,
  type StateEvent,
} from '@constat/store'
import { assess } from '@constat/law'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticate } from '../access/access.service.ts'
import type { Principal } from '../platform/context.ts'
import { screen } from '../screening/screen.ts'
import { anyQuestion, anyStep, eventOf, instantOfStep, type Step } from '../testing/arbitrary-events.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { checkEligibilityBatch } from './batch.service.ts'
import { checkEligibility } from './eligibility.service.ts'
import { explain } from './explain.service.ts'
import { toHistory } from './history.ts'

const DAY = 24 * 3_600_000

let server: ServerUnderTest
let principal: Principal
let notices: readonly string[]
let people = 0

beforeAll(async () => {
  server = await startServer()
  principal = (await authenticate(server.deps, `Bearer ${server.secretKey}`, null)).principal
  const published = await Promise.all(
    ['devis', 'devis-2'].map(async (key) =>
      granted(await server.client.publishNotice({ ...NOTICE, key }), 'PublishNoticePayload'),
    ),
  )
  notices = published.map(({ notice }) => notice.id)
})
afterAll(() => server.close())

const indexOf = (contact: Contact, epoch: number) =>
  blindIndex(
    server.deps.keys.index,
    { tenant: principal.tenant.tenantId, kind: contact.kind, epoch },
    contactIndexForm(contact),
  )

/** An event of the list as the store takes it, with the notices and the questions that the tenant has. */
const newEvent = (event: StateEvent, contact: Contact, epochs: readonly number[]): NewEvent => {
  const questionOf = (key: string): string => (key === 'appel' || key === 'rappel' ? 'appel' : 'email')
  const seen = new Set<string>()
  return {
    ...event,
    noticeId: event.noticeId && (notices[event.noticeId === 'ntc_1' ? 0 : 1] ?? null),
    choices: event.choices.flatMap((choice) => {
      const questionKey = questionOf(choice.questionKey)
      if (seen.has(questionKey)) return []
      seen.add(questionKey)
      return [{ ...choice, questionKey }]
    }),
    withdrawals: event.withdrawals
      .map((each) => ({ ...each, questionKey: questionOf(each.questionKey) }))
      .filter(
        (each, index, all) => all.findIndex((other) => other.questionKey === each.questionKey) === index,
      ),
    grade: 'INCOMPLETE',
    jti: `jti-${event.eventId}`,
    site: null,
    statement: `jws-${event.eventId}`,
    contacts:
      event.supersedes === null
        ? epochs.map((epoch) => ({ kind: contact.kind, epoch, bidx: indexOf(contact, epoch) }))
        : [],
  }
}

/** Lives a life on the server, from which some submissions are erased; events as they were recorded. */
const live = async (steps: readonly Step[], contact: Contact, rotatedAt: number): Promise<void> => {
  const { store } = server.deps
  const { tenant } = principal
  let before: readonly StateEvent[] = []
  await store.write(async (trx) => {
    for (const [index, step] of steps.entries()) {
      const at = instantOfStep(index, steps.length)
      const event = eventOf(step, before, at, (position) => `evt_${contact.value}_${(position * 7) % 101}`)
      if (!event) continue
      // While keys rotate, what is new is indexed under both.
      const epochs = index < rotatedAt ? [1] : [1, 2]
      const erasure = step.kind === 'erase' ? step : undefined
      const erased = erasure && (event.supersedes ?? undefined)
      const erasing = erased === undefined ? [] : await eventsOfSubmission(trx, tenant, erased)
      await recordEvents(trx, tenant, { events: [newEvent(event, contact, epochs)] })
      before = [...before.filter(({ eventId }) => !erasing.includes(eventId)), event]
      if (erased === undefined) continue
      await eraseRecords(trx, tenant, erasing, at)
      if (erasure && erasure.which > 6) await unindexEvent(trx, tenant, event.eventId)
    }
  })
}

const setStates = (hasStates: 0 | 1): Promise<unknown> =>
  server.deps.store.write((trx) =>
    trx
      .updateTable('position_counter')
      .set({ has_states: hasStates })
      .where('tenant_id', '=', principal.tenant.tenantId)
      .execute(),
  )

type Question = typeof anyQuestion extends fc.Arbitrary<infer Value> ? Value : never

const answersTo = async (contact: Contact, questions: readonly Question[]) => {
  const { deps } = server
  const key = { [contact.kind]: contact.value }
  const asked = questions.map(({ daysLater, hour, ...question }) => ({
    ...question,
    at: TUESDAY + (daysLater === 300 ? -10 : daysLater) * DAY + hour * 3_600_000,
    facts: {},
  }))
  const inputs = asked.map((question) => ({ ...question, contact: key }))
  const single = await Promise.all(inputs.map((input) => checkEligibility(deps, principal, input)))
  const batch = await checkEligibilityBatch(
    deps,
    principal,
    inputs.map((input, index) => ({ ref: String(index), input })),
  )
  const screened = await Promise.all(
    asked.map(async (question) => {
      const begun = await screen(deps, principal, question)
      if (!begun.ok) throw new Error(JSON.stringify(begun.issues))
      const answerAt = await begun.value.answer([{ kind: contact.kind, text: contact.value }])
      await begun.value.close()
      return answerAt(0)
    }),
  )
  const explained = await Promise.all(
    [TUESDAY, TUESDAY - 10 * DAY, TUESDAY + DAY].map((at) => explain(deps, principal, { contact: key, at })),
  )
  return { single, batch: batch.map(({ decision }) => decision), screened, explained }
}

test(
  'whatever was recorded, erased or indexed under a new key, states answer as the events do',
  { timeout: 120_000 },
  async () => {
    server.setNow(TUESDAY + 1_000)
    const documents = new Map(notices.map((id) => [id, NOTICE]))
    let folded = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { maxLength: 60, size: 'max' }),
        fc.array(anyQuestion, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 60 }),
        async (steps, questions, rotatedAt) => {
          const contact: Contact = { kind: 'phone', value: `+3363998${String(people++).padStart(4, '0')}` }
          await live(steps, contact, rotatedAt)
          const told = await answersTo(contact, questions)
          expect(told.batch).toEqual(told.single)
          const { store } = server.deps
          const keys = { kind: contact.kind, bidx: [indexOf(contact, 1), indexOf(contact, 2)] }
          const both = await readContactState(store.reader, principal.tenant, keys, {
            at: TUESDAY + DAY,
            withCalls: true,
          })
          const [all] = await readContacts(store.reader, principal.tenant, [keys])
          if (!all) throw new Error('Each contact has a history.')
          if (both.events === null || both.events.length < all.events.length) folded += 1
          for (const { channel, advertiser, goods, purpose, daysLater, profile } of questions)
            if (both.events !== null && daysLater > 0) {
              const saidBy = (events: readonly StateEvent[]) =>
                assess(
                  toHistory({ events, attempts: [] }, documents, contact.kind),
                  {
                    channel,
                    advertiser,
                    goods,
                    purpose,
                    contact,
                    at: TUESDAY + daysLater * DAY,
                    sector: null,
                  },
                  { profile },
                )
              expect(saidBy(both.events)).toEqual(saidBy(stateEventsOf(all)))
            }
          await setStates(0)
          expect(await answersTo(contact, questions)).toEqual(told)
          await setStates(1)
        },
      ),
      { numRuns: 40, endOnFailure: true },
    )
    expect(folded).toBeGreaterThan(0)
  },
)
