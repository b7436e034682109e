import { eventsPage, type ConsentEvent, type EventsPage } from '@constat/store'
import type { Deps, Principal } from '../platform/context.ts'
import { inputError, issue } from '../platform/problem.ts'
import { hintOf, indexLookUp, readContactKey, type RawContacts } from './contacts.ts'
import { contactsOf, openPersonal } from './sealed-record.ts'

const MAX_PAGE = 100
const CURSOR = /^p(0|[1-9][0-9]{0,15})$/

/** The opaque place of an event in a page. */
export const cursorOf = ({ position }: ConsentEvent): string =>
  Buffer.from(`p${position}`).toString('base64url')

const positionOf = (cursor: string): number | undefined => {
  const match = CURSOR.exec(Buffer.from(cursor, 'base64url').toString())
  return match ? Number(match[1]) : undefined
}

/**
 * One page of events, oldest first: of one contact with what acts on it, or of the whole tenant.
 *
 * @throws GraphQLError INVALID_INPUT when the contact, the size or the cursor is none.
 */
export const listEvents = async (
  deps: Deps,
  { tenant }: Principal,
  args: {
    readonly contact?: RawContacts | null | undefined
    readonly first: number
    readonly after?: string | null | undefined
  },
): Promise<EventsPage> => {
  const contact = args.contact ? readContactKey(args.contact, ['contact']) : undefined
  const after = typeof args.after === 'string' ? positionOf(args.after) : 0
  const issues = [
    ...(contact && !contact.ok ? contact.issues : []),
    ...(args.first >= 1 && args.first <= MAX_PAGE
      ? []
      : [issue(['first'], 'page-size', `Ask for 1 to ${MAX_PAGE} events.`)]),
    ...(after === undefined
      ? [issue(['after'], 'cursor', 'Pass on a cursor that an earlier page gave.')]
      : []),
  ]
  if (issues.length > 0 || after === undefined) throw inputError(issues)
  const index = contact?.ok ? indexLookUp(deps, tenant.tenantId, contact.value) : undefined
  return eventsPage(deps.store.reader, tenant, {
    first: args.first,
    after,
    ...(index ? { contact: { kind: index.kind, bidx: [index.bidx] } } : {}),
  })
}

/** The contact of an event, masked; null once it is erased or when it has none. */
export const contactHintOf = async (
  deps: Deps,
  { tenant }: Principal,
  event: ConsentEvent,
): Promise<string | null> => {
  const record = await openPersonal(deps, deps.store.reader, tenant, event)
  return record ? hintOf(contactsOf(record)) : null
}
