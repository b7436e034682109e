import type { JsonValue } from '@constat/core/canonical'
import { ANSWERS, CONTACT_KINDS, KEY, type Answer, type ContactKind } from '@constat/core/vocabulary'
import type { Claim } from '../disclosure/disclosure.ts'
import { matching, objectOf, oneOf } from '../platform/shape.ts'
import { STATEMENT_EVENTS, type ConsentPayload } from '../statement/payload.ts'

/** The answer to one question that a certificate shows. */
export type ShownAnswer = {
  readonly question: string
  readonly answer: Answer
  /** The time agreed for the contact, RFC 3339. */
  readonly slot?: { readonly start: string; readonly end: string } | undefined
}

/** What the disclosures of a certificate say. */
export type ShownClaims = {
  readonly contacts: { readonly [kind in ContactKind]?: string }
  readonly answers: readonly ShownAnswer[]
  /** How many claims were disclosed. */
  readonly count: number
}

/**
 * The answers by which a submission agrees to something. A statement of a refusal holds none, whatever its disclosures say.
 */
export const grantedAnswers = (
  event: ConsentPayload['event'],
  { answers }: ShownClaims,
): readonly ShownAnswer[] =>
  event === STATEMENT_EVENTS.GIVEN ? answers.filter(({ answer }) => answer === 'GRANTED') : []

const CHOICE = 'choice.'

const rfc3339 = matching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/)
const instant = (value: unknown): boolean => rfc3339(value) && !Number.isNaN(Date.parse(String(value)))
const choice = objectOf({ answer: oneOf(...ANSWERS) }, { slot: objectOf({ start: instant, end: instant }) })

const isChoice = (value: JsonValue): value is Omit<ShownAnswer, 'question'> => choice(value)

const CONTACTS: { readonly [kind in ContactKind]: RegExp } = {
  phone: /^\+[1-9]\d{3,14}$/,
  // Nothing but what one line can show: a space or a control character could hide a second address.
  email: /^[^\s\p{C}@]{1,64}@[^\s\p{C}@]{1,255}$/u,
}

const isContactKind = (name: string): name is ContactKind => CONTACT_KINDS.some((kind) => kind === name)

/** Reads the claims that a certificate discloses: contacts and answers to questions of a notice, and no other. */
export const readClaims = (
  claims: readonly Claim[],
): ShownClaims | 'disclosure-name' | 'contact-malformed' | 'choice-malformed' => {
  const contacts: { [kind in ContactKind]?: string } = {}
  const answers: ShownAnswer[] = []
  for (const { name, value } of claims)
    if (isContactKind(name)) {
      if (typeof value !== 'string' || !CONTACTS[name].test(value)) return 'contact-malformed'
      contacts[name] = value
    } else {
      const question = name.slice(CHOICE.length)
      if (!name.startsWith(CHOICE) || !KEY.test(question)) return 'disclosure-name'
      if (!isChoice(value)) return 'choice-malformed'
      answers.push({ ...value, question })
    }
  return { contacts, answers, count: claims.length }
}
