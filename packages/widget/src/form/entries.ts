import type { Observation } from '@constat/core/consent'
import type { Answers } from './answer.ts'

/** Everything that the form carries of one notice. */
export type Carried = {
  readonly answers: Answers
  readonly challenge: string | null
  readonly submission: string
  readonly notice: string
  readonly observation: Observation | null
  /** The submissions that went before from this showing, oldest first: this one takes their place. */
  readonly replaces: readonly string[]
}

/** What stands behind the answers: drawn by the element, with all that it saw, or left to the fallback. */
export type Proof = (Carried & { readonly origin: 'widget' }) | { readonly origin: 'fallback' }

/** The name under which a form carries the answer to a question, with script or without. */
export const answerName = (name: string, question: string): string => `${name}[${question}]`

/** The name under which a form carries the SHA-256 of the notice version that was shown. */
export const noticeName = (name: string): string => `${name}-notice`

/** The name under which it carries the receipt token. */
export const receiptName = (name: string): string => `${name}-receipt`

/** The name under which it carries what the element noted. */
export const observationName = (name: string): string => `${name}-observation`

/** As many submissions can be replaced by one: what the server takes. */
export const MAX_REPLACED = 100

/** The name under which it carries the submissions that this one replaces. */
export const replacesName = (name: string): string => `${name}-replaces`

/** The name under which a fallback tells the questions that it asked: a box left alone sends nothing. */
export const askedName = (name: string): string => `${name}-asked`

/** The name under which a fallback tells that the browser runs no script. */
export const originName = (name: string): string => `${name}-origin`

/**
 * The one road from answers to form data: an answer per question, the receipt token `<challenge>.<submission>` (empty
 * challenge when none had arrived), the notice version, the submissions replaced and the observation as compact JSON where there are such. With these the site's
 * back end redeems the receipt, or sends the record itself (architecture.md, "What the site holds").
 */
export const formEntries = (name: string, carried: Carried): readonly (readonly [string, string])[] => [
  ...Object.entries(carried.answers).map(
    ([question, answer]) => [answerName(name, question), answer.toLowerCase()] as const,
  ),
  [receiptName(name), `${carried.challenge ?? ''}.${carried.submission}`],
  [noticeName(name), carried.notice],
  ...(carried.replaces[0] ? [[replacesName(name), carried.replaces.join(' ')] as const] : []),
  ...(carried.observation ? [[observationName(name), JSON.stringify(carried.observation)] as const] : []),
]
