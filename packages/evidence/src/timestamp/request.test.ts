import { describe, expect, it } from 'vitest'
import { makeAuthority, reply, TEST_POLICY } from '../testing/authority.ts'
import { makeInfo, makeToken } from '../testing/cms.ts'
import { openssl, withFolder } from '../testing/openssl.ts'
import { body } from '../testing/timestamps.ts'
import { checkAgainstRequest, MAX_RESPONSE_BYTES, readTimestampResponse, timestampRequest } from './index.ts'

const authority = makeAuthority()
const nonce = Uint8Array.of(0xf1, 2, 3, 4, 5, 6, 7, 8)

const textOf = (request: Uint8Array): string =>
  withFolder((folder) =>
    Buffer.from(
      openssl(folder, 'ts', '-query', '-in', folder.write('request.tsq', request), '-text'),
    ).toString(),
  )

const tokenFor = async (policy?: string, settings?: Readonly<Record<string, string>>) => {
  const request = await timestampRequest({ body, nonce, ...(policy === undefined ? {} : { policy }) })
  const response = readTimestampResponse(reply(authority, request, settings))
  return response.ok ? response.token : response.fault
}

describe('a request for a time stamp', () => {
  it('is read by openssl as it was meant', async () => {
    const text = textOf(await timestampRequest({ body, nonce, policy: '1.2.250.1.99' }))
    expect(text).toContain('Version: 1')
    expect(text).toContain('Hash Algorithm: sha256')
    expect(text).toContain('Policy OID: 1.2.250.1.99')
    expect(text).toContain('Nonce: 0xF102030405060708')
    expect(text).toContain('Certificate required: yes')
    expect(textOf(await timestampRequest({ body, nonce }))).toContain('Policy OID: unspecified')
  })

  it.each([
    ['with the sign bit', [0x80, 0, 0, 0, 0, 0, 0, 1], '0x8000000000000001'],
    ['with zeros in front', [0, 0, 1, 2, 3, 4, 5, 6], '0x010203040506'],
    ['of zeros', [0, 0, 0, 0, 0, 0, 0, 0], '0x0'],
  ])('carries a nonce %s as the same number', async (_, octets, text) => {
    const request = await timestampRequest({ body, nonce: Uint8Array.from(octets) })
    expect(textOf(request)).toContain(`Nonce: ${text}`)
    const response = readTimestampResponse(reply(authority, request))
    expect(
      response.ok && (await checkAgainstRequest(response.token, { body, nonce: Uint8Array.from(octets) })),
    ).toEqual({ ok: true })
  })

  it('is the same bytes for the same query, as long as ours will be', async () => {
    const fixed = { body: new TextEncoder().encode('abc'), nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) }
    // SHA-256 of "abc": FIPS 180-2, appendix B.1.
    expect(Buffer.from(await timestampRequest(fixed)).toString('hex')).toBe(
      '3043020101' +
        '3031300d060960864801650304020105000420' +
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' +
        '02080102030405060708' +
        '0101ff',
    )
  })

  it('is not made with a nonce that could be guessed, or a policy that is no OID', async () => {
    await expect(timestampRequest({ body, nonce: nonce.subarray(1) })).rejects.toThrow(RangeError)
    await expect(timestampRequest({ body, nonce: new Uint8Array(33) })).rejects.toThrow(RangeError)
    for (const policy of ['', '3.1', '1.40', '1', '1.02', '1.2.', '1.2.9999999999999999', 'tsa'])
      await expect(timestampRequest({ body, nonce, policy })).rejects.toThrow(RangeError)
  })
})

describe('a token answers a request', () => {
  it('when nonce, imprint and policy are those asked for', async () => {
    const token = await tokenFor(TEST_POLICY)
    if (typeof token === 'string') throw new Error(token)
    expect(await checkAgainstRequest(token, { body, nonce, policy: TEST_POLICY })).toEqual({ ok: true })
    const faults = [
      [{ body, nonce: nonce.with(7, 9) }, 'nonce-mismatch'],
      [{ body: body.with(0, 0), nonce }, 'imprint-mismatch'],
      [{ body, nonce, policy: '1.2.3' }, 'policy-refused'],
    ] as const
    for (const [query, fault] of faults)
      expect(await checkAgainstRequest(token, query)).toEqual({ ok: false, fault })
  })

  it('never when it has no nonce, or is none', async () => {
    const token = makeToken({ info: makeInfo({ body }), signers: [authority.tsa] })
    expect(await checkAgainstRequest(token, { body, nonce })).toEqual({ ok: false, fault: 'nonce-mismatch' })
    expect(await checkAgainstRequest(body, { body, nonce })).toEqual({ ok: false, fault: 'token-malformed' })
  })
})

// TimeStampResp ::= SEQUENCE { PKIStatusInfo, TimeStampToken OPTIONAL }
const response = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

describe('a response', () => {
  it('says what a TSA refused, and why', async () => {
    const unknownPolicy = await timestampRequest({ body, nonce, policy: '1.2.3' })
    expect(readTimestampResponse(reply(authority, unknownPolicy))).toEqual({
      ok: false,
      fault: 'request-refused',
      status: 'rejection',
      failures: ['unacceptedPolicy'],
    })
    const other = reply(authority, await timestampRequest({ body, nonce }), { digests: 'sha512' })
    expect(readTimestampResponse(other)).toMatchObject({ status: 'rejection', failures: ['badAlg'] })
    expect(readTimestampResponse(reply(authority, new Uint8Array(4)))).toMatchObject({
      status: 'rejection',
      failures: ['badDataFormat'],
    })
    expect(readTimestampResponse(response('3005 3003 020103'))).toEqual({
      ok: false,
      fault: 'request-refused',
      status: 'waiting',
      failures: [],
    })
  })

  it.each([
    ['nothing', ''],
    ['no status', '3002 3000'],
    ['an unknown status', '3005 3003 020106'],
    ['a status of two octets', '3006 3004 02020000'],
    ['a grant without token', '3005 3003 020100'],
    ['a token with a refusal', '3007 3003 020102 3000'],
    ['something after the token', '3009 3003 020100 3000 3000'],
    ['something after it', '3005 3003 020102 00'],
    ['no sequence', '0c0130'],
  ])('is malformed with %s', (_, hex) => {
    expect(readTimestampResponse(response(hex))).toEqual({ ok: false, fault: 'response-malformed' })
  })

  it('is not read when it is too large', () => {
    expect(readTimestampResponse(new Uint8Array(MAX_RESPONSE_BYTES + 1))).toEqual({
      ok: false,
      fault: 'response-too-large',
    })
  })
})
