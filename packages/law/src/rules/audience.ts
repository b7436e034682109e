import type { ContactFacts } from '../question/question.ts'
import { isService, type Protected } from './contact.ts'
import type { Finding } from './provision.ts'
import { review, type LegalText } from './rule.ts'

/** One way to read who is contacted. */
export type Reading = { readonly person: Protected; readonly findings: readonly Finding[] }

const remark = (code: Finding['code']): Finding => ({ code, weight: 'REMARK' })

/** The ways to read who is contacted: one, or a second whose answer is taken when it is better, or when it is worse. */
export type Readings = {
  readonly first: Reading
  readonly second: Reading | null
  readonly take: 'best' | 'worst'
}

const only = (person: Protected, ...findings: readonly Finding[]): Readings => ({
  first: { person, findings },
  second: null,
  take: 'worst',
})

const UNKNOWN = remark('AUDIENCE_UNKNOWN')
const PERSONAL = remark('B2B_PERSONAL_COORDINATE')
const DOUBT = review('B2B_SOLE_TRADER_DOUBT')

const CONSUMER = only('CONSUMER')
const TAKEN_FOR_CONSUMER = only('CONSUMER', UNKNOWN)
const CONSUMER_AT_HOME = only('CONSUMER', PERSONAL)
const CONSUMER_IN_DOUBT = only('CONSUMER', remark('B2B_SOLE_TRADER_DOUBT'))
const PROFESSIONAL = only('PROFESSIONAL')
const ENTITY = only('ENTITY')
const EITHER: Readings = {
  first: { person: 'PROFESSIONAL', findings: [DOUBT] },
  second: { person: 'CONSUMER', findings: [DOUBT] },
  take: 'best',
}
const BOTH: Readings = {
  first: { person: 'CONSUMER', findings: [PERSONAL] },
  second: { person: 'PROFESSIONAL', findings: [PERSONAL] },
  take: 'worst',
}

/**
 * Who is contacted (gate 6). Whoever is not shown to be reached as a professional is a consumer. A line that serves
 * both (D-5) is the consumer's in strict; in standard it is read both ways, which only a review can settle. When
 * nobody says whose line it is, both readings must allow.
 */
export const readings = (
  { audience, coordinate }: Pick<ContactFacts, 'audience' | 'coordinate'>,
  strict: boolean,
): Readings => {
  if (audience === 'B2C_CONSUMER') return CONSUMER
  if (audience === null || audience === 'UNKNOWN') return TAKEN_FOR_CONSUMER
  switch (coordinate) {
    case 'PROFESSIONAL_GENERIC':
      return audience === 'LEGAL_ENTITY' ? ENTITY : PROFESSIONAL
    case 'PROFESSIONAL_NAMED':
      return PROFESSIONAL
    case 'PERSONAL':
      return CONSUMER_AT_HOME
    case 'MIXED':
      return strict ? CONSUMER_IN_DOUBT : EITHER
    case null:
      return BOTH
  }
}

/** C. conso. art. liminaire: who is a consumer. */
export const audienceText: LegalText = {
  rules: [
    {
      id: 'C-conso-liminaire:consumer',
      citation: 'C. conso. art. liminaire; law.md D-5',
      from: null,
      to: null,
      gate: 'audience',
      applies: (situation) => !isService(situation),
      test: ({ audienceFindings }) => audienceFindings,
    },
  ],
}
