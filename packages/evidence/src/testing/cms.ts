import { createHash } from 'node:crypto'
import { openssl, tryOpenssl, withFolder, type Identity } from './openssl.ts'

/** What a hand-made TSTInfo says (RFC 3161 §2.4.2), in the terms of OpenSSL's ASN1_generate_nconf. */
export type InfoFacts = {
  readonly body: Uint8Array
  readonly digest?: string
  /** `YYYYMMDDHHMMSS[.f]Z`. */
  readonly genTime?: string
  readonly version?: number
  readonly policy?: string
  /** Lines after the time, such as `nonce = INTEGER:1`, and the sections they name. */
  readonly more?: readonly string[]
  readonly sections?: string
}

/** The DER of a TSTInfo that no TSA made. */
export const makeInfo = (facts: InfoFacts): Uint8Array<ArrayBuffer> =>
  withFolder((folder) => {
    const digest = facts.digest ?? 'sha256'
    const config = folder.write(
      'info.cnf',
      `asn1 = SEQUENCE:info
[info]
version = INTEGER:${String(facts.version ?? 1)}
policy = OID:${facts.policy ?? '1.2.3.4.1'}
imprint = SEQUENCE:imprint
serial = INTEGER:0x00c0ffee
time = GENTIME:${facts.genTime ?? '20260101120000Z'}
${(facts.more ?? []).join('\n')}
[imprint]
algorithm = SEQUENCE:algorithm
hash = FORMAT:HEX,OCTETSTRING:${createHash(digest).update(facts.body).digest('hex')}
[algorithm]
oid = OID:${digest}
parameters = NULL
${facts.sections ?? ''}
`,
    )
    openssl(folder, 'asn1parse', '-genconf', config, '-noout', '-out', 'info.der')
    return folder.read('info.der')
  })

/** How a hand-made token is signed. */
export type TokenFacts = {
  readonly info: Uint8Array
  readonly signers: readonly Identity[]
  /** PEM of certificates to put in beside the signers'. */
  readonly certificates?: readonly string[]
  /** Options of `openssl cms -sign`; those of a time-stamp token where absent. */
  readonly options?: readonly string[]
}

/** Options that make `openssl cms -sign` sign as a TSA does, with ESSCertIDv2. */
export const AS_TSA = ['-cades', '-md', 'sha256', '-econtent_type', '1.2.840.113549.1.9.16.1.4'] as const

/** A token signed by `openssl cms -sign`: whatever its certificates are good for, and whatever time it states. */
export const makeToken = ({ info, signers, certificates = [], options = AS_TSA }: TokenFacts) =>
  withFolder((folder) => {
    const by = signers.flatMap(({ certificate, key }, at) => [
      '-signer',
      folder.write(`${String(at)}.pem`, certificate),
      '-inkey',
      folder.write(`${String(at)}.key`, key),
    ])
    const beside =
      certificates.length > 0 ? ['-certfile', folder.write('more.pem', certificates.join('\n'))] : []
    const files = ['-in', folder.write('info.der', info), '-out', 'token.der']
    const form = ['-sign', '-binary', '-nodetach', '-nosmimecap', '-outform', 'DER']
    openssl(folder, 'cms', ...form, ...by, ...beside, ...options, ...files)
    return folder.read('token.der')
  })

/** What `openssl ts -verify` is asked. */
export type OpensslQuestion = {
  readonly token: Uint8Array
  readonly body: Uint8Array
  readonly root: string
  /** PEM of certificates that may stand between. */
  readonly chain?: readonly string[]
  /** Seconds since the epoch; now where absent. */
  readonly at?: number
}

/** Whether `openssl ts -verify` accepts a token. */
export const opensslAccepts = ({ token, body, root, chain = [], at }: OpensslQuestion): boolean =>
  withFolder((folder) => {
    const files = ['-data', folder.write('body', body), '-in', folder.write('token', token)]
    const trust = ['-CAfile', folder.write('root.pem', root)]
    const between = chain.length > 0 ? ['-untrusted', folder.write('chain.pem', chain.join('\n'))] : []
    const instant = at === undefined ? [] : ['-attime', String(at)]
    return tryOpenssl(folder, 'ts', '-verify', '-token_in', ...files, ...trust, ...between, ...instant).ok
  })

/** Whether `openssl cms -verify` accepts a token's signature and chain, for the purpose of time stamping. */
export const cmsAccepts = (token: Uint8Array, root: string): boolean =>
  withFolder((folder) => {
    const files = ['-in', folder.write('token', token), '-CAfile', folder.write('root.pem', root)]
    return tryOpenssl(folder, 'cms', '-verify', '-inform', 'DER', '-purpose', 'timestampsign', ...files).ok
  })
