import { verifyTimestamp } from '@constat/evidence/timestamp'
import {
  certificateBytes,
  readTrust,
  verifyCertificate,
  type Certificate,
  type VerificationFault,
} from '@constat/evidence/verify'
import { policyText } from '../log/policy.ts'
import type { Deps } from '../platform/context.ts'
import { publishedJwks } from '../signing-key/signing-key.service.ts'

/**
 * Why a certificate is refused by whoever trusts the policy and the keys that this server publishes, and them alone; null when
 * it verifies. Which authorities stamp is for the verifier to trust, so theirs are held to their form only.
 */
export const faultUnderOwnTrust = async (
  deps: Pick<Deps, 'store' | 'keys' | 'witnesses' | 'clock'>,
  certificate: Certificate,
): Promise<VerificationFault | null> => {
  const { reader } = deps.store
  const trust = await readTrust({
    policy: (await policyText(deps, reader)) ?? '',
    jwks: JSON.stringify(await publishedJwks(deps, reader)),
    tsaRoots: [],
  })
  if (!trust.ok) throw new Error('What this server publishes for others to trust does not read.')
  const options = { now: deps.clock(), verifyTimestamp }
  return (await verifyCertificate(certificateBytes(certificate), trust.value, options)).fault
}
