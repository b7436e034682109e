import type { Observation } from '@constat/core/consent'
import type { Answers } from '../form/answer.ts'
import { isSameContact, type TypedContact } from '../form/contact.ts'
import type { Carried } from '../form/entries.ts'
import { saysTheSame, toRecordInput, type Submission } from '../form/submission.ts'
import { Trouble, type Site } from './ask.ts'
import { startCapture } from './capture.ts'
import { forgetReceipts } from './kept-receipt.ts'
import type { PublishedNotice } from './notice.ts'
import { isPassing, type Outbox } from './outbox.ts'
import { idsOf, openPast, type Past } from './past.ts'
import { isThere, type Receipt } from './record.ts'

/** The exchange with the server about one showing of one notice version: captures, submissions, receipts. */
export type Session = {
  /** Fetches a challenge unless there is a young one. */
  readonly capture: () => void
  /** What the form carries for these answers: of the submission already sent when they are the same, else of the next. */
  readonly carried: (answers: Answers, observation: Observation | null) => Carried
  /**
   * Whether the contact in the form has become another than the last that was sent, told once: the answers given until then, and their receipts, are not hers.
   * Where the person typed it she corrects herself; where the page emptied or filled the field another person may follow.
   */
  readonly isAnother: (contact: TypedContact, isTyped: boolean) => boolean
  /**
   * The answers as a record of this contact says them: a question answered yes in an earlier one of the same contact and
   * no longer answered is refused, unless the form or the element emptied it between.
   */
  readonly settled: (answers: Answers, contact: TypedContact) => Answers
  /** The form was emptied: what is sent next stands for itself, whoever fills it in, and a box left alone takes nothing back. */
  readonly onReset: () => void
  /** Whether these would only repeat what was sent. */
  readonly isRepeat: (answers: Answers, contact: TypedContact) => boolean
  /**
   * Sends the record; with a challenge at hand the request leaves in the same task. A repeat goes again only while the
   * first waits. What came of this try is returned.
   */
  readonly submit: (
    answers: Answers,
    contact: TypedContact,
    observation: Observation | null,
  ) => Promise<Receipt>
}

/** What the element is told. */
export type SessionEvents = {
  /** No challenge can be had. */
  readonly onTrouble: (trouble: unknown) => void
  /** What came of a try to send the answers shown: the receipt, or what came between. Whether the element tells it. */
  readonly onFate: (receipt: Receipt | null, trouble: unknown) => boolean
  /** The server captures for another version than the one shown. */
  readonly onOutdated: () => void
  readonly onChallenge: () => void
}

// A yes given at once is late where its challenge is half an hour old (architecture.md, "Provenance").
const STALE_AFTER_MS = 600_000

/** Opens the exchange for a notice just drawn by an element, after what it sent in the `past`; `newId` makes submission ids, which are idempotency keys as well. */
export const openSession = (
  site: Site,
  { sha256, document: { key, locale } }: PublishedNotice,
  past: Past,
  element: Node,
  outbox: Outbox,
  now: () => number,
  newId: () => string,
  { onTrouble, onFate, onOutdated, onChallenge }: SessionEvents,
): Session => {
  const of = [site.server, site.key, key].join()
  // Who answers another notice takes nothing back of the one before.
  if (past.of && past.of !== of) Object.assign(past, openPast())
  past.of = of
  let draft = newId()
  let challenge: string | null = null
  let staleAt = 0
  let capturing: Promise<void> | null = null
  let isAnew = false
  let sending: Promise<Receipt> | null = null

  const fetchChallenge = async (): Promise<void> => {
    try {
      // What was sent of this version is corrected in it.
      const capture = await startCapture(site, key, locale, sent() && sha256)
      if (capture.notice.sha256 !== sha256) return sent() ? undefined : onOutdated()
      challenge = capture.challenge
      staleAt = now() + STALE_AFTER_MS
      onChallenge()
    } catch (error) {
      onTrouble(error)
    } finally {
      capturing = null
    }
  }
  const takeChallenge = (): string | null => {
    const taken = challenge
    challenge = null
    return taken
  }
  const lastContact = (): TypedContact => past.all.at(-1)?.contact ?? {}
  const sent = (): Submission | undefined => {
    const last = past.all.at(-1)
    return last?.notice === sha256 ? last : undefined
  }
  const isRepeat: Session['isRepeat'] = (answers, contact) =>
    saysTheSame([sent()?.answers, sent()?.contact], [answers, contact])
  const next = (answers: Answers, observation: Observation | null): Carried => ({
    answers,
    observation,
    challenge,
    submission: draft,
    notice: sha256,
    replaces: idsOf(past),
  })

  const send = (submission: Submission): Promise<Receipt> =>
    new Promise((resolve, reject) => {
      const onItsWay = submission.challenge ? null : capturing && capturing.then(takeChallenge)
      const parcel = { sender: site, key, locale, input: toRecordInput(submission) }
      outbox.post(parcel, element, onItsWay, (receipt, trouble) => {
        // Another submission may have followed; what becomes of this one is no longer this element's to tell.
        const isCurrent = sent() === submission
        if (receipt) resolve(receipt)
        else {
          reject(trouble)
          if (isCurrent) {
            sending = null
            // What the server refused for good it has not: the next is the first again.
            if (!isPassing(trouble) && !isThere(trouble)) {
              past.all = past.all.slice(0, -1)
              past.before = Math.min(past.before, past.all.length)
            }
          }
        }
        return isCurrent && onFate(receipt, trouble)
      })
    })

  return {
    capture: () => {
      // The one at hand serves until the other is there.
      if (site.server && (!challenge || now() > staleAt)) capturing ??= fetchChallenge()
    },
    isAnother: (contact, isTyped) => {
      if (isAnew || isSameContact(contact, lastContact())) return false
      forgetReceipts(past.all.map(({ submission }) => submission))
      if (!isTyped) past.before = past.all.length
      return (isAnew = true)
    },
    settled: (answers, contact) => {
      // She emptied the contact and typed it again: the element asked anew, and nothing that she leaves alone takes back.
      if (isAnew && isSameContact(contact, lastContact())) past.before = past.all.length
      const isTakenBack = (question: string): boolean =>
        past.all
          .slice(past.before)
          .some((each) => each.answers[question] === 'GRANTED' && isSameContact(contact, each.contact))
      const { before } = past
      past.before = 0
      if (!isSameContact(contact, lastContact())) past.all = past.all.slice(before)
      // Her own no ends what she granted before the form was emptied; a box left alone does not.
      else if (!Object.keys(answers).some((each) => answers[each] === 'REFUSED' && isTakenBack(each)))
        past.before = before
      return Object.fromEntries(
        Object.entries(answers).map(([question, answer]) => [
          question,
          answer === 'UNANSWERED' && !isAnew && isTakenBack(question) ? 'REFUSED' : answer,
        ]),
      )
    },
    onReset: () => {
      past.before = past.all.length
    },
    isRepeat,
    carried: (answers, observation) => {
      const last = sent()
      return last && !isAnew && saysTheSame(last.answers, answers) ? last : next(answers, observation)
    },
    submit: (answers, contact, observation) => {
      isAnew = false
      if (!isRepeat(answers, contact)) {
        past.all = [...past.all, { ...next(answers, observation), contact }]
        challenge = null
        draft = newId()
        sending = null
      }
      const last = sent()
      return (sending ??=
        site.server && last
          ? send(last)
          : Promise.reject(new Trouble('CONFIGURATION', 'Set server: the form alone carries the record.')))
    },
  }
}
