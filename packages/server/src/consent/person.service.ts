import type { NoticeDocument } from '@constat/core/notice'
import {
  choicesOf,
  eventByManageToken,
  findNoticeById,
  linkErasedAt,
  withdrawalsOf,
  type ConsentEvent,
  type TenantScope,
} from '@constat/store'
import type { Deps } from '../platform/context.ts'
import { documentOf } from '../notice/notice-cache.ts'
import { hintOf } from './contacts.ts'
import { endConsents, touchSubmission } from './end-consents.ts'
import { fingerprint } from './idempotency.ts'
import { contactsOf, openPersonal, tokenHash, type PersonalRecord } from './sealed-record.ts'
import { grantedQuestions, standingQuestions } from './standing.ts'

const OPERATION = 'withdrawByPerson'

/** Path under which a person's link opens her submission. */
export const MANAGE_PATH = '/manage'

/** The link by which the person sees and withdraws her submission. */
export const manageUrl = ({ issuer }: Deps, { manageToken }: PersonalRecord): string => {
  if (manageToken === undefined) throw new Error('Only a submission has a link of the person.')
  return `${issuer}${MANAGE_PATH}/${manageToken}`
}

/** A submission as the person may see it: contact masked. */
export type PersonView = {
  readonly tenant: TenantScope
  readonly submission: ConsentEvent
  readonly document: NoticeDocument
  readonly contactHint: string | null
  /** Keys of the questions that she granted, and of those whose consent still stands for some advertiser. */
  readonly granted: readonly string[]
  readonly standing: readonly string[]
  /** Whether she took something back before. */
  readonly withdrawn: boolean
}

/** Opens the one submission that a person's token is for; undefined when it opens none. */
export const openSubmission = async (deps: Deps, token: string): Promise<PersonView | undefined> => {
  const { reader } = deps.store
  const found = await eventByManageToken(reader, tokenHash(token))
  if (!found || found.event.noticeId === null) return undefined
  const { scope, event } = found
  const [notice, record, choices, withdrawals] = await Promise.all([
    findNoticeById(reader, scope, found.event.noticeId),
    openPersonal(deps, reader, scope, event),
    choicesOf(reader, scope, [event.eventId]),
    withdrawalsOf(reader, scope, [event.eventId]),
  ])
  if (!notice) return undefined
  const document = documentOf(notice)
  const granted = grantedQuestions(document, choices)
  const standing = standingQuestions(granted, withdrawals)
  return {
    tenant: scope,
    submission: event,
    document,
    contactHint: record ? hintOf(contactsOf(record)) : null,
    granted: granted.map(({ key }) => key),
    standing: standing.map(({ key }) => key),
    withdrawn: withdrawals.length > 0,
  }
}

/** When the record that a person's token was for was erased, epoch milliseconds; undefined for any other token. */
export const erasureOf = (deps: Deps, token: string): Promise<number | undefined> =>
  linkErasedAt(deps.store.reader, tokenHash(token))

/** Withdraws every consent of one submission; doing it again changes nothing. */
export const withdrawSubmission = async (deps: Deps, { tenant, submission }: PersonView): Promise<void> => {
  await endConsents(deps, {
    tenant,
    touch: touchSubmission(tenant, submission),
    reach: {},
    provenance: 'SERVER_ATTESTED',
    idempotency: {
      operation: OPERATION,
      key: submission.eventId,
      fingerprint: fingerprint(deps, tenant, OPERATION, [submission.eventId]),
      createdAt: deps.clock(),
    },
  })
}
