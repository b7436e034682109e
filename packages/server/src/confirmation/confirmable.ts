import type { Contact } from '@constat/core/contact'
import { contactKindsOf } from '@constat/core/consent'
import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'
import type { ContactKind } from '@constat/core/vocabulary'
import { covers } from '@constat/law'
import {
  choicesOf,
  findNoticeById,
  readContact,
  withdrawalsOf,
  type ConsentEvent,
  type Handle,
  type NoticeVersion,
  type StoredChoice,
  type TenantScope,
} from '@constat/store'
import { indexContact } from '../consent/contacts.ts'
import { contactsOf, openPersonal } from '../consent/sealed-record.ts'
import { grantedQuestions, standingQuestions } from '../consent/standing.ts'
import { documentOf } from '../notice/notice-cache.ts'
import type { Deps } from '../platform/context.ts'

const DAY = 24 * 60 * 60 * 1000
// A browser's outbox brings a submission up to so late; what is older would be renewed by its confirmation, not confirmed.
const MAX_AGE = 7 * DAY

/** What can be confirmed of a submission by one of its contacts. */
export type Confirmable = {
  readonly submission: ConsentEvent
  readonly notice: NoticeVersion
  readonly document: NoticeDocument
  readonly contact: Contact
  readonly questions: readonly NoticeQuestion[]
  /** The answers to those questions. */
  readonly choices: readonly StoredChoice[]
}

/** Why nothing can be. */
export type NotConfirmable = 'erased' | 'too-old' | 'contact-missing' | 'nothing-stands'

/**
 * Reads what a contact of a submission can confirm now: what was granted, binds to that contact, and was neither withdrawn
 * nor objected to since.
 */
export const confirmableBy = async (
  deps: Deps,
  db: Handle,
  tenant: TenantScope,
  submission: ConsentEvent,
  kind: ContactKind,
): Promise<Confirmable | NotConfirmable> => {
  const { eventId, noticeId } = submission
  const record = await openPersonal(deps, db, tenant, submission)
  const notice = noticeId === null ? undefined : await findNoticeById(db, tenant, noticeId)
  if (!record || !notice) return 'erased'
  if (deps.clock() - submission.recordedAt > MAX_AGE) return 'too-old'
  const contacts = contactsOf(record)
  const contact = contacts.find((each) => each.kind === kind)
  if (!contact) return 'contact-missing'
  const document = documentOf(notice)
  const choices = await choicesOf(db, tenant, [eventId])
  const withdrawals = await withdrawalsOf(db, tenant, [eventId])
  const { bidx } = indexContact(deps, tenant.tenantId, contact)
  const { objections } = await readContact(db, tenant, { kind, bidx: [bidx] })
  const isObjectedTo = ({ channel, advertisers }: NoticeQuestion): boolean =>
    objections.some(
      (each) =>
        each.at >= submission.recordedAt &&
        covers(each.scope, channel) &&
        (each.advertisers === null || each.advertisers.some((key) => advertisers.includes(key))),
    )
  // What binds to whichever contact was given is confirmed by the only one.
  const binds = ({ channel }: NoticeQuestion): boolean => {
    const kinds = contactKindsOf(channel)
    return kinds.includes(kind) && (kinds.length === 1 || contacts.length === 1)
  }
  const questions = standingQuestions(grantedQuestions(document, choices), withdrawals).filter(
    (question) => binds(question) && !isObjectedTo(question),
  )
  if (questions.length === 0) return 'nothing-stands'
  return {
    submission,
    notice,
    document,
    contact,
    questions,
    choices: choices.filter(({ questionKey }) => questions.some(({ key }) => key === questionKey)),
  }
}
