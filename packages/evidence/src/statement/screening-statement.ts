import { disclosureDigest, makeDisclosure } from '../disclosure/disclosure.ts'
import {
  SCREENING_COMPLETED,
  type ScreeningPayload,
  type StatementAnchor,
  type StatementPromise,
} from './payload.ts'
import { newJti, signPayload, toSeconds, type Signer } from './sign-payload.ts'

/** A file as it was read, byte for byte. */
export type ScreenedFile = { readonly sha256: string; readonly bytes: number }

/** The facts of a screening that is over. Times in epoch milliseconds. */
export type ScreeningFacts = {
  readonly iss: string
  readonly recordedAt: number
  readonly tenant: string
  readonly question: ScreeningPayload['question']
  readonly position: number
  readonly evaluatedAt: number
  readonly answers: ScreeningPayload['answers']
  readonly rules: ScreeningPayload['rules']
  readonly promise?: StatementPromise | undefined
  readonly anchor?: StatementAnchor | undefined
}

/** What only the holder of the receipt gets to see. */
export type ScreeningDisclosed = {
  readonly file: ScreenedFile
  /** Of every answer; 16 random bytes in base64url. */
  readonly salt: string
  /** The file from which the caller says that it was made: nobody has checked it. */
  readonly source?: ScreenedFile | undefined
}

/**
 * Signs that a file was screened. The hash of the file and the salt of its answers are disclosures: a file of few contacts could
 * be guessed from its bare hash.
 *
 * @throws TypeError when a fact is not portable JSON (see `isPortable`).
 */
export const makeScreeningStatement = (
  facts: ScreeningFacts,
  { file, salt, source }: ScreeningDisclosed,
  signer: Signer,
): { readonly jti: string; readonly jws: string; readonly disclosures: readonly string[] } => {
  const jti = newJti(signer.random)
  const disclosures = [
    makeDisclosure({ name: 'file', value: { ...file } }, signer.random),
    makeDisclosure({ name: 'answer_salt', value: salt }, signer.random),
    ...(source ? [makeDisclosure({ name: 'source', value: { ...source } }, signer.random)] : []),
  ]
  const payload: ScreeningPayload = {
    v: 1,
    event: SCREENING_COMPLETED,
    iss: facts.iss,
    jti,
    iat: toSeconds(facts.recordedAt),
    tenant: facts.tenant,
    question: facts.question,
    position: facts.position,
    evaluated_at: toSeconds(facts.evaluatedAt),
    answers: facts.answers,
    rules: facts.rules,
    promise: facts.promise,
    anchor: facts.anchor,
    _sd_alg: 'sha-256',
    _sd: disclosures.map(disclosureDigest).toSorted(),
  }
  return { jti, jws: signPayload(payload, signer), disclosures }
}
