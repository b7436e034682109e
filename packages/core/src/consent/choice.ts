import type { Answer, Channel, ContactKind, EventKind, QuestionKind } from '../vocabulary/index.ts'

/** The precise time agreed for a contact, epoch milliseconds (C. conso. L223-1 al. 6). */
export type Slot = { readonly start: number; readonly end: number }

/** The answer to one question of a notice version. */
export type Choice = { readonly question: string; readonly answer: Answer; readonly slot?: Slot | undefined }

const CONTACT_KINDS_OF: { readonly [channel in Channel]: readonly ContactKind[] } = {
  AUTOMATED_CALL: ['phone'],
  LIVE_CALL: ['phone'],
  SMS: ['phone'],
  FAX: ['phone'],
  EMAIL: ['email'],
  POST: ['phone', 'email'],
  SOCIAL_MESSAGE: ['phone', 'email'],
}

/** The kinds of contact a choice on this channel binds to: calls, SMS and fax the phone, e-mail the address, the rest whichever was given. */
export const contactKindsOf = (channel: Channel): readonly ContactKind[] => CONTACT_KINDS_OF[channel]

/** Whether a question of this kind can be answered so: an objection box never grants. */
export const canAnswer = (kind: QuestionKind, answer: Answer): boolean =>
  kind === 'OPT_IN' || answer !== 'GRANTED'

/** Whether an answer is an objection: the ticked box of an OPT_OUT or SOFT_OPT_IN (law.md CB-11, CB-13). */
export const isObjection = (kind: QuestionKind, answer: Answer): boolean =>
  kind !== 'OPT_IN' && answer === 'REFUSED'

/** The kind of the event that records these answers: GIVEN when one is GRANTED, else REFUSED. */
export const eventKindOf = (choices: readonly Choice[]): EventKind =>
  choices.some(({ answer }) => answer === 'GRANTED') ? 'GIVEN' : 'REFUSED'
