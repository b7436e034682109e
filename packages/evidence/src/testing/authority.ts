import { issueCertificate, makeKey, openssl, withFolder, type Identity, type KeyType } from './openssl.ts'

const CA = [
  'basicConstraints = critical,CA:TRUE',
  'keyUsage = critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier = hash',
]

/** Extensions of a certificate that may sign time stamps (RFC 3161 §2.3). */
export const TSA_EXTENSIONS = [
  'basicConstraints = critical,CA:FALSE',
  'keyUsage = critical,digitalSignature',
  'extendedKeyUsage = critical,timeStamping',
  'subjectKeyIdentifier = hash',
] as const

/** Extensions of a certificate authority. */
export const CA_EXTENSIONS: readonly string[] = CA

/** The policy under which a throw-away TSA stamps. */
export const TEST_POLICY = '1.3.6.1.4.1.99999.3161.1'

/** A throw-away TSA: a root, an authority below it, and the identity that stamps. */
export type Authority = {
  readonly root: Identity
  readonly intermediate: Identity
  readonly tsa: Identity
  readonly digest: string
}

/** Makes the keys and certificates of a throw-away TSA. */
export const makeAuthority = ({
  key = 'p-256',
  digest = 'sha256',
  name = 'Test',
}: {
  readonly key?: KeyType
  readonly digest?: string
  readonly name?: string
} = {}): Authority => {
  const root = issueCertificate({
    subject: `/C=FR/O=${name}/CN=${name} racine`,
    key: makeKey(key),
    extensions: CA,
    digest,
  })
  const intermediate = issueCertificate({
    subject: `/C=FR/O=${name}/CN=${name} intermédiaire`,
    key: makeKey(key),
    issuer: root,
    extensions: CA,
    digest,
  })
  const tsa = issueCertificate({
    subject: `/C=FR/O=${name}/CN=${name} horodatage`,
    key: makeKey(key),
    issuer: intermediate,
    extensions: TSA_EXTENSIONS,
    digest,
  })
  return { root, intermediate, tsa, digest }
}

/** Answers a TimeStampReq in DER with a TimeStampResp in DER, by `openssl ts -reply`: at the present time. */
export const reply = (
  { tsa, intermediate, digest }: Authority,
  request: Uint8Array,
  settings: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> =>
  withFolder((folder) => {
    const options = {
      serial: folder.write('serial', '01'),
      signer_cert: folder.write('tsa.pem', tsa.certificate),
      signer_key: folder.write('tsa.key', tsa.key),
      certs: folder.write('chain.pem', intermediate.certificate),
      signer_digest: digest,
      default_policy: TEST_POLICY,
      digests: 'sha1, sha256, sha384, sha512',
      accuracy: 'secs:1, millisecs:500, microsecs:100',
      tsa_name: 'yes',
      ess_cert_id_chain: 'no',
      ess_cert_id_alg: 'sha256',
      ...settings,
    }
    const lines = Object.entries(options).map(([name, value]) => `${name} = ${value}`)
    const config = folder.write('tsa.cnf', `[tsa]\ndefault_tsa = it\n[it]\n${lines.join('\n')}\n`)
    folder.write('request.tsq', request)
    openssl(folder, 'ts', '-reply', '-config', config, '-queryfile', 'request.tsq', '-out', 'response.tsr')
    return folder.read('response.tsr')
  })
