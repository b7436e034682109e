import type { z } from 'zod'
import type { InputIssue } from './index.ts'

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

/** Zod's findings as input issues: one per faulty place, in the words of our rules. */
export const toIssues = (error: z.ZodError): InputIssue[] =>
  error.issues.flatMap((issue) =>
    paths(issue).map((path) => ({ path, rule: ruleOf(issue), message: issue.message })),
  )
