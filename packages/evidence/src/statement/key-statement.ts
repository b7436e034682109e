import {
  KEY_ADDED,
  KEY_REVOKED,
  type KeyAddedPayload,
  type KeyEnd,
  type KeyRevokedPayload,
  type StatementAnchor,
  type StatementPromise,
} from './payload.ts'
import { newJti, signPayload, toSeconds, type Signer } from './sign-payload.ts'

type EveryFacts = {
  readonly iss: string
  readonly recordedAt: number
  readonly promise?: StatementPromise | undefined
  readonly anchor?: StatementAnchor | undefined
}

type Signed = { readonly jti: string; readonly jws: string }

const every = ({ iss, recordedAt, promise, anchor }: EveryFacts, { random }: Signer) =>
  ({ v: 1, iss, jti: newJti(random), iat: toSeconds(recordedAt), promise, anchor }) as const

/**
 * Signs, with a key that verifiers know, that another may sign statements from now on (evidence.md 1.10). Times in epoch
 * milliseconds.
 */
export const makeKeyAddedStatement = (
  facts: EveryFacts & { readonly key: KeyAddedPayload['key'] },
  signer: Signer,
): Signed => {
  const payload: KeyAddedPayload = { ...every(facts, signer), event: KEY_ADDED, key: facts.key }
  return { jti: payload.jti, jws: signPayload(payload, signer) }
}

/**
 * Signs that a key signs no statement any more: its place in the log is the end of all that it signed. Times in epoch
 * milliseconds.
 */
export const makeKeyRevokedStatement = (
  facts: EveryFacts & { readonly key: { readonly kid: string; readonly reason: KeyEnd } },
  signer: Signer,
): Signed => {
  const payload: KeyRevokedPayload = { ...every(facts, signer), event: KEY_REVOKED, key: facts.key }
  return { jti: payload.jti, jws: signPayload(payload, signer) }
}
