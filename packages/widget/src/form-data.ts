import { isRandomUuid } from '@constat/core/id'
import type { ShownAnswer } from './form/answer.ts'
import {
  askedName,
  MAX_REPLACED,
  noticeName,
  observationName,
  originName,
  receiptName,
  replacesName,
} from './form/entries.ts'

/** Who answered: the element; the fallback because the element could not; the fallback because the browser runs no script. */
export type ChoicesOrigin = 'widget' | 'fallback' | 'no-script'

/** What a posted form says of one notice, for the back end that received it. */
export type PostedChoices = {
  /** As `recordConsent` takes them; a question that the form did not name is left out, which is NOT_ASKED. */
  readonly choices: readonly { readonly question: string; readonly answer: ShownAnswer }[]
  /** SHA-256 of the version shown; null where the page did not say. */
  readonly notice: string | null
  /** `<challenge>.<submission>`, to be redeemed with `receipt(token)`; null where the element did not answer. */
  readonly receiptToken: string | null
  /** The idempotency key under which the browser sent its copy, to be used for the back end's as well. */
  readonly submission: string | null
  /** What the person submitted before from the same form and corrected: to be handed on, so that what she took back ends. */
  readonly replaces: readonly string[]
  /** As the element noted it, to be handed on unread; null where there is none, which the server grades INCOMPLETE. */
  readonly observation: unknown
  readonly origin: ChoicesOrigin
}

const ANSWER_OF = new Map<string, ShownAnswer>([
  ['granted', 'GRANTED'],
  ['refused', 'REFUSED'],
  ['unanswered', 'UNANSWERED'],
])

// Twice what the element ever writes; JSON is parsed no further than this.
const MAX_OBSERVATION = 120_000
const MAX_QUESTIONS = 50

const parsed = (text: string | undefined): unknown => {
  if (!text || text.length > MAX_OBSERVATION) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

type Entry = readonly [name: string, value: string]

/**
 * The entries of a form so that the last of a name decides. Where the element answered, what it says stands around its receipt token:
 * the answers right before it, the rest from there on. No other field makes a yes of what it says; and where two say that they answered,
 * or none of an answer, no yes stands against another word.
 */
const inOrder = (entries: readonly Entry[], name: string): readonly Entry[] => {
  const isAnswer = ([key]: Entry): boolean => key.startsWith(`${name}[`)
  const isToken = ([key]: Entry): boolean => key === receiptName(name)
  const isYes = ([, value]: Entry): boolean => value === 'granted'
  const token = entries.findIndex(isToken)
  if (token < 0) return entries
  const strangers = [...entries.filter(isYes), ...entries.filter((entry) => !isYes(entry))]
  if (entries.findLastIndex(isToken) > token) return strangers
  const start = entries.findLastIndex((entry, nth) => nth < token && !isAnswer(entry)) + 1
  const rest = entries.slice(token).filter((entry) => !isAnswer(entry))
  return [...strangers, ...rest.toReversed(), ...entries.slice(start, token)]
}

/**
 * Reads what a form carries of one notice, whether the element filled it or the fallback of {@link renderFallback}. What is no
 * answer is left out, and so are names of submissions that no browser makes, since anyone can post a form; nothing throws.
 *
 * @param form a `FormData`, a `URLSearchParams`, or any other entries
 * @param name what the element's `name` attribute says
 */
export const readChoices = (
  form: Iterable<readonly [name: string, value: unknown]>,
  name = 'choices',
): PostedChoices => {
  const said = [...form].flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : []))
  const entries = new Map(inOrder(said, name))
  const start = `${name}[`
  const answers = new Map<string, ShownAnswer>(
    (entries.get(askedName(name)) ?? '')
      .split(' ', MAX_QUESTIONS)
      .filter(Boolean)
      .map((question) => [question, 'UNANSWERED']),
  )
  for (const [key, value] of entries) {
    const answer = ANSWER_OF.get(value)
    if (answer && key.startsWith(start) && key.endsWith(']')) answers.set(key.slice(start.length, -1), answer)
  }
  const receiptToken = entries.get(receiptName(name)) || null
  const isWithoutScript = entries.get(originName(name)) === 'no-script'
  return {
    choices: [...answers].slice(0, MAX_QUESTIONS).map(([question, answer]) => ({ question, answer })),
    notice: entries.get(noticeName(name)) || null,
    receiptToken,
    submission: [receiptToken?.split('.').at(-1) ?? ''].find(isRandomUuid) ?? null,
    replaces: (entries.get(replacesName(name)) ?? '').split(' ', MAX_REPLACED).filter(isRandomUuid),
    observation: parsed(entries.get(observationName(name))),
    origin: receiptToken ? 'widget' : isWithoutScript ? 'no-script' : 'fallback',
  }
}
