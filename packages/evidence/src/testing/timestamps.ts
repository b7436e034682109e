import { verifyTimestamp } from '../timestamp/index.ts'
import type { TimestampToVerify } from '../timestamp/verify-timestamp.ts'
import { makeAuthority, TSA_EXTENSIONS } from './authority.ts'
import { makeInfo, makeToken, opensslAccepts } from './cms.ts'
import { issueCertificate, makeKey, type CertificateFacts, type Identity } from './openssl.ts'

/** A checkpoint body that the tokens of the tests are over. */
export const body = new TextEncoder().encode('proofs.example.fr/log/1\n1037\n3hk7\n')

/** When the hand-made tokens were made: seconds since the epoch. */
export const GEN_TIME = Date.UTC(2026, 0, 1, 12) / 1000

/** A certificate for a TSA, or for whatever the facts make of it. */
export const issue = (facts: Partial<CertificateFacts> & { readonly issuer: Identity }): Identity =>
  issueCertificate({
    subject: '/C=FR/O=Test/CN=Test horodatage',
    key: makeKey('p-256'),
    extensions: TSA_EXTENSIONS,
    ...facts,
  })

/** Why a token is refused; `none` when it is not. */
export const faultOf = async (input: TimestampToVerify): Promise<string> => {
  const verified = await verifyTimestamp(input)
  return verified.ok ? 'none' : verified.fault
}

/** An authority, and tokens over {@link body} made by hand. */
export const makeStamps = () => {
  const authority = makeAuthority()
  const info = makeInfo({ body })
  const root = authority.root.certificate
  const tokenBy = (signer: Identity, options?: readonly string[]) =>
    makeToken({
      info,
      signers: [signer],
      certificates: [authority.intermediate.certificate],
      ...(options ? { options } : {}),
    })
  return {
    authority,
    info,
    tokenBy,
    /** Our fault, after openssl has refused too. */
    bothRefuse: async (token: Uint8Array, trusted = root): Promise<string> =>
      opensslAccepts({ token, body, root: trusted, at: GEN_TIME })
        ? 'openssl accepts'
        : faultOf({ token, body, roots: [trusted] }),
    /** Our fault, where openssl finds none. */
    onlyWeRefuse: async (token: Uint8Array): Promise<string> =>
      opensslAccepts({ token, body, root, at: GEN_TIME })
        ? faultOf({ token, body, roots: [root] })
        : 'openssl refuses',
  }
}
