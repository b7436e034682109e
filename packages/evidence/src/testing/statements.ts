import { randomBytes } from 'node:crypto'
import { canonicalize } from 'json-canonicalize'
import {
  generateStatementKey,
  makeStatement,
  statementJwks,
  trustJwks,
  verifyStatement,
  type StatementClaim,
  type StatementFacts,
} from '../index.ts'
import { signWith } from '../key/statement-key.ts'

/** A statement for tests, and others that our key really signed, whatever stands in them. */

export const random = (length: number) => new Uint8Array(randomBytes(length))
export const key = generateStatementKey(random)
export const trust = await trustJwks(statementJwks([key]))
export const trusted = trust.ok ? trust.value : new Map()

export const facts: StatementFacts = {
  kind: 'GIVEN',
  iss: 'https://proofs.example.fr',
  recordedAt: 1_790_000_000_900,
  tenant: 'tnt_1',
  site: 'renov.example.fr',
  provenance: 'SITE_CHALLENGED',
  notice: { key: 'devis', version: 17, locale: 'fr', sha256: 'ab'.repeat(32) },
  observation: {
    v: 1,
    widget: { version: '2.3.1' },
    page: { origin: 'https://renov.example.fr', path: '/devis', lang: 'fr', viewport: [390, 844], dpr: 300 },
    textSha256: 'cd'.repeat(32),
    questions: { appel: { visibleMs: 4200, covered: false, fontPx: 16, opacity: 100, contrast: 1500 } },
    trail: [[4000, 'grant', 'appel', 1, 'touch']],
  },
  grade: 'ASSURED',
  challenge: { id: 'AAAAAAAAAAAAAAAAAAAAAA', issuedAt: 1_789_999_978_100, state: 'fresh' },
}

export const claims: readonly StatementClaim[] = [
  { name: 'phone', value: '+33639981234' },
  { name: 'email', value: 'jeanne@example.fr' },
  { name: 'choice.appel', value: { answer: 'GRANTED' } },
]

export const OBSERVED: readonly StatementClaim[] = [
  { name: 'trail', value: [[4000, 'grant', 'appel', 1, 'touch']] },
  { name: 'page_url', value: 'https://renov.example.fr/devis' },
]

export const made = makeStatement(facts, claims, { key, random })

export const encoded = (text: string) => Buffer.from(text).toString('base64url')
export const decoded = (part: string | undefined) =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
export const payloadOf = (jws: string) => decoded(jws.split('.')[1])

export const HEADER = { alg: 'EdDSA', kid: key.kid, typ: 'consent-proof+sd-jwt' }

// A statement that our key really signed, whatever stands in it.
export const signed = (payload: string, header = canonicalize(HEADER)) => {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${Buffer.from(signWith(key, Buffer.from(input))).toString('base64url')}`
}
export const signedWith = (changes: object) => signed(canonicalize({ ...payloadOf(made.jws), ...changes }))
export const withHeader = (changes: object) => signed('{}', canonicalize({ ...HEADER, ...changes }))

export const make = (changes: Partial<StatementFacts>) => () =>
  makeStatement({ ...facts, ...changes }, [], { key, random })

export const digestsOf = (jws: string): string[] => {
  const { _sd: digests } = payloadOf(jws)
  return digests
}

export const countWith = (names: readonly StatementClaim['name'][]): number => {
  const given = names.map((name) => ({ name, value: 'x' }))
  return digestsOf(makeStatement(facts, given, { key, random }).jws).length
}

export const codeOf = async (jws: string, disclosures: readonly string[] = []) => {
  const verified = await verifyStatement(jws, trusted, disclosures)
  return verified.ok ? 'verified' : verified.code
}
