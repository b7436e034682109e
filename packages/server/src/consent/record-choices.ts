import type { Contact } from '@constat/core/contact'
import { canAnswer, contactKindsOf, type Choice } from '@constat/core/consent'
import type { NoticeDocument } from '@constat/core/notice'
import type { InputIssue, Parsed } from '@constat/core/problem'
import type { Answer, Channel } from '@constat/core/vocabulary'
import { issue } from '../platform/problem.ts'

/** An answer as the API receives it. */
export type ChoiceInput = {
  readonly question: string
  readonly answer: Answer
  readonly slot?: { readonly start: Date; readonly end: Date } | null | undefined
}

// As many as a notice can ask.
const MAX_CHOICES = 50

// C. conso. L223-1 al. 6 lifts the lawful hours for a precise date and time only.
const DAY_MS = 24 * 60 * 60 * 1000

const isCall = (channel: Channel): boolean => channel === 'LIVE_CALL' || channel === 'AUTOMATED_CALL'

const issuesOf = (
  document: NoticeDocument,
  contacts: readonly Contact[],
  choice: ChoiceInput,
  path: readonly string[],
): InputIssue[] => {
  const question = document.questions.find(({ key }) => key === choice.question)
  if (!question) {
    return [issue([...path, 'question'], 'unknown-question', 'This notice has no question of that key.')]
  }
  const granted = choice.answer === 'GRANTED'
  const kinds = contactKindsOf(question.channel)
  return [
    ...(canAnswer(question.kind, choice.answer)
      ? []
      : [
          issue(
            [...path, 'answer'],
            'objection-box',
            'This box objects: send REFUSED when it is ticked, UNANSWERED when it is left alone.',
          ),
        ]),
    ...(granted && !contacts.some(({ kind }) => kinds.includes(kind))
      ? [
          issue(
            path,
            'contact-missing',
            `A consent to ${question.channel} needs the ${kinds.join(' or ')} it is for.`,
          ),
        ]
      : []),
    ...(choice.slot && !granted
      ? [issue([...path, 'slot'], 'slot-without-consent', 'Only a granted question has a slot.')]
      : []),
    ...(choice.slot && !isCall(question.channel)
      ? [issue([...path, 'slot'], 'slot-call-only', 'Only a consent to calls has a precise time.')]
      : []),
    ...(choice.slot && choice.slot.end.getTime() - choice.slot.start.getTime() > DAY_MS
      ? [
          issue(
            [...path, 'slot', 'end'],
            'slot-precise',
            'Agree on a precise date and time: at most one day.',
          ),
        ]
      : []),
    ...(choice.slot && choice.slot.start >= choice.slot.end
      ? [issue([...path, 'slot', 'end'], 'slot-order', 'The slot must end after it starts.')]
      : []),
  ]
}

/** Whether a granted answer binds to this kind of contact, and to none of the contacts that there are. */
export const isNeeded = (
  document: NoticeDocument,
  contacts: readonly Contact[],
  given: readonly ChoiceInput[],
  kind: string | undefined,
): boolean =>
  document.questions.some(({ key, channel }) => {
    const kinds: readonly string[] = contactKindsOf(channel)
    return (
      kinds.some((each) => each === kind) &&
      !contacts.some((contact) => kinds.includes(contact.kind)) &&
      given.some(({ question, answer }) => question === key && answer === 'GRANTED')
    )
  })

/**
 * The answers to every question of a notice, in its order: what the caller leaves out was not asked. Objection boxes
 * never grant, and a granted question needs a contact to bind to.
 */
export const readChoices = (
  document: NoticeDocument,
  contacts: readonly Contact[],
  given: readonly ChoiceInput[],
): Parsed<readonly Choice[]> => {
  if (given.length > MAX_CHOICES) {
    const message = `A notice has at most ${MAX_CHOICES} questions: answer each once.`
    return { ok: false, issues: [issue(['input', 'choices'], 'too-long', message)] }
  }
  const issues = given.flatMap((choice, index) => {
    const path = ['input', 'choices', String(index)]
    const twice = given.findIndex(({ question }) => question === choice.question) !== index
    return twice
      ? [issue([...path, 'question'], 'unique-question', 'Answer each question once.')]
      : issuesOf(document, contacts, choice, path)
  })
  if (issues.length > 0) return { ok: false, issues }
  const value = document.questions.map(({ key }): Choice => {
    const { answer = 'NOT_ASKED', slot } = given.find(({ question }) => question === key) ?? {}
    return {
      question: key,
      answer,
      slot: slot ? { start: slot.start.getTime(), end: slot.end.getTime() } : undefined,
    }
  })
  return { ok: true, value }
}
