import type { Contact } from '@constat/core/contact'
import type { NewEvent, Objection, TenantScope } from '@constat/store'
import { newEvent } from '../consent/new-event.ts'
import type { Pledge } from '../log/pledge.ts'
import type { Deps } from '../platform/context.ts'

/** An objection of a contact, as the back end tells it. Instants are epoch milliseconds. */
export type ObjectionFacts = Omit<Objection, 'eventId'> & {
  readonly contact: Contact
  readonly recordedAt: number
  readonly pledge: Pledge
}

/** The event of an objection that points to no submission: found by its contact, signed, sealed. */
export const objectionEvent = (
  deps: Deps,
  tenant: TenantScope,
  { contact, scope, source, advertisers, at, recordedAt, pledge }: ObjectionFacts,
): NewEvent =>
  newEvent(deps, tenant, {
    kind: 'OBJECTED',
    occurredAt: at,
    recordedAt,
    provenance: 'SERVER_ATTESTED',
    grade: 'INCOMPLETE',
    flags: [],
    notice: null,
    supersedes: null,
    site: null,
    contacts: [contact],
    indexed: true,
    choices: [],
    scope: { scope, source, advertisers: advertisers && [...advertisers] },
    withdrawals: [],
    objections: [{ scope, source, advertisers, at }],
    pledge,
  })
