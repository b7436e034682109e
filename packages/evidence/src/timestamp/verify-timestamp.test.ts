import { beforeAll, describe, expect, it } from 'vitest'
import {
  CA_EXTENSIONS,
  makeAuthority,
  reply,
  TEST_POLICY,
  TSA_EXTENSIONS,
  type Authority,
} from '../testing/authority.ts'
import { AS_TSA, cmsAccepts, makeInfo, makeToken, opensslAccepts } from '../testing/cms.ts'
import { derOf, issueCertificate, makeKey } from '../testing/openssl.ts'
import { readTimestampResponse, timestampRequest, verifyTimestamp } from './index.ts'

const body = new TextEncoder().encode('proofs.example.fr/log/1\n1037\n3hk7\n')
const nonce = Uint8Array.of(0xf1, 2, 3, 4, 5, 6, 7, 8)

const stamp = async (authority: Authority, settings: Readonly<Record<string, string>> = {}) => {
  const response = readTimestampResponse(reply(authority, await timestampRequest({ body, nonce }), settings))
  if (!response.ok) throw new Error(response.fault)
  return response.token
}

let authority: Authority

beforeAll(() => {
  authority = makeAuthority()
})

describe('a time stamp holds', () => {
  it.each([
    ['rsa-2048', 'sha256'],
    ['rsa-3072', 'sha512'],
    ['p-256', 'sha256'],
    ['p-384', 'sha384'],
  ] as const)('when a TSA with %s and %s made it, and openssl says so too', async (key, digest) => {
    const made = makeAuthority({ key, digest })
    const token = await stamp(made)
    const root = made.root.certificate
    const before = Date.now() / 1000
    const verified = await verifyTimestamp({ token, body, roots: [root] })
    expect(verified).toEqual({
      ok: true,
      genTime: expect.any(Number),
      accuracy: 1.5001,
      tsa: 'CN=Test horodatage,O=Test,C=FR',
      policy: TEST_POLICY,
      serial: '02',
    })
    expect(verified.ok && Math.abs(verified.genTime - before)).toBeLessThan(3600)
    expect(opensslAccepts({ token, body, root })).toBe(true)
  })

  it.each([
    ['ESSCertID, by SHA-1', { ess_cert_id_alg: 'sha1' }],
    ['ESSCertIDv2 by another hash than the standard one', { ess_cert_id_alg: 'sha512' }],
    ['ESSCertIDv2, the whole chain named after it', { ess_cert_id_chain: 'yes' }],
  ])('when its certificate is named by %s', async (_, settings) => {
    const token = await stamp(authority, settings)
    const root = authority.root.certificate
    expect(await verifyTimestamp({ token, body, roots: [root] })).toMatchObject({ ok: true })
    expect(opensslAccepts({ token, body, root })).toBe(true)
  })

  it('with fractions of a second, and without an accuracy', async () => {
    const info = makeInfo({ body, genTime: '20260101120000.25Z' })
    const token = makeToken({
      info,
      signers: [authority.tsa],
      certificates: [authority.intermediate.certificate],
    })
    expect(await verifyTimestamp({ token, body, roots: [authority.root.certificate] })).toMatchObject({
      ok: true,
      genTime: Date.UTC(2026, 0, 1, 12) / 1000 + 0.25,
      accuracy: null,
      serial: 'c0ffee',
    })
  })

  it.each(['sha256', 'sha384', 'sha512'])('over an imprint by %s', async (digest) => {
    const token = makeToken({ info: makeInfo({ body, digest }), signers: [authority.tsa] })
    const chain = [authority.intermediate.certificate]
    const root = authority.root.certificate
    expect(await verifyTimestamp({ token, body, roots: [root], chain })).toMatchObject({ ok: true })
    expect(opensslAccepts({ token, body, root, chain })).toBe(true)
  })

  it('when it is signed by RSA-PSS', async () => {
    const rsa = makeAuthority({ key: 'rsa-2048' })
    const token = makeToken({
      info: makeInfo({ body }),
      signers: [rsa.tsa],
      certificates: [rsa.intermediate.certificate],
      options: [...AS_TSA, '-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:32'],
    })
    const root = rsa.root.certificate
    expect(await verifyTimestamp({ token, body, roots: [root] })).toMatchObject({ ok: true })
    // `openssl ts` of OpenSSL 3.0 reads no PSS; `openssl cms` does.
    expect(cmsAccepts(token, root)).toBe(true)
  })

  it('when it names its certificate by the key identifier', async () => {
    const token = makeToken({
      info: makeInfo({ body }),
      signers: [authority.tsa],
      certificates: [authority.intermediate.certificate],
      options: [...AS_TSA, '-keyid'],
    })
    expect(await verifyTimestamp({ token, body, roots: [authority.root.certificate] })).toMatchObject({
      ok: true,
    })
  })

  it('when its CMS is in BER, as signers that stream write it', async () => {
    const token = makeToken({
      info: makeInfo({ body }),
      signers: [authority.tsa],
      certificates: [authority.intermediate.certificate],
      options: [...AS_TSA, '-stream'],
    })
    const root = authority.root.certificate
    // SEQUENCE of indefinite length (X.690 §8.1.3.6).
    expect(Array.from(token.subarray(0, 2))).toEqual([0x30, 0x80])
    expect(await verifyTimestamp({ token, body, roots: [root] })).toMatchObject({ ok: true })
    expect(cmsAccepts(token, root)).toBe(true)
  })

  it('when the names of its chain are written otherwise, in case and in spaces', async () => {
    const key = makeKey('p-256')
    const named = (subject: string) =>
      issueCertificate({ subject, key, issuer: authority.root, extensions: CA_EXTENSIONS })
    const issuer = named('/C=FR/O=Test/CN=Autorité du milieu')
    const tsa = issueCertificate({
      subject: '/CN=Horodatage',
      key: makeKey('p-256'),
      issuer,
      extensions: TSA_EXTENSIONS,
    })
    const info = makeInfo({ body })
    const chainOf = (subject: string) =>
      makeToken({ info, signers: [tsa], certificates: [named(subject).certificate] })
    const root = authority.root.certificate
    const at = Date.UTC(2026, 0, 1, 12) / 1000
    const same = chainOf('/C=FR/O=TEST/CN=autorité  Du  milieu')
    expect(await verifyTimestamp({ token: same, body, roots: [root] })).toMatchObject({ ok: true })
    expect(opensslAccepts({ token: same, body, root, at })).toBe(true)
    for (const subject of ['/C=FR/O=Test/CN=Autorité dumilieu', '/O=Test/C=FR/CN=Autorité du milieu']) {
      const other = chainOf(subject)
      expect(await verifyTimestamp({ token: other, body, roots: [root] })).toEqual({
        ok: false,
        fault: 'chain-untrusted',
      })
      expect(opensslAccepts({ token: other, body, root, at })).toBe(false)
    }
  })

  it('long after the certificates of the TSA have expired, if they were valid at the time', async () => {
    const dates = { from: '20230101000000Z', to: '20250101000000Z' }
    const tsa = issueCertificate({
      subject: '/C=FR/O=Test/CN=Test 2023',
      key: makeKey('p-256'),
      issuer: authority.intermediate,
      extensions: TSA_EXTENSIONS,
      ...dates,
    })
    const token = makeToken({ info: makeInfo({ body, genTime: '20241231120000Z' }), signers: [tsa] })
    const chain = [authority.intermediate.certificate]
    const root = authority.root.certificate
    expect(await verifyTimestamp({ token, body, roots: [root], chain })).toMatchObject({ ok: true })
    const at = Date.UTC(2024, 11, 31, 12) / 1000
    expect(opensslAccepts({ token, body, root, chain, at })).toBe(true)
    expect(opensslAccepts({ token, body, root, chain })).toBe(false)
  })

  it('with certificates in PEM or DER, one text or many, and with those that lead nowhere', async () => {
    const token = await stamp(authority)
    const other = makeAuthority({ name: 'Autre' })
    const roots = [`${other.root.certificate}\n${authority.root.certificate}`]
    expect(
      await verifyTimestamp({ token, body, roots, chain: [other.intermediate.certificate] }),
    ).toMatchObject({ ok: true })
    expect(await verifyTimestamp({ token, body, roots: [derOf(authority.root.certificate)] })).toMatchObject({
      ok: true,
    })
  })

  it('under a trusted authority that is not self-signed, and under the signing certificate itself', async () => {
    const token = await stamp(authority)
    for (const { certificate } of [authority.intermediate, authority.tsa])
      expect(await verifyTimestamp({ token, body, roots: [certificate] })).toMatchObject({ ok: true })
  })

  it('under one of the policies that are asked for', async () => {
    const token = await stamp(authority)
    const roots = [authority.root.certificate]
    expect(await verifyTimestamp({ token, body, roots, policies: ['1.2.3', TEST_POLICY] })).toMatchObject({
      ok: true,
    })
    expect(await verifyTimestamp({ token, body, roots, policies: ['1.2.3'] })).toEqual({
      ok: false,
      fault: 'policy-refused',
      policy: TEST_POLICY,
    })
  })

  it('under a root that is believed for its policy, whatever other certificates stand beside', async () => {
    const token = await stamp(authority)
    const { root, intermediate } = authority
    const forPolicies = (...policies: readonly string[]) =>
      `${policies.map((policy) => `TSA-Policy: ${policy}\r\n`).join('')}${root.certificate}`
    const judge = (...pem: readonly string[]) => verifyTimestamp({ token, body, roots: [pem.join('\n')] })
    const held = { ok: true, policy: TEST_POLICY }
    expect(await judge(forPolicies('1.2.3', TEST_POLICY))).toMatchObject(held)
    expect(await judge(forPolicies('1.2.3'), intermediate.certificate)).toMatchObject(held)
    const refused = { ok: false, fault: 'policy-refused', policy: TEST_POLICY }
    expect(await judge(forPolicies('1.2.3'))).toEqual(refused)
    expect(await judge(makeAuthority().root.certificate, forPolicies('1.2.3'))).toEqual(refused)
    expect(await judge(forPolicies('1.2.3').replace('TSA-Policy', 'TSA-POLICY'))).toEqual({
      ok: false,
      fault: 'certificate-malformed',
    })
  })

  it('with strangers’ certificates put in before its own, and gives the name of who signed', async () => {
    // The attack of sigstore/timestamp-authority's response-injected-certs.tsr: a verifier that takes the first
    // certificate for the signer's.
    const spoofed = issueCertificate({
      subject: '/CN=AAA',
      key: makeKey('p-256'),
      extensions: TSA_EXTENSIONS,
      serial: '01',
    })
    const token = makeToken({
      info: makeInfo({ body }),
      signers: [authority.tsa],
      certificates: [spoofed.certificate, authority.intermediate.certificate],
    })
    expect(await verifyTimestamp({ token, body, roots: [authority.root.certificate] })).toMatchObject({
      tsa: 'CN=Test horodatage,O=Test,C=FR',
    })
    expect(await verifyTimestamp({ token, body, roots: [spoofed.certificate] })).toEqual({
      ok: false,
      fault: 'chain-untrusted',
    })
  })
})
