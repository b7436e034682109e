import { verifySignature } from './algorithm.ts'
import { isSameCertificate, isValidAt, type ReadCertificate } from './certificate.ts'
import type { TimestampFault } from './faults.ts'
import { isSameName } from './name.ts'
import { isIssuer, isUnderstood } from './purpose.ts'

// Certificates that name each other as issuer in circles would otherwise cost time without end.
const MAX_DEPTH = 8
const MAX_STEPS = 64

type Search = {
  readonly roots: readonly ReadCertificate[]
  readonly others: readonly ReadCertificate[]
  readonly at: number
  steps: number
}

const isIn = (list: readonly ReadCertificate[], certificate: ReadCertificate): boolean =>
  list.some((each) => isSameCertificate(each, certificate))

// Whether the issuer signed the child, and may have: `chain-untrusted` when it did not.
const linkFault = async (
  child: ReadCertificate,
  issuer: ReadCertificate,
  below: number,
): Promise<TimestampFault | undefined> => {
  const { signatureAlgorithm, signed, signature } = child
  const verdict = await verifySignature(signatureAlgorithm, issuer.publicKey, signed, signature)
  if (verdict === 'invalid') return 'chain-untrusted'
  if (verdict === 'refused') return 'chain-algorithm-refused'
  return isIssuer(issuer, below) ? undefined : 'issuer-unsuited'
}

const ownFault = (certificate: ReadCertificate, at: number): TimestampFault | undefined => {
  if (!isValidAt(certificate, at)) return 'certificate-expired'
  return isUnderstood(certificate) ? undefined : 'extension-unsupported'
}

// `path` is the certificates from the signer up to the one to be judged. A path with a fault is followed all the same: the
// fault counts only if it leads to a root, else the chain is a stranger's.
const climb = async (
  path: readonly ReadCertificate[],
  search: Search,
): Promise<TimestampFault | undefined> => {
  const [child] = path.slice(-1)
  if (!child || path.length > MAX_DEPTH) return 'chain-untrusted'
  const own = ownFault(child, search.at)
  if (isIn(search.roots, child)) return own
  let found: TimestampFault = 'chain-untrusted'
  for (const issuer of [...search.roots, ...search.others]) {
    if (!isSameName(issuer.subject, child.issuer) || isIn(path, issuer)) continue
    search.steps += 1
    if (search.steps > MAX_STEPS) return found
    const link = await linkFault(child, issuer, path.length - 1)
    const above = link === 'chain-untrusted' ? link : await climb([...path, issuer], search)
    if (above === 'chain-untrusted') continue
    const fault = own ?? link ?? above
    if (!fault) return undefined
    if (found === 'chain-untrusted') found = fault
  }
  return found
}

/**
 * Looks for a path from a certificate to one of the roots, each link valid at an instant (RFC 5280 §6.1): signatures,
 * validity, issuers' basicConstraints and keyUsage, nothing critical left unread. A root is trusted as given, its own
 * signature is not looked at; it may be a CA that is not self-signed, or the signing certificate itself, as trusted lists
 * name it. The other certificates only help to find the way. Revocation is not looked at.
 *
 * @param at - Milliseconds since the epoch.
 * @returns `chain-untrusted` when no path leads to a root; what is wrong with one that does; undefined when one holds.
 */
export const chainFault = async (
  signer: ReadCertificate,
  roots: readonly ReadCertificate[],
  others: readonly ReadCertificate[],
  at: number,
): Promise<TimestampFault | undefined> => climb([signer], { roots, others, at, steps: 0 })
