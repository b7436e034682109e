import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disclosureDigest, makeCertificate, parseDisclosure, type CertificateParts } from '../index.ts'
import { claims, makeCertified, makeScene, reportOn, trustOf } from '../testing/certificates.ts'
import { withSdJwt } from '../testing/forged.ts'
import { notice } from '../testing/notice.ts'
import { splitSdJwt } from './sd-jwt.ts'

const { parts } = await makeScene()

const shownBy = (changes: Partial<CertificateParts>) => {
  const made = makeCertificate({ ...parts, ...changes })
  if (!made.ok) return made.issues.map(({ path, rule }) => `${path.join('.')} ${rule}`)
  const disclosures = splitSdJwt(made.value.sd_jwt)?.disclosures ?? []
  return disclosures.map((disclosure) => parseDisclosure(disclosure)?.name)
}

describe('a certificate shows', () => {
  it('the contacts asked for and the answers that name its recipient, and nothing else', () => {
    expect(shownBy({})).toEqual(['phone', 'email', 'choice.appel', 'choice.courriel'])
    expect(shownBy({ recipient: 'sols', contacts: ['email'] })).toEqual([
      'email',
      'choice.courriel',
      'choice.sms',
    ])
    expect(shownBy({ questions: ['appel'], contacts: ['phone'] })).toEqual(['phone', 'choice.appel'])
  })

  it('a contact as far as the person gave it', async () => {
    const without = await makeScene({ claims: claims.filter(({ name }) => name !== 'email') })
    expect(shownBy(without.parts)).toEqual(['phone', 'choice.appel', 'choice.courriel'])
  })

  it('nothing that its recipient could open of the rest', async () => {
    const { certificate } = await makeCertified()
    const text = JSON.stringify(certificate)
    const hidden = parts.disclosures.filter((each) => !certificate.sd_jwt.includes(each))
    expect(hidden.map((each) => parseDisclosure(each)?.name)).toEqual([
      'choice.sms',
      'net',
      'trail',
      'page_url',
    ])
    for (const each of hidden) {
      expect(text).not.toContain(each)
      const [salt = ''] = JSON.parse(Buffer.from(each, 'base64url').toString())
      expect(text).not.toContain(salt)
    }
    expect(text).not.toContain('192.0.2.1')
  })
})

describe('a certificate is not made', () => {
  it.each<[string, Partial<CertificateParts>, readonly string[]]>([
    ['for whom the notice does not know', { recipient: 'portes' }, ['recipient unknown-party']],
    ['for whom no question names', { recipient: 'hote' }, ['recipient not-named']],
    [
      'with the answer to a question that names others',
      { questions: ['appel', 'sms'] },
      ['questions.1 not-named'],
    ],
    ['with no question', { questions: [] }, ['questions too-short']],
    ['without a contact', { contacts: [] }, ['disclose contact-absent']],
    ['without an answer', { disclosures: parts.disclosures.slice(0, 2) }, ['questions answer-absent']],
    [
      'larger than anyone would read',
      { notice: { ...notice, items: { N13_PURPOSES: { text: 'a'.repeat(800_000) } } } },
      ['notice too-long'],
    ],
  ])('%s', (_, changes, issues) => {
    expect(shownBy(changes)).toEqual(issues)
  })
})

describe('the disclosures of a certificate', () => {
  it('can be left out one by one, and none reveals another', async () => {
    const { certificate, trust } = await makeCertified()
    const all = splitSdJwt(certificate.sd_jwt)?.disclosures ?? []
    await fc.assert(
      fc.asyncProperty(fc.subarray([...all]), async (kept) => {
        const fewer = withSdJwt(certificate, ({ jws }) => ({ jws, disclosures: kept }))
        const report = await reportOn(fewer, trust)
        expect(report.verdict).toBe('VERIFIED')
        const names = kept.map((each) => parseDisclosure(each)?.name)
        expect(report.contacts.map(({ kind }) => kind)).toEqual(
          names.filter((name) => name === 'phone' || name === 'email'),
        )
        expect(report.answers.map(({ question }) => `choice.${question}`)).toEqual(
          names.filter((name) => name?.startsWith('choice.')),
        )
        const text = JSON.stringify([fewer, report])
        for (const left of all.filter((each) => !kept.includes(each))) {
          const claim = parseDisclosure(left)
          expect(text).not.toContain(left)
          if (typeof claim?.value === 'string') expect(text).not.toContain(claim.value)
        }
      }),
      { numRuns: 32 },
    )
  })

  it('match digests that tell nothing of their number', async () => {
    const { certificate } = await makeCertified()
    const { jws = '', disclosures = [] } = splitSdJwt(certificate.sd_jwt) ?? {}
    const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()
    for (const each of disclosures) expect(payload).toContain(disclosureDigest(each))
    const { _sd: digests } = JSON.parse(payload)
    expect(digests.length).toBeGreaterThan(parts.disclosures.length)
  })

  it('are refused under another statement, in any number', async () => {
    const { certificate } = await makeCertified()
    const other = await makeCertified({ claims: claims.toReversed(), facts: { tenant: 'tnt_2' } })
    const foreign = splitSdJwt(other.certificate.sd_jwt)?.disclosures ?? []
    const trust = await trustOf()
    for (const each of foreign) {
      const swapped = withSdJwt(certificate, ({ jws }) => ({ jws, disclosures: [each] }))
      expect((await reportOn(swapped, trust)).fault?.code).toBe('disclosure-unmatched')
    }
  })
})
