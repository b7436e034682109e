import type { AskedParams } from './graphql-params.ts'
import { inputError, issue } from './problem.ts'
import { everyText } from './texts.ts'

const NUL = '\0'

const isFree = (text: string): boolean => !text.includes(NUL)

/** Where text holds U+0000; undefined when none does. Values are never repeated. */
const nulIn = (value: unknown, path: readonly string[]): readonly string[] | undefined => {
  if (typeof value === 'string') return value.includes(NUL) ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, member] of Object.entries(value)) {
    const found = name.includes(NUL) ? path : nulIn(member, [...path, name])
    if (found) return found
  }
  return undefined
}

/**
 * Refuses the one character of JSON that PostgreSQL's text cannot hold, so that every engine answers alike; in a document
 * it can only stand escaped.
 *
 * @throws GraphQLError INVALID_INPUT (400)
 */
export const requireNoNul = ({ query, variables }: AskedParams): void => {
  const isEscaped = query.includes('\\u') && /\\u(?:0000|\{0+\})/.test(query)
  if (!isEscaped && everyText(variables, isFree, Infinity)) return
  const path = isEscaped ? ['query'] : nulIn(variables, [])
  if (path) throw inputError([issue(path, 'nul', 'Take out the character U+0000.')], 400)
}
