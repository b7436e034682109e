import type { InputIssue } from '@constat/core/problem'
import type { LintFinding } from '@constat/law'
import { GraphQLError } from 'graphql'

const CODES = {
  InvalidInput: 'INVALID_INPUT',
  NotFound: 'NOT_FOUND',
  Conflict: 'CONFLICT',
  IdempotencyMismatch: 'IDEMPOTENCY_MISMATCH',
  ChallengeFailed: 'CHALLENGE_FAILED',
  NoticeUnlawful: 'NOTICE_UNLAWFUL',
  NotDelivered: 'NOT_DELIVERED',
} as const
type ProblemName = keyof typeof CODES

/** Codes that this server answers; the list only grows. */
export const PROBLEM_CODES = Object.values(CODES)

/** A typed refusal that is part of a mutation's result: nothing was stored. `__typename` is its GraphQL type. */
export type Problem<Name extends ProblemName = ProblemName> = Name extends ProblemName
  ? {
      readonly __typename: Name
      readonly code: (typeof CODES)[Name]
      readonly message: string
      readonly issues: readonly InputIssue[]
    }
  : never
export type IdempotencyMismatch = Problem<'IdempotencyMismatch'> & { readonly firstSeenAt: number }
export type NoticeUnlawful = Problem<'NoticeUnlawful'> & { readonly findings: readonly LintFinding[] }

/** One issue at a path. */
export const issue = (path: readonly string[], rule: string, message: string): InputIssue => ({
  path,
  rule,
  message,
})

/** Prefixes the paths of issues found in a part with where that part stands in the whole input. */
export const under = (path: readonly string[], issues: readonly InputIssue[]): InputIssue[] =>
  issues.map((each) => ({ ...each, path: [...path, ...each.path] }))

/** How many issues one answer tells. */
export const MAX_ISSUES = 20
// Names that nobody knows are told as they were sent, which may be a megabyte.
const MAX_NAME = 64
const MAX_NAMES = 12

/** The beginning of a name that is told as it was sent. */
export const shortened = (name: string): string =>
  name.length > MAX_NAME ? `${name.slice(0, MAX_NAME).toWellFormed()}…` : name

/**
 * As much of issues as an answer tells, so that it is of a few kilobytes whatever was sent: the first {@link MAX_ISSUES},
 * their paths cut after 12 names and those after 64 characters.
 */
const told = (issues: readonly InputIssue[]): readonly InputIssue[] =>
  issues.slice(0, MAX_ISSUES).map((each) => ({ ...each, path: each.path.slice(0, MAX_NAMES).map(shortened) }))

const sentence = (issues: readonly InputIssue[]): string => {
  const said = told(issues).map(({ path, message }) => `${path.join('.')}: ${message}`)
  return [...said, ...(issues.length > MAX_ISSUES ? ['There are more issues than these.'] : [])].join(' ')
}

/** A refusal of this type for these reasons, of which the first are told. */
export const problem = <Name extends ProblemName>(name: Name, issues: readonly InputIssue[]) => ({
  __typename: name,
  code: CODES[name],
  message: sentence(issues),
  issues: told(issues),
})

/** The idempotency key is taken by another input, first seen at this instant. */
export const idempotencyMismatch = (firstSeenAt: number): IdempotencyMismatch => ({
  ...problem('IdempotencyMismatch', [
    issue(
      ['input', 'idempotencyKey'],
      'same-input',
      'This key was used for another input: use a new key for a new submission.',
    ),
  ]),
  firstSeenAt,
})

/** The lint found errors in the document that stands at this path. */
export const noticeUnlawful = (
  path: readonly string[],
  findings: readonly LintFinding[],
): NoticeUnlawful => ({
  ...problem(
    'NoticeUnlawful',
    under(
      path,
      findings.filter(({ severity }) => severity === 'ERROR'),
    ),
  ),
  findings,
})

/**
 * Codes of the errors that stand beside data, or in its place: the first are of what was sent, which graphql itself may have
 * refused, the last of what kept this server from answering. The list only grows.
 */
export const ERROR_CODES = [
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'INVALID_INPUT',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'ORIGIN_DENIED',
  'MISSING_SCOPE',
  'QUOTA_EXCEEDED',
  'STORAGE_UNAVAILABLE',
  'CLOCK_BEHIND',
  'DEADLINE_EXCEEDED',
  'STOPPING',
  'TOO_MANY_LINES',
  'INTERNAL_SERVER_ERROR',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** An error beside data; `more` is told with its code, but for `http`, which says how it is answered. */
export const codedError = (
  code: ErrorCode,
  message: string,
  more: { readonly [name: string]: unknown } = {},
): GraphQLError => new GraphQLError(message, { extensions: { code, ...more } })

/** Bad input where no result union can carry it: a top-level error with its first issues, and figures that explain them. */
export const inputError = (
  issues: readonly InputIssue[],
  status = 200,
  figures: { readonly [name: string]: number } = {},
): GraphQLError =>
  codedError('INVALID_INPUT', sentence(issues), { ...figures, issues: told(issues), http: { status } })

/**
 * Too much was asked for: a top-level error, as it may be anywhere.
 *
 * @param waitMs when to ask again, if that is known: milliseconds, told in whole seconds
 */
export const quotaError = (issues: readonly InputIssue[], waitMs?: number): GraphQLError => {
  if (waitMs === undefined)
    return codedError('QUOTA_EXCEEDED', sentence(issues), { issues, http: { status: 429 } })
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1000))
  return codedError('QUOTA_EXCEEDED', `${sentence(issues)} Try again in ${retryAfter} s.`, {
    issues,
    retryAfter,
    http: { status: 429, headers: { 'retry-after': String(retryAfter) } },
  })
}
