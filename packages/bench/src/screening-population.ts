import { randomBytes } from 'node:crypto'
import { blindIndex, generateKeyRing, type KeyRing } from '@constat/evidence'
import { DEVIS_NOTICE } from '@constat/example-demo/notice'
import { createTenant, publishNotice, type Deps, type Principal } from '@constat/server'
import { writeStateEvent, type StateEvent, type Store, type TenantScope } from '@constat/store'
import { insertBulk, type BulkRows } from '@constat/store/testing/bulk'
import { pino } from 'pino'

export type Engine = 'sqlite' | 'postgres'

/** How much of a population is on disk: with its events, or the states of its contacts alone. */
export type Depth = 'EVENTS' | 'STATES'

/** The instant of all that was recorded last. */
export const NOW = Date.parse('2026-11-22T09:00:00Z')
export const ADVERTISER = 'cuisines-marais'
export const GOODS = 'cuisines'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const BATCH = 4_000
const YEARS_DAYS = 500

/** A key ring that is the same in each process of a run. */
export const keysOf = (seed: Uint8Array): KeyRing => {
  let turn = 0
  return generateKeyRing((length) =>
    Uint8Array.from({ length }, (_, index) => ((seed[index % seed.length] ?? 0) + (turn += 31)) & 0xff),
  )
}

// Fiction has 60,000 numbers; the numbering plan gives nobody a second pair of zeros, which leaves five millions.
const PAIR = 1_000_000

/** The telephone of a contact from 0, in no order that the population has. */
export const phoneOf = (number: number): string => {
  const digits = String((number * 617_411) % PAIR).padStart(6, '0')
  return `+33${1 + (Math.floor(number / PAIR) % 5)}00${digits}`
}

const eventId = (number: number, turn: number): string =>
  `evt_${(number * 2 + turn).toString(36).padStart(26, '0')}`

/** Two events of a contact, spread over the days: a consent that is given again, withdrawn, or followed by a no. */
const eventsOf = (number: number, notice: string): readonly StateEvent[] => {
  const scattered = (number * 0.618_033_988_749_894_9) % 1
  const first = NOW - Math.floor(scattered * YEARS_DAYS) * DAY - 60 * DAY - (number % 37_000_000)
  const then = first + DAY + Math.floor(((number * 0.414_213_562) % 1) * 30) * DAY
  const given: StateEvent = {
    eventId: eventId(number, 0),
    position: number * 2 + 1,
    kind: 'GIVEN',
    provenance: 'SERVER_ATTESTED',
    occurredAt: first,
    recordedAt: first,
    noticeId: notice,
    supersedes: null,
    flags: [],
    choices: [{ questionKey: 'appel', answer: 'GRANTED', slotStart: null, slotEnd: null }],
    withdrawals: [],
    objections: [],
  }
  const next = {
    ...given,
    eventId: eventId(number, 1),
    position: number * 2 + 2,
    occurredAt: then,
    recordedAt: then,
  }
  const turn = number % 20
  if (turn < 14) return [given, next]
  if (turn < 17)
    return [
      given,
      {
        ...next,
        kind: 'WITHDRAWN',
        supersedes: given.eventId,
        choices: [],
        withdrawals: [{ supersedes: given.eventId, questionKey: 'appel', advertiserKey: ADVERTISER }],
      },
    ]
  if (turn < 19)
    return [
      given,
      {
        ...next,
        kind: 'OBJECTED',
        noticeId: null,
        choices: [],
        objections: [{ scope: 'PHONE', source: 'REFUSED_DURING_CALL', advertisers: null, at: then }],
      },
    ]
  return [
    given,
    {
      ...next,
      kind: 'REFUSED',
      choices: [{ ...given.choices[0], answer: 'REFUSED' }] as StateEvent['choices'],
    },
  ]
}

type Row = BulkRows[number]

const rowsOf = (scope: TenantScope, bidx: Uint8Array, events: readonly StateEvent[]) => {
  const owner = { log_id: scope.logId, tenant_id: scope.tenantId }
  const state: Row = {
    ...owner,
    kind: 'phone',
    bidx,
    events: events.map(writeStateEvent).join(''),
    since: 0,
    folded_to: 0,
    fold_at: 4_096,
  }
  const of = events.map((event) => ({ ...owner, event_id: event.eventId }))
  return {
    state,
    consent_event: events.map((event, index): Row => ({
      ...owner,
      ...of[index],
      position: event.position,
      kind: event.kind,
      occurred_at: event.occurredAt,
      recorded_at: event.recordedAt,
      provenance: event.provenance,
      grade: 'INCOMPLETE',
      flags: '[]',
      jti: `jti-${event.eventId}`,
    })),
    blind_index: of.map((each): Row => ({ ...each, kind: 'phone', bidx, epoch: 1 })),
  }
}

/** Makes a tenant with the demo's notice and this many contacts, each with two events. */
export const populate = async (
  store: Store,
  engine: Engine,
  keys: KeyRing,
  contacts: number,
  depth: Depth,
): Promise<TenantScope> => {
  const deps = screeningDeps(store, keys)
  const tenant = await createTenant(deps, 'Screening')
  const published = await publishNotice(deps, principalOf(tenant), {
    document: DEVIS_NOTICE,
  })
  if (published.__typename !== 'PublishNoticePayload') throw new Error('The notice was not published.')
  for (let from = 0; from < contacts; from += BATCH) {
    const made = Array.from({ length: Math.min(BATCH, contacts - from) }, (_, index) => {
      const number = from + index
      const bidx = blindIndex(
        keys.index,
        { tenant: tenant.tenantId, kind: 'phone', epoch: 1 },
        phoneOf(number),
      )
      return rowsOf(tenant, bidx, eventsOf(number, published.notice.id))
    })
    await store.write(async (trx) => {
      await insertBulk(
        trx,
        engine,
        'contact_state',
        made.map(({ state }) => state),
      )
      if (depth === 'STATES') return
      await insertBulk(
        trx,
        engine,
        'consent_event',
        made.flatMap(({ consent_event: rows }) => rows),
      )
      await insertBulk(
        trx,
        engine,
        'blind_index',
        made.flatMap(({ blind_index: rows }) => rows),
      )
    })
  }
  await store.write((trx) =>
    trx
      .updateTable('position_counter')
      .set({ position: contacts * 2 })
      .where('tenant_id', '=', tenant.tenantId)
      .execute(),
  )
  return tenant
}

/** Who asks. */
export const principalOf = (tenant: TenantScope): Principal => ({
  tenant,
  keyId: 'key_bench',
  kind: 'SECRET',
  scopes: ['eligibility:read', 'notice:write'],
  origin: null,
  party: null,
})

/** What services need, at the instant of the population. */
export const screeningDeps = (store: Store, keys: KeyRing): Deps => ({
  store,
  keys,
  clock: () => NOW,
  random: (length) => new Uint8Array(randomBytes(length)),
  issuer: 'http://127.0.0.1',
  log: pino({ level: 'silent' }),
})
