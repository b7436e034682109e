import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of its own that a run of `openssl` reads from and writes to, removed when the work is done. */
export const withFolder = <T>(work: (folder: Folder) => T): T => {
  const path = mkdtempSync(join(tmpdir(), 'constat-openssl-'))
  try {
    return work({
      path,
      write: (name, content) => {
        const file = join(path, name)
        writeFileSync(file, content)
        return file
      },
      read: (name) => new Uint8Array(readFileSync(join(path, name))),
    })
  } finally {
    rmSync(path, { recursive: true, force: true })
  }
}

export type Folder = {
  readonly path: string
  /** Writes a file and gives its path. */
  readonly write: (name: string, content: string | Uint8Array) => string
  readonly read: (name: string) => Uint8Array<ArrayBuffer>
}

type Run = { readonly ok: boolean; readonly out: Uint8Array<ArrayBuffer>; readonly log: string }

/** Runs `openssl` and says whether it succeeded. Where it is missing that is an error, never a test skipped. */
export const tryOpenssl = (folder: Folder, ...args: readonly string[]): Run => {
  const { error, status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder.path })
  if (error)
    throw new Error('These tests need the openssl command (Debian: apt-get install openssl).', {
      cause: error,
    })
  return { ok: status === 0, out: new Uint8Array(stdout), log: stderr.toString() }
}

/** What `openssl` prints; an error with its words where it fails. */
export const openssl = (folder: Folder, ...args: readonly string[]): Uint8Array<ArrayBuffer> => {
  const { ok, out, log } = tryOpenssl(folder, ...args)
  if (!ok) throw new Error(`openssl ${args.join(' ')}\n${log}`)
  return out
}

const KEY_OPTIONS = {
  'rsa-1024': ['RSA', 'rsa_keygen_bits:1024'],
  'rsa-2048': ['RSA', 'rsa_keygen_bits:2048'],
  'rsa-3072': ['RSA', 'rsa_keygen_bits:3072'],
  'p-256': ['EC', 'ec_paramgen_curve:P-256'],
  'p-384': ['EC', 'ec_paramgen_curve:P-384'],
  'p-521': ['EC', 'ec_paramgen_curve:P-521'],
} as const

export type KeyType = keyof typeof KEY_OPTIONS

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

/** A new private key in PEM. */
export const makeKey = (type: KeyType): string =>
  withFolder((folder) => {
    const [algorithm, option] = KEY_OPTIONS[type]
    return text(openssl(folder, 'genpkey', '-algorithm', algorithm, '-pkeyopt', option))
  })

/** A certificate and the key that belongs to it, both PEM. */
export type Identity = { readonly certificate: string; readonly key: string }

/** What a throw-away certificate says. */
export type CertificateFacts = {
  readonly subject: string
  readonly key: string
  /** Signs itself where absent. */
  readonly issuer?: Identity
  /** Lines of an OpenSSL extension section. */
  readonly extensions: readonly string[]
  readonly digest?: string
  /** Hexadecimal, an even number of digits; random where absent. */
  readonly serial?: string
  /** `YYYYMMDDHHMMSSZ`. */
  readonly from?: string
  readonly to?: string
}

/** Issues a certificate with `openssl ca`. */
export const issueCertificate = (facts: CertificateFacts): Identity =>
  withFolder((folder) => {
    const key = folder.write('key.pem', facts.key)
    folder.write('index.txt', '')
    folder.write('serial', facts.serial ?? `0${randomBytes(16).toString('hex').slice(1)}`)
    const config = folder.write(
      'ca.cnf',
      `[req]
distinguished_name = none
[none]
[ca]
default_ca = it
[it]
dir = ${folder.path}
new_certs_dir = ${folder.path}
database = ${folder.path}/index.txt
serial = ${folder.path}/serial
policy = any
[any]
countryName = optional
organizationName = optional
commonName = supplied
[extensions]
${facts.extensions.join('\n')}
`,
    )
    openssl(
      folder,
      'req',
      '-new',
      '-utf8',
      '-config',
      config,
      '-key',
      key,
      '-subj',
      facts.subject,
      '-out',
      'csr.pem',
    )
    const by = facts.issuer
      ? [
          '-cert',
          folder.write('ca.pem', facts.issuer.certificate),
          '-keyfile',
          folder.write('ca.key', facts.issuer.key),
        ]
      : ['-selfsign', '-keyfile', key]
    const dates = ['-startdate', facts.from ?? '20200101000000Z', '-enddate', facts.to ?? '20490101000000Z']
    const rest = [
      '-extensions',
      'extensions',
      '-md',
      facts.digest ?? 'sha256',
      '-in',
      'csr.pem',
      '-out',
      'out.pem',
    ]
    openssl(
      folder,
      'ca',
      '-batch',
      '-notext',
      '-utf8',
      '-preserveDN',
      '-config',
      config,
      ...by,
      ...dates,
      ...rest,
    )
    return { certificate: text(folder.read('out.pem')), key: facts.key }
  })

/** The DER of a PEM text. */
export const derOf = (pem: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'))
