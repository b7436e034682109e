import type { EligibilityInput } from '@constat/client'
import { contactKindsOf } from '@constat/core/consent'
import type {
  Answer,
  Channel,
  ContactKind,
  SuppressionScope,
  SuppressionSource,
} from '@constat/core/vocabulary'
import { assess, type History, type StoredChoice } from '@constat/law'
import { granted, NOTICE, type ServerUnderTest } from './server-under-test.ts'

/** What may happen to a person; instants are days before it happens. */
export type Happening =
  | { readonly kind: 'answer'; readonly answers: readonly Answer[] }
  | { readonly kind: 'withdraw'; readonly by: ContactKind; readonly advertisers: string[] | null }
  | {
      readonly kind: 'object'
      readonly by: ContactKind
      readonly scope: SuppressionScope
      readonly source: SuppressionSource
      readonly advertisers: string[] | null
      readonly daysAgo: number
    }
  | {
      readonly kind: 'call'
      readonly advertiser: string
      readonly channel: Channel
      readonly refused: boolean
      /** One call for each. */
      readonly daysAgo: readonly number[]
    }

/** What two ways of answering must agree on. */
export type Said = {
  readonly verdict: string
  readonly reasons: readonly string[]
  readonly goods: string | null
  readonly nextPossibleAt: string | null
  /** In order of name. */
  readonly evidence: readonly string[]
}

/** A person whom the server knows. */
export type Person = {
  /** Tells the server and the list what happens at an instant. */
  readonly live: (happening: Happening, now: number) => Promise<void>
  /** The server's answer, and what the law says of the list. */
  readonly ask: (
    kind: ContactKind,
    question: Pick<EligibilityInput, 'channel' | 'advertiser'>,
    at: number,
  ) => Promise<{ readonly answered: Said; readonly lawful: Said }>
}

const DAY = 24 * 3_600_000

type Facts = { -readonly [part in keyof History]: History[part][number][] }

const nothing = (): Facts => ({ choices: [], objections: [], attempts: [], states: [] })

/** A person whom the server knows, beside what a plain list of the same facts says of her. */
export const personIn = (
  server: ServerUnderTest,
  notice: string,
  contact: { readonly phone: string; readonly email: string },
): Person => {
  const facts: { readonly [kind in ContactKind]: Facts } = { phone: nothing(), email: nothing() }
  let keys = 0
  const idempotencyKey = () => `${contact.phone} ${keys++}`
  const keyOf = (kind: ContactKind) =>
    kind === 'phone' ? { phone: contact.phone } : { email: contact.email }

  const answer = async (answers: readonly Answer[], now: number) => {
    const { events } = granted(
      await server.client.recordConsent({
        idempotencyKey: idempotencyKey(),
        notice,
        contact,
        choices: NOTICE.questions.map(({ key }, index) => ({ question: key, answer: answers[index]! })),
      }),
      'RecordConsentPayload',
    )
    for (const [index, question] of NOTICE.questions.entries())
      for (const kind of contactKindsOf(question.channel))
        facts[kind].choices.push({
          event: events[0]!.id,
          question: question.key,
          answer: answers[index]!,
          kind: question.kind,
          control: question.control,
          purpose: question.purpose,
          channel: question.channel,
          audience: NOTICE.audience,
          advertisers: question.advertisers,
          goods: NOTICE.goods.filter(({ key }) => question.goods.includes(key)),
          periodDays: question.periodDays ?? null,
          noticeItems: Object.keys(NOTICE.items),
          controller: NOTICE.controller,
          optoutOffered: false,
          slot: null,
          recordedAt: now,
          occurredAt: now,
          provenance: 'SERVER_ATTESTED',
          flags: [],
          withdrawals: [],
        })
  }

  const withdraw = async (by: ContactKind, advertisers: string[] | null, now: number) => {
    const result = await server.client.withdrawConsent({
      idempotencyKey: idempotencyKey(),
      contact: keyOf(by),
      advertisers,
    })
    if (result.__typename === 'NotFound') return
    const { events } = granted(result, 'WithdrawConsentPayload')
    const ended = (choice: StoredChoice): StoredChoice => {
      const before = choice.withdrawals.flatMap((each) => each.advertisers)
      const ending = choice.advertisers.filter(
        (key) => (advertisers?.includes(key) ?? true) && !before.includes(key),
      )
      if (choice.answer !== 'GRANTED' || ending.length === 0) return choice
      const event = events.find(({ supersedes }) => supersedes?.id === choice.event)!.id
      return {
        ...choice,
        withdrawals: [
          ...choice.withdrawals,
          ...ending.map((key) => ({ event, at: now, advertisers: [key] })),
        ],
      }
    }
    facts[by].choices = facts[by].choices.map(ended)
  }

  return {
    live: async (happening, now) => {
      server.setNow(now)
      switch (happening.kind) {
        case 'answer':
          return answer(happening.answers, now)
        case 'withdraw':
          return withdraw(happening.by, happening.advertisers, now)
        case 'object': {
          const { by, scope, source, advertisers, daysAgo } = happening
          const at = now - daysAgo * DAY
          const result = await server.client.recordObjection({
            idempotencyKey: idempotencyKey(),
            contact: keyOf(by),
            scope,
            source,
            advertisers,
            at: new Date(at).toISOString(),
          })
          // A scope that this kind of contact has no part in is refused.
          if (result.__typename === 'InvalidInput') return
          const { event } = granted(result, 'RecordObjectionPayload')
          facts[by].objections.push({ event: event.id, scope, source, advertisers, at, recordedAt: now })
          return
        }
        case 'call': {
          const { advertiser, channel, refused, daysAgo } = happening
          const instants = daysAgo.map((days) => now - days * DAY)
          const call = { contact: keyOf('phone'), channel, refused }
          await server.client.recordAttempts({
            idempotencyKey: idempotencyKey(),
            advertiser,
            attempts: instants.map((at) => ({ ...call, at: new Date(at).toISOString() })),
          })
          // A call told before counts once.
          const isKnown = (at: number) =>
            facts.phone.attempts.some(
              (each) => each.advertiser === advertiser && each.channel === channel && each.at === at,
            )
          facts.phone.attempts.push(
            ...instants
              .filter((at) => !isKnown(at))
              .map((at) => ({ advertiser, channel, at, recordedAt: now })),
          )
          if (!refused) return
          const { edges } = await server.client.events({ contact: keyOf('phone'), first: 100 })
          for (const { node } of edges.slice(-instants.length))
            facts.phone.objections.push({
              event: node.id,
              scope: 'PHONE',
              source: 'REFUSED_DURING_CALL',
              advertisers: [advertiser],
              at: Date.parse(node.occurredAt),
              recordedAt: now,
            })
        }
      }
    },
    ask: async (kind, question, at) => {
      const stated = { notice: { art14GivenOrPlanned: true, sourceWillBeStated: true } }
      const decision = await server.client.checkEligibility({
        ...question,
        contact: keyOf(kind),
        at: new Date(at).toISOString(),
        facts: stated,
      })
      const value = kind === 'phone' ? contact.phone : contact.email
      const lawful = assess(facts[kind], {
        ...question,
        contact: { kind, value },
        goods: null,
        purpose: 'COMMERCIAL_PROSPECTING',
        at,
        sector: null,
        facts: stated,
      })
      return {
        answered: {
          verdict: decision.verdict,
          reasons: decision.reasons.map(({ code }) => code),
          goods: decision.question.goods,
          nextPossibleAt: decision.nextPossibleAt ?? null,
          evidence: decision.evidence.map(({ id }) => id).toSorted(),
        },
        lawful: {
          verdict: lawful.verdict,
          reasons: lawful.reasons.map(({ code }) => code),
          goods: lawful.question.goods,
          nextPossibleAt:
            lawful.nextPossibleAt === null ? null : new Date(lawful.nextPossibleAt).toISOString(),
          evidence: lawful.evidence.toSorted(),
        },
      }
    },
  }
}
