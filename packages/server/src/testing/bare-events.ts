import { recordEvents, type NewEvent, type Store, type TenantScope } from '@constat/store'
import type { Clock } from '@constat/core/id'

const eventOf = (eventId: string, recordedAt: number, supersedes: string | null): NewEvent => ({
  eventId,
  kind: supersedes === null ? 'GIVEN' : 'WITHDRAWN',
  occurredAt: recordedAt,
  recordedAt,
  provenance: 'SERVER_ATTESTED',
  grade: 'INCOMPLETE',
  flags: [],
  noticeId: null,
  supersedes,
  jti: `jti-${eventId}`,
  site: null,
  statement: `jws-${eventId}`,
  contacts: [],
  choices: [],
  withdrawals: [],
  objections: [],
})

/** Records a consent and its withdrawal, without notice or contact, one write each; gives their identifiers. */
export const recordConsentAndWithdrawal = async (
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  tenant: TenantScope,
  eventId: string,
): Promise<readonly string[]> => {
  const withdrawn = `${eventId}_withdrawn`
  for (const event of [eventOf(eventId, clock(), null), eventOf(withdrawn, clock(), eventId)])
    await store.write((trx) => recordEvents(trx, tenant, { events: [event] }))
  return [eventId, withdrawn]
}
