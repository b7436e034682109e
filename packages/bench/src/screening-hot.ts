import { newId } from '@constat/core/id'
import { checkEligibility, indexContact, pooledRandom } from '@constat/server'
import { recordEvents, type NewEvent, type Store, type TenantScope } from '@constat/store'
import type { KeyRing } from '@constat/evidence'
import { cpuSeconds } from './cpu.ts'
import { ADVERTISER, GOODS, NOW, principalOf, screeningDeps } from './screening-population.ts'

const BATCH = 250
const QUESTIONS = 2_000
const MINUTE = 60_000

// Of a mobile range that ARCEP keeps for fiction, which the population has none of.
const HOT = { kind: 'phone', value: '+33639980000' } as const

const random = pooledRandom()

/** One answer more of the hot contact: yes and no in turn. */
const eventOf = (
  keys: KeyRing,
  tenant: TenantScope,
  noticeId: string,
  at: number,
  turn: number,
): NewEvent => {
  const eventId = newId('consentEvent', () => at, random)
  return {
    eventId,
    kind: turn % 2 === 0 ? 'GIVEN' : 'REFUSED',
    occurredAt: at,
    recordedAt: at,
    provenance: 'SERVER_ATTESTED',
    grade: 'INCOMPLETE',
    flags: [],
    noticeId,
    supersedes: null,
    jti: `jti-${eventId}`,
    site: null,
    statement: eventId,
    contacts: [indexContact({ keys }, tenant.tenantId, HOT)],
    choices: [
      {
        questionKey: 'appel',
        answer: turn % 2 === 0 ? 'GRANTED' : 'REFUSED',
        slotStart: null,
        slotEnd: null,
      },
    ],
    withdrawals: [],
    objections: [],
  }
}

/** Microseconds of this thread for one answer about a contact. */
const costOf = async (store: Store, keys: KeyRing, tenant: TenantScope, phone: string): Promise<number> => {
  const deps = screeningDeps(store, keys)
  const ask = () =>
    checkEligibility(deps, principalOf(tenant), {
      contact: { phone },
      channel: 'LIVE_CALL',
      advertiser: ADVERTISER,
      goods: GOODS,
      purpose: 'COMMERCIAL_PROSPECTING',
      at: NOW + 24 * 60 * MINUTE,
      profile: 'strict',
      facts: {},
    })
  for (let turn = 0; turn < QUESTIONS / 4; turn += 1) await ask()
  const before = cpuSeconds()
  for (let turn = 0; turn < QUESTIONS; turn += 1) await ask()
  return ((cpuSeconds() - before) * 1e6) / QUESTIONS
}

/** Microseconds for one answer about a contact with this many events, and about another of the population. */
export const measureHot = async (
  store: Store,
  keys: KeyRing,
  tenant: TenantScope,
  noticeId: string,
  { events, other }: { readonly events: number; readonly other: string },
): Promise<{ readonly hot: number; readonly usual: number }> => {
  for (let from = 0; from < events; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, events - from) }, (_, index) =>
      eventOf(keys, tenant, noticeId, NOW - (events - from - index) * MINUTE, from + index),
    )
    await store.write((trx) => recordEvents(trx, tenant, { events: batch }))
  }
  return {
    usual: await costOf(store, keys, tenant, other),
    hot: await costOf(store, keys, tenant, HOT.value),
  }
}
