import type { z } from 'zod'
import type { InputIssue, Parsed } from './index.ts'

const RULES: { readonly [code: string]: string } = {
  invalid_type: 'type',
  too_small: 'too-short',
  too_big: 'too-long',
  invalid_format: 'format',
  unrecognized_keys: 'unknown-key',
  invalid_value: 'unknown-value',
  invalid_key: 'unknown-key',
  invalid_union: 'unknown-value',
}

const ruleOf = (issue: z.core.$ZodIssue): string => {
  const params = 'params' in issue ? issue.params : undefined
  return typeof params?.['rule'] === 'string'
    ? params['rule']
    : (RULES[issue.code] ?? issue.code.replaceAll('_', '-'))
}

const paths = (issue: z.core.$ZodIssue): string[][] => {
  const path = issue.path.map(String)
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path]
}

const TYPES: { readonly [expected: string]: string } = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
}

const FORMATS: { readonly [format: string]: string } = {
  url: 'Give an absolute URL with a scheme that is allowed here.',
  date: 'Give a date as YYYY-MM-DD.',
  datetime: 'Give an ISO 8601 instant with its offset.',
}

/** A size as it is asked for: of a text its characters, of a list its entries, of a number itself. */
const sizeOf = (origin: string, limit: number | bigint, bound: 'least' | 'most'): string => {
  if (origin === 'string') return `Write at ${bound} ${limit} ${limit === 1 ? 'character' : 'characters'}.`
  if (origin === 'array' || origin === 'set')
    return `Give at ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}.`
  return `Give a number of at ${bound} ${limit}.`
}

/**
 * What to do about a fault, where the schema does not say it itself. Never a value of the input: it may be personal
 * data.
 */
const sentenceOf: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = TYPES[issue.expected] ?? 'a value of another type'
      return issue.input === undefined ? `Add this: ${wanted}.` : `Give ${wanted} here.`
    }
    case 'too_small':
      return sizeOf(issue.origin, issue.minimum, 'least')
    case 'too_big':
      return sizeOf(issue.origin, issue.maximum, 'most')
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'Write this in the form that its description gives.'
    case 'unrecognized_keys':
    case 'invalid_key':
      return 'Take this out: nothing is known by this name here.'
    case 'invalid_value':
      return `Use ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}.`
    case 'invalid_union':
      return 'Use one of the values that its description gives.'
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
    default:
      return 'Correct this: its description says what is allowed.'
  }
}

/** Zod's findings as input issues: one per faulty place, in the words of our rules. */
const toIssues = (error: z.ZodError): InputIssue[] =>
  error.issues.flatMap((issue) =>
    paths(issue).map((path) => ({ path, rule: ruleOf(issue), message: issue.message })),
  )

/** Reads untrusted input by a schema; each fault has its place, its rule and a sentence of ours that says what to do. */
export const readBy = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Parsed<z.output<Schema>> => {
  const parsed = schema.safeParse(input, { error: sentenceOf })
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, issues: toIssues(parsed.error) }
}
