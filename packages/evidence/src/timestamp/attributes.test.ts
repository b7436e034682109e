import { createPrivateKey, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CA_EXTENSIONS, reply } from '../testing/authority.ts'
import { issueCertificate, makeKey } from '../testing/openssl.ts'
import { body, faultOf, issue } from '../testing/timestamps.ts'
import { readTimestampResponse, timestampRequest } from './index.ts'
import { readToken } from './token.ts'

// Names and numbers of one length each, so that one can stand in the place of another.
const root = issueCertificate({ subject: '/CN=Racine', key: makeKey('p-256'), extensions: CA_EXTENSIONS })
const intermediate = issue({
  subject: '/CN=Milieu',
  issuer: root,
  extensions: CA_EXTENSIONS,
  serial: '11'.repeat(16),
})
const tsa = issue({ issuer: intermediate, serial: '22'.repeat(16) })
const authority = { root, intermediate, tsa, digest: 'sha256' }
const roots = [root.certificate]
const key = createPrivateKey(tsa.key)
const nonce = Uint8Array.of(0xf1, 2, 3, 4, 5, 6, 7, 8)

const stamped = async () => {
  const request = await timestampRequest({ body, nonce })
  // With the chain named, openssl gives issuer and serial number of the authority, and only the hash of the TSA.
  const response = readTimestampResponse(reply(authority, request, { ess_cert_id_chain: 'yes' }))
  if (!response.ok) throw new Error(response.fault)
  return Buffer.from(response.token)
}

/** A signature of as many bytes as another, so that no length around it changes. */
const signatureOf = (bytes: Uint8Array, length: number): Buffer => {
  const signature = sign('sha256', bytes, key)
  return signature.length === length ? signature : signatureOf(bytes, length)
}

/** The token after the TSA has signed other attributes of the same length. */
const resigned = async (change: (attributes: Buffer) => void) => {
  const token = await stamped()
  const read = readToken(token)
  if (!read.ok) throw new Error(read.fault)
  const { signer } = read.value
  const attributes = Buffer.from(signer.signedBytes)
  const at = token.indexOf(attributes.subarray(1)) - 1
  change(attributes)
  // Signed as a SET (RFC 5652 §5.4), sent under [0].
  attributes.copy(token, at + 1, 1)
  const { length } = signer.signature
  signatureOf(attributes, length).copy(token, token.length - length)
  return faultOf({ token: new Uint8Array(token), body, roots })
}

const oid = (hex: string) => Buffer.from(hex, 'hex')
const CONTENT_TYPE = oid('06092a864886f70d010903')
const TST_INFO = oid('060b2a864886f70d0109100104')
const SIGNING_TIME = oid('06092a864886f70d010905')
const SIGNING_CERTIFICATE_V2 = oid('060b2a864886f70d010910022f')

const increment = (bytes: Buffer, at: number) => {
  bytes.writeUInt8((bytes.readUInt8(at) + 1) % 256, at)
}

describe('attributes that a TSA has signed', () => {
  it('hold as they are', async () => {
    expect(await resigned(() => {})).toBe('none')
  })

  it('are refused when they say that the content is something else', async () => {
    const fault = await resigned((attributes) => {
      const value = attributes.indexOf(TST_INFO, attributes.indexOf(CONTENT_TYPE))
      increment(attributes, value + TST_INFO.length - 1)
    })
    expect(fault).toBe('signed-attributes-refused')
  })

  it.each([
    ['content type', 3],
    ['message digest', 4],
  ])('are refused when they tell the %s twice', async (_, arc) => {
    const fault = await resigned((attributes) => {
      attributes.writeUInt8(arc, attributes.indexOf(SIGNING_TIME) + SIGNING_TIME.length - 1)
    })
    expect(fault).toBe('signed-attributes-refused')
  })

  // ESSCertIDv2 of the TSA (36 bytes, a hash), then of the authority (with IssuerSerial) → the TSA's with its IssuerSerial,
  // then the authority's hash.
  const nameIssuerAndSerial = (attributes: Buffer) => {
    const start = attributes.indexOf(oid('30220420'), attributes.indexOf(SIGNING_CERTIFICATE_V2))
    const end = attributes.indexOf('11'.repeat(16), start, 'hex') + 16
    const one = Buffer.from(attributes.subarray(start, start + 36))
    const two = Buffer.from(attributes.subarray(start + 36, end))
    const hash = two.indexOf(oid('0420')) + 2
    const other = Buffer.from(two.subarray(hash, hash + 32))
    one.copy(two, hash, 4)
    other.copy(one, 4)
    two.write('Milieu', two.indexOf('Racine'))
    two.fill(0x22, two.length - 16)
    Buffer.concat([two, one]).copy(attributes, start)
  }

  it('hold when they name the certificate by issuer and number too', async () => {
    expect(await resigned(nameIssuerAndSerial)).toBe('none')
  })

  it.each([
    ['issuer', (attributes: Buffer) => attributes.indexOf('Milieu')],
    ['number', (attributes: Buffer) => attributes.indexOf('22'.repeat(16), 0, 'hex') + 15],
    [
      'hash',
      (attributes: Buffer) => attributes.indexOf(oid('0420'), attributes.indexOf(SIGNING_CERTIFICATE_V2)) + 2,
    ],
  ])('are refused when they name the certificate by another %s', async (_, place) => {
    const fault = await resigned((attributes) => {
      nameIssuerAndSerial(attributes)
      increment(attributes, place(attributes))
    })
    expect(fault).toBe('signer-certificate-unbound')
  })
})
