import type { KeyKind } from './context.ts'
import { inputError, issue } from './problem.ts'

/**
 * How many values the body of a request holds at most, by the kind of key that sends it: every text, number, list and object
 * in it. The largest notice that can be published holds four fifths of it, and what a page sends less than half.
 */
export const MAX_VALUES: { readonly [kind in KeyKind]: number } = {
  SECRET: 30_000,
  PARTNER: 5_000,
  SITE: 5_000,
}

// What an object that is looked up takes, in the work of reading so much.
const CHARACTERS_A_UNIT = 1_000
const VALUES_A_UNIT = 20

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const LIST = 0x5b
const OBJECT = 0x7b

/**
 * How many values a JSON text holds, without reading it: to parse many small ones takes fifty times as long as this. Of a text
 * that is no JSON it is some number. What is empty counts twice.
 *
 * @param most where to stop; what it gives is then one more
 */
export const countValues = (json: string, most: number): number => {
  let count = 1
  let isText = false
  for (let at = 0; at < json.length && count <= most; at += 1) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) isText = !isText
    else if (isText) at += code === BACKSLASH ? 1 : 0
    else if (code === COMMA || code === LIST || code === OBJECT) count += 1
  }
  return count
}

/** What it costs to read a body, in units of one object that is looked up; nothing below the size of a usual request. */
export const costOfReading = (characters: number, values: number): number =>
  Math.floor(characters / CHARACTERS_A_UNIT) + Math.floor(values / VALUES_A_UNIT)

/**
 * Refuses a body with more values than its kind of key may send.
 *
 * @throws GraphQLError INVALID_INPUT (400)
 */
export const requireFew = (kind: KeyKind, values: number): void => {
  const most = MAX_VALUES[kind]
  if (values > most)
    throw inputError(
      [issue(['body'], 'max-values', `Send at most ${most} values in one request: send less of each.`)],
      400,
    )
}
