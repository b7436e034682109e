import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeAuthority } from '../testing/authority.ts'
import { faultOf } from '../testing/timestamps.ts'
import { readPublicKey, verifySignature } from './algorithm.ts'
import { readAsn1 } from './asn1.ts'
import { readTimestampResponse } from './index.ts'
import { readToken } from './token.ts'

type Vectors = Readonly<
  Record<'body' | 'publicKey' | 'response' | 'contentIsNoTstInfo' | 'digestOfAnotherContent', string>
>

const vectors: Vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, '../testing/vectors/sigstore-rfc3161.json'), 'utf8'),
)

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const tokenOf = (name: keyof Vectors) => {
  const response = readTimestampResponse(bytesOf(vectors[name]))
  if (!response.ok) throw new Error(response.fault)
  return response.token
}
const body = new TextEncoder().encode(vectors.body)
const roots = [makeAuthority().root.certificate]

describe('the time stamps of sigstore-js', () => {
  it('hold a time of GitHub’s TSA, signed on P-384', async () => {
    const read = readToken(tokenOf('response'))
    if (!read.ok) throw new Error(read.fault)
    const { info, signer } = read.value
    const { genTimeMs, accuracy } = info
    expect(new Date(genTimeMs).toISOString()).toBe('2023-12-20T21:49:18.000Z')
    expect(accuracy).toBe(1)
    expect(info.policy).toBe('1.3.6.1.4.1.57264.2')
    const signed = signer.signedBytes
    const key = readPublicKey(readAsn1(bytesOf(vectors.publicKey)))
    const verdict = (bytes: Uint8Array) =>
      verifySignature(signer.signatureAlgorithm, key, bytes, signer.signature, 'SHA-384')
    expect(await verdict(signed)).toBe('valid')
    expect(await verdict(signed.with(40, (signed[40] ?? 0) ^ 1))).toBe('invalid')
  })

  it('are not believed without a certificate', async () => {
    expect(await faultOf({ token: tokenOf('response'), body, roots })).toBe('signer-certificate-missing')
    expect(await faultOf({ token: tokenOf('response'), body: body.subarray(1), roots })).toBe(
      'imprint-mismatch',
    )
  })

  it('are refused when their content is no TSTInfo, or not what was signed', async () => {
    expect(await faultOf({ token: tokenOf('contentIsNoTstInfo'), body, roots })).toBe('content-type-refused')
    expect(await faultOf({ token: tokenOf('digestOfAnotherContent'), body, roots })).toBe(
      'message-digest-mismatch',
    )
  })
})
