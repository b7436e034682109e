import {
  NOTICE_PUBLISHED,
  type NoticePayload,
  type StatementAnchor,
  type StatementNotice,
  type StatementPromise,
} from './payload.ts'
import { newJti, signPayload, toSeconds, type Signer } from './sign-payload.ts'

/** The facts of the publication of a notice version. Times in epoch milliseconds. */
export type NoticeStatementFacts = {
  readonly iss: string
  readonly recordedAt: number
  readonly tenant: string
  readonly notice: StatementNotice
  readonly promise?: StatementPromise | undefined
  readonly anchor?: StatementAnchor | undefined
}

/**
 * Signs that a notice version was published: with its place in the log it proves that the text existed before the
 * consents that name it (CNIL deliberation 2020-092).
 *
 * @throws TypeError when a fact is not portable JSON (see `isPortable`).
 */
export const makeNoticeStatement = (
  facts: NoticeStatementFacts,
  signer: Signer,
): { readonly jti: string; readonly jws: string } => {
  const jti = newJti(signer.random)
  const payload: NoticePayload = {
    v: 1,
    event: NOTICE_PUBLISHED,
    iss: facts.iss,
    jti,
    iat: toSeconds(facts.recordedAt),
    tenant: facts.tenant,
    notice: facts.notice,
    promise: facts.promise,
    anchor: facts.anchor,
  }
  return { jti, jws: signPayload(payload, signer) }
}
