import type { ContactFacts } from '../question/question.ts'
import { isService, type Protected } from './contact.ts'
import { review, type Finding, type LegalText } from './rule.ts'

/** One way to read who is contacted. */
export type Reading = { readonly person: Protected; readonly findings: readonly Finding[] }

const remark = (code: Finding['code']): Finding => ({ code, weight: 'REMARK' })

/** The ways to read who is contacted, and which of several answers is the answer. */
export type Readings = { readonly of: readonly [Reading, ...Reading[]]; readonly take: 'best' | 'worst' }

const only = (person: Protected, ...findings: readonly Finding[]): Readings => ({
  of: [{ person, findings }],
  take: 'worst',
})

/**
 * Who is contacted (gate 6). Whoever is not shown to be reached as a professional is a consumer. A line that serves
 * both (D-5) is the consumer's in strict; in standard it is read both ways, which only a review can settle. When
 * nobody says whose line it is, both readings must allow.
 */
export const readings = (
  { audience, coordinate }: Pick<ContactFacts, 'audience' | 'coordinate'>,
  strict: boolean,
): Readings => {
  if (audience === 'B2C_CONSUMER') return only('CONSUMER')
  if (audience === null || audience === 'UNKNOWN') return only('CONSUMER', remark('AUDIENCE_UNKNOWN'))
  switch (coordinate) {
    case 'PROFESSIONAL_GENERIC':
      return only(audience === 'LEGAL_ENTITY' ? 'ENTITY' : 'PROFESSIONAL')
    case 'PROFESSIONAL_NAMED':
      return only('PROFESSIONAL')
    case 'PERSONAL':
      return only('CONSUMER', remark('B2B_PERSONAL_COORDINATE'))
    case 'MIXED': {
      if (strict) return only('CONSUMER', remark('B2B_SOLE_TRADER_DOUBT'))
      const findings = [review('B2B_SOLE_TRADER_DOUBT')]
      return {
        of: [
          { person: 'PROFESSIONAL', findings },
          { person: 'CONSUMER', findings },
        ],
        take: 'best',
      }
    }
    case null: {
      const findings = [remark('B2B_PERSONAL_COORDINATE')]
      return {
        of: [
          { person: 'CONSUMER', findings },
          { person: 'PROFESSIONAL', findings },
        ],
        take: 'worst',
      }
    }
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
