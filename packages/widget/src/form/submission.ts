import type { RecordConsentInput } from '../generated/graphql.ts'
import type { TypedContact } from './contact.ts'
import type { Carried } from './entries.ts'

/** What one submit handed over: frozen, so that the form's copy and the browser's are the same record. */
export type Submission = Carried & { readonly contact: TypedContact }

/** Whether two answers or contacts say the same; both are flat, with keys in the notice's order. */
export const saysTheSame = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The submission as the server takes it: the answer to every question, refusals and silences included. */
export const toRecordInput = (submission: Submission): RecordConsentInput => ({
  idempotencyKey: submission.submission,
  challenge: submission.challenge,
  notice: submission.notice,
  contact: submission.contact,
  choices: Object.entries(submission.answers).map(([question, answer]) => ({ question, answer })),
  observation: submission.observation,
  replaces: [...submission.replaces],
})
