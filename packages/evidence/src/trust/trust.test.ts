import { describe, expect, it } from 'vitest'
import { makeAuthority } from '../testing/authority.ts'
import { jwks, POLICY } from '../testing/certificates.ts'
import { readTrust, type TrustTexts } from '../verify.ts'

const root = makeAuthority().root.certificate
const texts: TrustTexts = { policy: POLICY, jwks: JSON.stringify(jwks), tsaRoots: [root] }

const rulesOf = async (changes: Partial<TrustTexts>) => {
  const trust = await readTrust({ ...texts, ...changes })
  return trust.ok ? [] : trust.issues.map(({ path, rule }) => `${path.join('.')} ${rule}`)
}

describe('a trust folder', () => {
  it('is a policy, statement keys and roots of time-stamping authorities', async () => {
    const trust = await readTrust(texts)
    expect(trust).toMatchObject({ ok: true, value: { tsaRoots: [root], qualified: [] } })
    expect(trust.ok && [...trust.value.keys.keys()]).toEqual(jwks.keys.map(({ kid }) => kid))
    expect(trust.ok && trust.value.policy.witnesses.map(({ name }) => name)).toEqual(['w1', 'w2', 'w3'])
    expect(await rulesOf({ tsaRoots: [], qualified: [root, `${root}${root}`] })).toEqual([])
    expect(await rulesOf({ tsaRoots: [`TSA-Policy: 1.2.3\nTSA-Policy: 2.16.1\n${root}${root}`] })).toEqual([])
  })

  it.each<[string, Partial<TrustTexts>, readonly string[]]>([
    ['without a quorum', { policy: POLICY.replace('quorum g\n', '') }, ['policy.0 quorum-missing']],
    ['with a line of no meaning', { policy: `trust me\n${POLICY}` }, ['policy.1 line-unknown']],
    ['with a broken key of a log', { policy: POLICY.replace('log p', 'log x') }, ['policy.1 key-refused']],
    ['with keys that are no JSON', { jwks: '{' }, ['jwks json']],
    ['with keys that are no key set', { jwks: '[]' }, ['jwks.keys jwks-shape']],
    [
      'with a key that is not named by its hash',
      { jwks: JSON.stringify({ keys: [{ ...jwks.keys[0], kid: 'main' }] }) },
      ['jwks.keys.0.kid thumbprint'],
    ],
    ['with roots that are no PEM', { tsaRoots: ['root'] }, ['tsaRoots.0 pem-shape']],
    [
      'with a policy that no root follows',
      { tsaRoots: [`${root}TSA-Policy: 1.2.3\n`] },
      ['tsaRoots.0 pem-shape'],
    ],
    ['with a policy that is no OID', { tsaRoots: [`TSA-Policy: best\n${root}`] }, ['tsaRoots.0 pem-shape']],
    ['with a misspelt policy', { qualified: [`tsa-policy = 1.2.3\n${root}`] }, ['qualified.0 pem-shape']],
    [
      'with a root cut short',
      { qualified: [root.replace('-----END CERTIFICATE-----', '')] },
      ['qualified.0 pem-shape'],
    ],
    ['too long to be one', { jwks: ' '.repeat(600_000) }, ['jwks json']],
    ['with too long a root', { tsaRoots: [' '.repeat(2_000_001)] }, ['tsaRoots.0 too-long']],
    [
      'wrong in every part, each said',
      { policy: '', jwks: '', tsaRoots: [''] },
      ['policy.0 quorum-missing', 'jwks json', 'tsaRoots.0 pem-shape'],
    ],
  ])('is refused %s', async (_, changes, rules) => {
    expect(await rulesOf(changes)).toEqual(rules)
  })
})
