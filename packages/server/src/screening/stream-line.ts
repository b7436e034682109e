import type { InputIssue } from '@constat/core/problem'
import { CONTACT_KINDS } from '@constat/core/vocabulary'
import { issue } from '../platform/problem.ts'
import type { BodyLine } from './read-lines.ts'
import type { ScreenedContact } from './screen.ts'

const MAX_REF = 128
const MEMBERS = ['ref', ...CONTACT_KINDS]

/** A line that asks for a contact, or why it cannot be read. */
export type ReadLine =
  | { readonly ref: string; readonly contact: ScreenedContact }
  | { readonly ref: string; readonly issues: readonly InputIssue[] }

const parse = (text: string): { readonly [member: string]: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

// A text before a colon is a name: values are texts, and no line that is read has another value.
const NAMES = /"(?:[^"\\]|\\.)*"\s*:?/g

/** How many members a text of JSON names, each as often as it stands there. */
const countMembers = (text: string): number => {
  let count = 0
  for (const [found] of text.matchAll(NAMES)) if (found.endsWith(':')) count += 1
  return count
}

const isRef = (ref: unknown): ref is string =>
  typeof ref === 'string' && ref !== '' && ref.length <= MAX_REF && ref.isWellFormed()

const refuse = (ref: string, rule: string, message: string): ReadLine => ({
  ref,
  issues: [issue([], rule, message)],
})

/**
 * Reads one line of a stream.
 *
 * @param most bytes of a line, for the message
 */
export const readLine = (line: BodyLine, most: number): ReadLine => {
  const name = String(line.number)
  if ('tooLong' in line) return refuse(name, 'line-length', `Send lines of at most ${most} bytes.`)
  const value = parse(line.text)
  if (!value)
    return refuse(name, 'json', 'Send one JSON object a line, as {"ref":"1","phone":"+33639980000"}.')
  const { ref = name } = value
  if (!isRef(ref)) return refuse(name, 'ref', `Name the line by a text of 1 to ${MAX_REF} characters.`)
  const unknown = Object.keys(value).find((member) => !MEMBERS.includes(member))
  if (unknown !== undefined)
    return refuse(ref, 'unknown-key', 'Send "ref" and "phone" or "email", nothing else.')
  if (countMembers(line.text) > Object.keys(value).length)
    return refuse(ref, 'duplicate-key', 'Give each member once: which of two is meant cannot be known.')
  const given = CONTACT_KINDS.flatMap((kind) => {
    const { [kind]: text } = value
    return text === undefined || text === null ? [] : [{ kind, text }]
  })
  const [contact, another] = given
  if (!contact || another)
    return refuse(ref, 'one-contact', 'Give either a phone number or an e-mail address.')
  const { kind, text } = contact
  return typeof text === 'string'
    ? { ref, contact: { kind, text } }
    : refuse(ref, 'type', 'Give the contact as a text.')
}

/** Whether there is nothing in a line to be answered. */
export const isBlank = (line: BodyLine): boolean => 'text' in line && line.text.trim() === ''
