import { AsyncLocalStorage } from 'node:async_hooks'
import type { ErrorCode } from './problem.ts'

/** What becomes known of a request while it is answered; nothing in it is personal. */
export type RequestReport = {
  /** Ours and never the caller's, which could be anything. */
  readonly id: string
  readonly method: string
  /** Path as it is registered, without the values that stand in it. */
  route: string
  status: number
  /** Of the error that it is answered with, the gravest of several. */
  code: ErrorCode | null
  tenantId: string | null
  keyId: string | null
  /** As the caller names it. */
  operation: string | null
  /** The schema's names of what is asked. */
  fields: readonly string[]
  /** SQL statements run so far, where they are counted. */
  statements: number
  /** Whether the answer carries the id already. */
  isTold: boolean
}

/** The header that tells whoever asks by which id we know his request. */
export const REQUEST_ID = 'x-request-id'

const requests = new AsyncLocalStorage<RequestReport>()

/** The request that is being answered; undefined outside of one. */
export const currentRequest = (): RequestReport | undefined => requests.getStore()

/** The header with the id of the current request, for an answer whose headers are written at once; nobody adds it later. */
export const tellingId = (): { readonly [REQUEST_ID]?: string } => {
  const report = currentRequest()
  if (!report) return {}
  report.isTold = true
  return { [REQUEST_ID]: report.id }
}

/** Answers a request; what is called from `answer` finds it as {@link currentRequest}. */
export const withRequest = <T>(report: RequestReport, answer: () => T): T => requests.run(report, answer)

/** A function that finds the current request wherever it is called from. */
export const ofThisRequest = <A extends unknown[], R>(work: (...args: A) => R): ((...args: A) => R) =>
  AsyncLocalStorage.bind(work)
