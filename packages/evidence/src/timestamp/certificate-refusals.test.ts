import { describe, expect, it } from 'vitest'
import { CA_EXTENSIONS, makeAuthority, TSA_EXTENSIONS } from '../testing/authority.ts'
import { AS_TSA, makeToken, opensslAccepts } from '../testing/cms.ts'
import { issueCertificate, makeKey, type CertificateFacts, type Identity } from '../testing/openssl.ts'
import { body, faultOf, GEN_TIME, issue, makeStamps } from '../testing/timestamps.ts'

const { authority, info, tokenBy, bothRefuse, onlyWeRefuse } = makeStamps()

const without = (name: string, ...more: readonly string[]) => [
  ...TSA_EXTENSIONS.filter((line) => !line.startsWith(name)),
  ...more,
]

describe('a time stamp is refused when the signing certificate', () => {
  it.each([
    ['says nothing of its use', without('extended'), 'eku-missing'],
    [
      'is for another use',
      without('extended', 'extendedKeyUsage = critical,serverAuth'),
      'eku-not-timestamping',
    ],
    [
      'is for another use too',
      without('extended', 'extendedKeyUsage = critical,timeStamping,codeSigning'),
      'eku-additional',
    ],
    [
      'does not bind whom it tells',
      without('extended', 'extendedKeyUsage = timeStamping'),
      'eku-not-critical',
    ],
    ['is for encryption', without('keyUsage', 'keyUsage = critical,keyEncipherment'), 'key-usage-refused'],
    [
      'is for encryption too',
      without('keyUsage', 'keyUsage = critical,digitalSignature,keyEncipherment'),
      'key-usage-refused',
    ],
    [
      'asks for what nobody here knows',
      [...TSA_EXTENSIONS, '1.2.3.4.5 = critical,ASN1:NULL'],
      'extension-unsupported',
    ],
  ])('%s', async (_, extensions, fault) => {
    expect(await bothRefuse(tokenBy(issue({ issuer: authority.intermediate, extensions })))).toBe(fault)
  })

  it('is not there', async () => {
    const token = tokenBy(authority.tsa, [...AS_TSA, '-nocerts'])
    expect(await bothRefuse(token)).toBe('signer-certificate-missing')
  })

  it('is another of the same key, name and number, put in its place', async () => {
    const serial = '0badcafe'
    const original = issue({ issuer: authority.intermediate, serial })
    const again = issue({ issuer: authority.intermediate, serial, key: original.key, to: '20480101000000Z' })
    const token = tokenBy(original, [...AS_TSA, '-nocerts'])
    const roots = [authority.root.certificate]
    const chain = [authority.intermediate.certificate]
    expect(await faultOf({ token, body, roots, chain: [...chain, again.certificate] })).toBe(
      'signer-certificate-unbound',
    )
    expect(await faultOf({ token, body, roots, chain: [...chain, original.certificate] })).toBe('none')
    const root = authority.root.certificate
    expect(opensslAccepts({ token, body, root, chain: [...chain, again.certificate], at: GEN_TIME })).toBe(
      false,
    )
  })

  it('is not bound by the signature', async () => {
    const token = tokenBy(
      authority.tsa,
      AS_TSA.filter((option) => option !== '-cades'),
    )
    expect(await bothRefuse(token)).toBe('signer-certificate-unbound')
  })

  it('was not valid yet, or no longer, when it signed', async () => {
    const early = issue({ issuer: authority.intermediate, to: '20251231235959Z' })
    const late = issue({ issuer: authority.intermediate, from: '20260101120001Z' })
    for (const tsa of [early, late]) expect(await bothRefuse(tokenBy(tsa))).toBe('certificate-expired')
  })
})

describe('a time stamp is refused when its chain', () => {
  it('leads to another root, of another name or the same', async () => {
    const token = tokenBy(authority.tsa)
    for (const name of ['Autre', 'Test'])
      expect(await bothRefuse(token, makeAuthority({ name }).root.certificate)).toBe('chain-untrusted')
    expect(await faultOf({ token, body, roots: [] })).toBe('chain-untrusted')
  })

  it('is a stranger’s, whatever else is wrong with it', async () => {
    const intermediate = issue({
      issuer: authority.root,
      subject: '/C=FR/O=Test/CN=Entre',
      extensions: CA_EXTENSIONS,
      digest: 'sha1',
      to: '20251231235959Z',
    })
    const signers = [issue({ issuer: intermediate, to: '20251231235959Z' })]
    const token = makeToken({ info, signers, certificates: [intermediate.certificate] })
    const roots = [makeAuthority({ name: 'Autre' }).root.certificate]
    expect(await faultOf({ token, body, roots })).toBe('chain-untrusted')
    expect(await faultOf({ token, body, roots: [authority.root.certificate] })).toBe('certificate-expired')
  })

  it('leads to a root that came with the token', async () => {
    const certificates = [authority.intermediate.certificate, authority.root.certificate]
    const token = makeToken({ info, signers: [authority.tsa], certificates })
    expect(await bothRefuse(token, makeAuthority({ name: 'Autre' }).root.certificate)).toBe('chain-untrusted')
  })

  it.each<[string, Partial<CertificateFacts>, string]>([
    ['was issued by no authority', { extensions: TSA_EXTENSIONS }, 'issuer-unsuited'],
    [
      'was issued by an authority that may not issue',
      { extensions: ['basicConstraints = critical,CA:TRUE', 'keyUsage = critical,cRLSign'] },
      'issuer-unsuited',
    ],
    ['had expired in between', { extensions: CA_EXTENSIONS, to: '20251231235959Z' }, 'certificate-expired'],
  ])('%s', async (_, facts, fault) => {
    const intermediate = issue({ issuer: authority.root, subject: '/C=FR/O=Test/CN=Entre', ...facts })
    const certificates = [intermediate.certificate]
    const token = makeToken({ info, signers: [issue({ issuer: intermediate })], certificates })
    expect(await bothRefuse(token)).toBe(fault)
  })

  it('is longer than its root allows', async () => {
    const root = issueCertificate({
      subject: '/CN=Racine courte',
      key: makeKey('p-256'),
      extensions: ['basicConstraints = critical,CA:TRUE,pathlen:0', 'keyUsage = critical,keyCertSign'],
    })
    const intermediate = issue({ issuer: root, subject: '/CN=Entre', extensions: CA_EXTENSIONS })
    const signers = [issue({ issuer: intermediate })]
    const token = makeToken({ info, signers, certificates: [intermediate.certificate] })
    expect(await bothRefuse(token, root.certificate)).toBe('issuer-unsuited')
  })

  it.each<[string, Partial<CertificateFacts>, string]>([
    ['is signed by SHA-1', { digest: 'sha1' }, 'chain-algorithm-refused'],
    [
      'is for web servers',
      { extensions: [...CA_EXTENSIONS, 'extendedKeyUsage = serverAuth'] },
      'issuer-unsuited',
    ],
    [
      'limits names, which is not judged here',
      { extensions: [...CA_EXTENSIONS, 'nameConstraints = permitted;DNS:example.fr'] },
      'extension-unsupported',
    ],
  ])('has an authority that %s, where openssl looks away', async (_, facts, fault) => {
    const intermediate = issue({
      issuer: authority.root,
      subject: '/C=FR/O=Test/CN=Entre',
      extensions: CA_EXTENSIONS,
      ...facts,
    })
    const certificates = [intermediate.certificate]
    const token = makeToken({ info, signers: [issue({ issuer: intermediate })], certificates })
    expect(await onlyWeRefuse(token)).toBe(fault)
  })

  it('goes round in circles', async () => {
    const [one, two] = [makeKey('p-256'), makeKey('p-256')]
    const signedBy = (subject: string, key: string, issuer: Identity) =>
      issue({ subject, key, issuer, extensions: CA_EXTENSIONS })
    const first = issueCertificate({ subject: '/CN=A', key: one, extensions: CA_EXTENSIONS })
    const second = signedBy('/CN=B', two, first)
    const circle = Array.from({ length: 6 }, () => [
      signedBy('/CN=A', one, second).certificate,
      signedBy('/CN=B', two, first).certificate,
    ]).flat()
    const token = makeToken({ info, signers: [issue({ issuer: second })], certificates: circle })
    expect(await bothRefuse(token)).toBe('chain-untrusted')
  })
})
