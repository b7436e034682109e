import { sha256 } from '@noble/hashes/sha2.js'
import { strToU8, zipSync, type Zippable } from 'fflate'
import { fromBase64, parseTlogProof, parseNote } from '@constat/tlog'
import { certificateBytes, type Certificate, type CertificateTimestamp } from './certificate.ts'
import { GO_PROGRAM } from './go-program.ts'
import { splitSdJwt } from './sd-jwt.ts'
import { stampName, verifyGuide } from './verify-guide.ts'

// The first day that a ZIP can name, so that the same certificate always gives the same file.
const MTIME = new Date(1980, 0, 1)

const bodyOf = (note: string): string => {
  const parsed = parseNote(note)
  return parsed.ok ? parsed.value.text : ''
}

const stampFiles = (name: string, timestamps: readonly CertificateTimestamp[]): Zippable =>
  Object.fromEntries(
    timestamps.flatMap(({ token_der_b64: token, chain_pem: chain }, at) => {
      const numbered = stampName(name, at)
      return [
        [`${numbered}.tsr`, fromBase64(token) ?? new Uint8Array()],
        ...(chain.length > 0 ? [[`${numbered}.tsa-chain.pem`, strToU8(chain.join(''))]] : []),
      ]
    }),
  )

const relatedFiles = ({ related }: Certificate): Zippable =>
  Object.fromEntries(
    related.flatMap(({ event, statement, proof }) => [
      [`${event}.jws`, strToU8(statement)],
      [`${event}.tlog-proof`, strToU8(proof)],
    ]),
  )

/**
 * A certificate as a ZIP (evidence.md 1.6) for people who verify with `openssl` and Go: the same bytes as files, the
 * certificate itself among them, and `VERIFY.md` with the commands. One way: what counts is `certificate.json`. The same
 * certificate always gives the same bytes.
 *
 * The certificate must have verified, or come from `makeCertificate`: what cannot be read of it is left empty.
 */
export const certificateZip = (certificate: Certificate): Uint8Array<ArrayBuffer> => {
  const { jws = '', disclosures = [] } = splitSdJwt(certificate.sd_jwt) ?? {}
  const proof = parseTlogProof(certificate.proof)
  const body = proof.ok ? bodyOf(proof.value.checkpoint) : ''
  const { anchor, blobs, hints } = certificate
  const files: Zippable = {
    'VERIFY.md': strToU8(verifyGuide(certificate)),
    'check.go': strToU8(GO_PROGRAM.trimStart()),
    'certificate.json': certificateBytes(certificate),
    'statement.jws': strToU8(jws),
    'disclosures.txt': strToU8(disclosures.map((each) => `${each}\n`).join('')),
    'entry.bin': sha256(strToU8(jws)),
    'proof.tlog-proof': strToU8(certificate.proof),
    'checkpoint.body': strToU8(body),
    ...stampFiles('checkpoint', certificate.timestamps),
    ...(anchor && {
      'anchor.checkpoint': strToU8(anchor.checkpoint),
      'anchor.body': strToU8(bodyOf(anchor.checkpoint)),
      ...stampFiles('anchor', anchor.timestamps),
    }),
    ...relatedFiles(certificate),
    ...Object.fromEntries(blobs.map(({ b64 }) => ['notice.json', fromBase64(b64) ?? new Uint8Array()])),
    'hints.policy.txt': strToU8(hints.policy),
    'hints.jwks.json': strToU8(`${JSON.stringify(hints.jwks, null, 2)}\n`),
  }
  return new Uint8Array(zipSync(files, { level: 9, mtime: MTIME }))
}
