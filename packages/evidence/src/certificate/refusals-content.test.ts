import { parseDisclosure } from '../disclosure/disclosure.ts'
import { noticeBytes } from '@constat/core/notice'
import { notice } from '../testing/notice.ts'
import { describe, expect, it } from 'vitest'
import {
  claims,
  makeCertified,
  ORIGIN,
  PHONE,
  RECORDED_AT,
  reportOn,
  trustOf,
} from '../testing/certificates.ts'
import { spoilt, withSdJwt } from '../testing/forged.ts'
import { logLine } from '../testing/log.ts'
import {
  certificate,
  changed,
  describeRefusals,
  hashed,
  trust,
  utf8,
  type Case,
} from '../testing/refusals.ts'
import type { Certificate, VerificationOptions } from '../verify.ts'

const blobOf = (bytes: Uint8Array): Certificate['blobs'] => [
  { sha256: hashed(bytes), media_type: 'application/json', b64: Buffer.from(bytes).toString('base64') },
]
const asked = (options: Partial<VerificationOptions>, of = certificate): Case => ({
  certificate: of,
  options,
})

const lateNotice = async () => {
  const { parts, log, certificate: whole } = await makeCertified()
  const [published] = parts.related
  const index = log.append(published!.statement)
  const proof = await log.prove(index, { w1: RECORDED_AT + 5, w2: RECORDED_AT + 6 })
  return { certificate: { ...whole, related: [{ ...published!, proof }] } }
}

describeRefusals(
  ['notice', 'publications', 'lead'],
  [
    [
      'notice',
      'blob-mismatch',
      'a notice that is not what its hash says',
      () => changed({ blobs: [{ ...certificate.blobs[0]!, sha256: '00'.repeat(32) }] }),
    ],
    ['notice', 'blob-unmatched', 'another notice', () => changed({ blobs: blobOf(utf8('{}')) })],
    ['notice', 'notice-missing', 'no notice', () => changed({ blobs: [] })],
    [
      'notice',
      'notice-malformed',
      'a notice that is none',
      async () => {
        const made = await makeCertified({
          facts: { notice: { key: 'devis', version: 17, locale: 'fr', sha256: hashed(utf8('{}')) } },
        })
        return { certificate: { ...made.certificate, blobs: blobOf(utf8('{}')) } }
      },
    ],
    [
      'notice',
      'notice-malformed',
      'a notice in which two questions have one key',
      async () => {
        const [question] = notice.questions
        const twice = noticeBytes({ ...notice, questions: [question!, { ...question!, label: 'Autre' }] })
        const made = await makeCertified({
          facts: { notice: { key: 'devis', version: 17, locale: 'fr', sha256: hashed(twice) } },
        })
        return { certificate: { ...made.certificate, blobs: blobOf(twice) } }
      },
    ],
    [
      'notice',
      'notice-mismatch',
      'a notice of another name',
      () =>
        makeCertified({
          facts: {
            notice: { key: 'autre', version: 17, locale: 'fr', sha256: certificate.blobs[0]!.sha256 },
          },
        }),
    ],
    [
      'notice',
      'choice-unknown',
      'an answer to no question',
      async () => {
        const made = await makeCertified({
          claims: [...claims, { name: 'choice.fax', value: { answer: 'GRANTED' } }],
        })
        return {
          certificate: withSdJwt(made.certificate, ({ jws }) => ({
            jws,
            // Contacts and answers, for a certificate shows no other.
            disclosures: made.parts.disclosures.filter((each) =>
              /^(phone|email|choice\..*)$/.test(parseDisclosure(each)?.name ?? ''),
            ),
          })),
        }
      },
    ],
    [
      'publications',
      'related-unmatched',
      'the publication of another version',
      () =>
        makeCertified({
          facts: {
            notice: { key: 'devis', version: 18, locale: 'fr', sha256: certificate.blobs[0]!.sha256 },
          },
        }),
    ],
    [
      'publications',
      'related-twice',
      'a publication twice',
      () => changed({ related: [certificate.related[0]!, certificate.related[0]!] }),
    ],
    ['publications', 'related-not-before', 'a notice published after', lateNotice],
    [
      'lead',
      'lead-phone-absent',
      'no phone to compare',
      async () =>
        asked(
          { lead: { phone: PHONE } },
          (await makeCertified({ parts: { contacts: ['email'] } })).certificate,
        ),
    ],
    ['lead', 'lead-phone-mismatch', 'another phone', () => asked({ lead: { phone: '+33639981235' } })],
    [
      'lead',
      'lead-email-absent',
      'no address to compare',
      async () =>
        asked(
          { lead: { email: 'jeanne@example.fr' } },
          (await makeCertified({ parts: { contacts: ['phone'] } })).certificate,
        ),
    ],
    ['lead', 'lead-email-mismatch', 'another address', () => asked({ lead: { email: 'jean@example.fr' } })],
    ['lead', 'recipient-not-named', 'another recipient', () => asked({ recipient: 'hote' })],
    [
      'lead',
      'recipient-not-named',
      'a recipient that only a refused question names',
      // The call is granted to cuisines, the e-mail refused to cuisines and sols alike.
      () => asked({ recipient: 'sols' }),
    ],
    [
      'lead',
      'recipient-not-named',
      'a refusal in which an answer agrees',
      async () =>
        asked({ recipient: 'cuisines' }, (await makeCertified({ facts: { kind: 'REFUSED' } })).certificate),
    ],
  ],
)

describe('a refusal', () => {
  it('names whose fault it is where it is not the event itself', async () => {
    const related = certificate.related.map((each) => ({ ...each, proof: spoilt(each.proof, `— ${ORIGIN}`) }))
    expect((await reportOn({ ...certificate, related }, trust)).fault).toEqual({
      step: 'publications',
      code: 'checkpoint-signature-invalid',
      subject: 'notice.published',
    })
    const anchor = { ...certificate.anchor!, checkpoint: spoilt(certificate.anchor!.checkpoint, '— w1.') }
    expect((await reportOn({ ...certificate, anchor }, trust)).fault).toEqual({
      step: 'bracket',
      code: 'cosignature-invalid',
      subject: 'anchor',
    })
  })

  it('keeps what was established before', async () => {
    const one = await makeCertified({ cosigners: { w1: RECORDED_AT + 5 } })
    const report = await reportOn(one.certificate, trust)
    expect(report.log).toMatchObject({ level: 'LOGGED', origin: ORIGIN, witnesses: [{ witness: 'w1' }] })
    expect(report.time.level).toBe('CLAIMED')
    const unsigned = await reportOn(certificate, await trustOf({ jwks: '{"keys":[]}' }))
    expect([unsigned.log.level, unsigned.time.level, unsigned.contacts]).toEqual([null, null, []])
  })

  it('never for what its maker would have us trust', async () => {
    const hints = { policy: `${logLine('other.example.fr/log/1')}quorum none\n`, jwks: { keys: [] } }
    const report = await reportOn({ ...certificate, hints }, trust)
    expect([report.verdict, report.hintsDiffer]).toEqual(['VERIFIED', ['policy']])
    expect(report.notCovered).toContainEqual({ code: 'hints-differ', values: {} })
    expect((await reportOn(certificate, trust)).hintsDiffer).toEqual([])
  })
})
