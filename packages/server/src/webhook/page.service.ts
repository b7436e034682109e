import {
  deadLettersPage,
  webhookAttemptsPage,
  type DeadLettersPage,
  type WebhookAttemptsPage,
} from '@constat/store'
import { isId } from '@constat/core/id'
import type { Deps, Principal } from '../platform/context.ts'
import { inputError, issue } from '../platform/problem.ts'

const MAX_PAGE = 100
const CURSOR = /^p([1-9][0-9]{0,15})$/

/** Which page is asked for. */
export type PageArgs = { readonly first: number; readonly after?: string | null | undefined }

const pageIssues = (first: number, isCursor: boolean) => [
  ...(first >= 1 && first <= MAX_PAGE ? [] : [issue(['first'], 'page-size', `Ask for 1 to ${MAX_PAGE}.`)]),
  ...(isCursor ? [] : [issue(['after'], 'cursor', 'Pass on a cursor that an earlier page gave.')]),
]

/** The opaque place of an attempt in a page. */
export const attemptCursor = (attemptId: string): string => Buffer.from(attemptId).toString('base64url')

/**
 * A page of the attempts of a webhook, newest first.
 *
 * @throws GraphQLError INVALID_INPUT when the size or the cursor is none.
 */
export const listAttempts = async (
  { store }: Deps,
  { tenant }: Principal,
  webhookId: string,
  { first, after }: PageArgs,
): Promise<WebhookAttemptsPage> => {
  const before = after ? Buffer.from(after, 'base64url').toString() : undefined
  const issues = pageIssues(first, before === undefined || isId('webhookAttempt', before))
  if (issues.length > 0) throw inputError(issues)
  return webhookAttemptsPage(store.reader, tenant, webhookId, { first, after: before })
}

/** The opaque place of a dead letter in a page. */
export const deadLetterCursor = (position: number): string =>
  Buffer.from(`p${position}`).toString('base64url')

/**
 * A page of the dead letters of a webhook, by position.
 *
 * @throws GraphQLError INVALID_INPUT when the size or the cursor is none.
 */
export const listDeadLetters = async (
  { store }: Deps,
  { tenant }: Principal,
  webhookId: string,
  { first, after }: PageArgs,
): Promise<DeadLettersPage> => {
  const match = after ? CURSOR.exec(Buffer.from(after, 'base64url').toString()) : undefined
  const issues = pageIssues(first, match !== null)
  if (issues.length > 0) throw inputError(issues)
  return deadLettersPage(store.reader, tenant, webhookId, { first, after: match ? Number(match[1]) : 0 })
}
