import type { Plugin } from 'graphql-yoga'
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
 */
export const useNoNul = (): Plugin => ({
  onParams: ({ params: { query, variables }, setResult }) => {
    const isEscaped = /\\u(?:0000|\{0+\})/.test(query ?? '')
    if (!isEscaped && everyText(variables, isFree, Infinity)) return
    const path = isEscaped ? ['query'] : nulIn(variables, [])
    if (path) setResult({ errors: [inputError([issue(path, 'nul', 'Take out the character U+0000.')], 400)] })
  },
})
