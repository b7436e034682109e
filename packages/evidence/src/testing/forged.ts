import { canonicalJson } from '@constat/core/canonical'
import { ed25519NoteSigner, signNote } from '@constat/tlog'
import type { Certificate } from '../certificate/certificate.ts'
import { joinSdJwt, splitSdJwt, type SdJwt } from '../certificate/sd-jwt.ts'
import { signWith } from '../key/statement-key.ts'
import { ORIGIN, statementKey } from './certificates.ts'
import { keyOf } from './log.ts'

/** Certificates that say what ours never would, some of it really signed by our keys. */

const base64url = (text: string): string => Buffer.from(text).toString('base64url')

/** The JWS of any header and payload, under the key of the scene. */
export const signedJws = (header: string, payload: string): string => {
  const input = `${base64url(header)}.${base64url(payload)}`
  return `${input}.${Buffer.from(signWith(statementKey, Buffer.from(input))).toString('base64url')}`
}

const partsOf = ({ sd_jwt: text }: Certificate): SdJwt => splitSdJwt(text) ?? { jws: '', disclosures: [] }

/** A certificate with another SD-JWT. */
export const withSdJwt = (certificate: Certificate, change: (parts: SdJwt) => SdJwt): Certificate => ({
  ...certificate,
  sd_jwt: joinSdJwt(change(partsOf(certificate))),
})

/** A certificate whose statement has other members in its header or payload, signed again. */
export const resigned = (
  certificate: Certificate,
  change: { readonly header?: object; readonly payload?: object },
): Certificate =>
  withSdJwt(certificate, ({ jws, disclosures }) => {
    const [header = {}, payload = {}] = jws
      .split('.')
      .slice(0, 2)
      .map((part): object => JSON.parse(Buffer.from(part, 'base64url').toString()))
    const parts = [
      { ...header, ...change.header },
      { ...payload, ...change.payload },
    ].map(canonicalJson)
    return { jws: signedJws(parts[0] ?? '', parts[1] ?? ''), disclosures }
  })

/** A certificate whose proof is another text. */
export const withProof = (certificate: Certificate, change: (proof: string) => string): Certificate => ({
  ...certificate,
  proof: change(certificate.proof),
})

/** A certificate whose proof holds any text as checkpoint, really signed by the log. */
export const withCheckpoint = async (certificate: Certificate, text: string): Promise<Certificate> => {
  const { publicKey, sign } = keyOf(ORIGIN)
  const note = await signNote(text, [ed25519NoteSigner(ORIGIN, publicKey, sign)])
  return withProof(certificate, (proof) => `${proof.slice(0, proof.indexOf('\n\n') + 2)}${note}`)
}

/** A proof with one character of a line's base64 changed: the line that starts so. */
export const spoilt = (text: string, start: string): string => {
  const at = text.indexOf('\n', text.indexOf(start)) - 6
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
}
