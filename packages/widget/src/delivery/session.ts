import type { Observation } from '@constat/core/consent'
import type { Answers } from '../form/answer.ts'
import type { TypedContact } from '../form/contact.ts'
import type { Carried } from '../form/entries.ts'
import { saysTheSame, toRecordInput, type Submission } from '../form/submission.ts'
import { Trouble, type Site } from './ask.ts'
import { startCapture } from './capture.ts'
import type { PublishedNotice } from './notice.ts'
import type { Outbox } from './outbox.ts'
import type { Receipt } from './record.ts'

/** The exchange with the server about one showing of one notice version: captures, submissions, receipts. */
export type Session = {
  /** Fetches a challenge unless there is one. */
  readonly capture: () => void
  /** What the form carries for these answers: of the submission already sent when they are the same, else of the next. */
  readonly carried: (answers: Answers, observation: Observation | null) => Carried
  /**
   * The answers as a record of this contact says them: a question answered yes in an earlier one of this showing and no longer
   * answered is refused.
   */
  readonly settled: (answers: Answers, contact: TypedContact) => Answers
  /** The form was emptied: with another contact, the next to fill it in is another person. */
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
  /** What came of a try to send the answers shown: the receipt, or what came between. */
  readonly onFate: (receipt: Receipt | null, trouble: unknown) => void
  /** The server captures for another version than the one shown. */
  readonly onOutdated: () => void
  readonly onChallenge: () => void
}

/** Opens the exchange for a notice just drawn; `newId` makes submission ids, which are idempotency keys as well. */
export const openSession = (
  site: Site,
  { sha256, document: { key, locale } }: PublishedNotice,
  outbox: Outbox,
  newId: () => string,
  { onTrouble, onFate, onOutdated, onChallenge }: SessionEvents,
): Session => {
  let draft = newId()
  let challenge: string | null = null
  let capturing: Promise<void> | null = null
  let all: readonly Submission[] = []
  let isEmptied = false
  let sending: Promise<Receipt> | null = null

  const fetchChallenge = async (): Promise<void> => {
    try {
      const capture = await startCapture(site, key, locale)
      if (capture.notice.sha256 !== sha256) return onOutdated()
      challenge = capture.challenge
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
  const sent = (): Submission | undefined => all.at(-1)
  const isRepeat: Session['isRepeat'] = (answers, contact) =>
    saysTheSame([sent()?.answers, sent()?.contact], [answers, contact])
  const next = (answers: Answers, observation: Observation | null): Carried => ({
    answers,
    observation,
    challenge,
    submission: draft,
    notice: sha256,
    replaces: all.map(({ submission }) => submission),
  })

  const send = (submission: Submission): Promise<Receipt> =>
    new Promise((resolve, reject) => {
      const onItsWay = capturing && capturing.then(takeChallenge)
      const parcel = { site, key, locale, page: performance.timeOrigin, input: toRecordInput(submission) }
      outbox.post(parcel, onItsWay, (receipt, trouble) => {
        // Another submission may have followed; what becomes of this one is no longer this element's to tell.
        const isCurrent = sent() === submission
        if (receipt) resolve(receipt)
        else {
          reject(trouble)
          if (isCurrent) sending = null
        }
        if (isCurrent) onFate(receipt, trouble)
      })
    })

  return {
    capture: () => {
      if (site.server && !challenge) capturing ??= fetchChallenge()
    },
    settled: (answers, contact) => {
      if (isEmptied && !saysTheSame([sent()?.contact], [contact])) all = []
      isEmptied = false
      return Object.fromEntries(
        Object.entries(answers).map(([question, answer]) => [
          question,
          answer === 'UNANSWERED' && all.some((each) => each.answers[question] === 'GRANTED')
            ? 'REFUSED'
            : answer,
        ]),
      )
    },
    onReset: () => {
      isEmptied = true
    },
    isRepeat,
    carried: (answers, observation) => {
      const last = sent()
      return last && saysTheSame(last.answers, answers) ? last : next(answers, observation)
    },
    submit: (answers, contact, observation) => {
      if (!isRepeat(answers, contact)) {
        all = [...all, { ...next(answers, observation), contact }]
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
