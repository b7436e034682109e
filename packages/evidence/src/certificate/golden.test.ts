import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EMAIL, NOW, PHONE, RECORDED_AT, reportOn, trustOf } from '../testing/certificates.ts'
import { verifyTimestamp } from '../timestamp/index.ts'

const folder = new URL('../../golden/v1/', import.meta.url)

const text = (path: string): string => readFileSync(new URL(path, folder), 'utf8')

const verify = async (name: string) => {
  const bytes = new Uint8Array(readFileSync(new URL(`${name}/certificate.json`, folder)))
  const tsa = `${name}/tsa.pem`
  const trust = await trustOf({
    policy: text(`${name}/policy.txt`),
    jwks: text(`${name}/jwks.json`),
    tsaRoots: existsSync(new URL(tsa, folder)) ? [text(tsa)] : [],
  })
  return reportOn(bytes, trust, { now: NOW, verifyTimestamp })
}

describe('a golden certificate of version 1 verifies for ever:', () => {
  it('signed and logged', async () => {
    expect(await verify('signed-and-logged')).toMatchObject({
      verdict: 'VERIFIED',
      log: { level: 'LOGGED', index: 7, size: 12 },
      time: { level: 'CLAIMED', bracket: { notBefore: null, notAfter: null } },
    })
  })

  it('witnessed', async () => {
    expect(await verify('witnessed')).toMatchObject({
      verdict: 'VERIFIED',
      log: { level: 'WITNESSED', of: 3 },
      time: { bracket: { notBefore: RECORDED_AT - 60, notAfter: RECORDED_AT + 6, claimed: 'INSIDE' } },
      contacts: [{ value: PHONE }, { value: EMAIL }],
      answers: [
        { question: 'appel', answer: 'GRANTED' },
        { question: 'courriel', answer: 'REFUSED' },
      ],
      publications: [{ event: 'notice.published' }, { event: 'widget.released' }],
    })
  })

  it('stamped by an authority', async () => {
    expect(await verify('timestamped')).toMatchObject({
      verdict: 'VERIFIED',
      time: {
        level: 'TIMESTAMPED',
        timestamps: [{ time: RECORDED_AT + 600 }],
        anchorTimestamps: [{ time: RECORDED_AT - 55 }],
      },
    })
  })

  it('of a refusal, for another recipient', async () => {
    expect(await verify('refusal')).toMatchObject({
      verdict: 'VERIFIED',
      statement: { event: 'consent.refused', provenance: 'SERVER_ATTESTED' },
      contacts: [{ kind: 'email' }],
      answers: [
        { question: 'courriel', answer: 'REFUSED' },
        { question: 'sms', answer: 'UNANSWERED' },
      ],
    })
  })
})
