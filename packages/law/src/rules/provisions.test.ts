import { describe, expect, it } from 'vitest'
import { evaluateContact } from '../decision/evaluate.ts'
import { decide } from '../decision/decide.ts'
import { BOX_RULES } from '../notice/box.ts'
import { parseQuestion } from '../question/question.ts'
import { LAW_TABLES } from '../testing/law-tables.ts'
import { CONTACT_PROVISIONS } from './pack.ts'

const spoken = new Set(
  LAW_TABLES.flatMap(({ question, profiles }) => {
    const parsed = parseQuestion(question)
    if (!parsed.ok || parsed.value.kind !== 'CONTACT') return []
    const facts = parsed.value
    return profiles.flatMap((profile) =>
      evaluateContact(facts, facts.at, profile === 'strict').findings.map(({ by }) => by.id),
    )
  }),
)

const bearing = new Set(
  LAW_TABLES.flatMap(({ question, profiles }) =>
    profiles.flatMap((profile) => decide(question, { profile }).ruleIds),
  ),
)

describe('the provisions of contact', () => {
  it('have ids of their own', () => {
    const grounds = new Set([
      'GDPR-6:consent',
      'R223-4:callback',
      'L223-1:running-contract',
      'L223-5:press',
      'GDPR-6:optout',
    ])
    const ids = CONTACT_PROVISIONS.map(({ id }) => id).filter((id) => !grounds.has(id))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('come into force before they go out of it', () => {
    for (const { from, to } of CONTACT_PROVISIONS)
      if (from !== null && to !== null) expect(from <= to).toBe(true)
  })

  it('each bear on a case of the tables', () => {
    expect(
      CONTACT_PROVISIONS.map(({ id }) => id).filter((id) => !bearing.has(id) && !spoken.has(id)),
    ).toEqual([])
  })

  it('each decide a case of the tables, where deciding is theirs', () => {
    // Prohibitions speak through their grounds, duties through obligations.
    const silent = CONTACT_PROVISIONS.filter((provision) => 'test' in provision || 'holds' in provision)
      .map(({ id }) => id)
      .filter((id) => !spoken.has(id))
    expect(silent).toEqual([])
  })

  it('and each box rule refuses a form', () => {
    const refused = new Set(
      LAW_TABLES.flatMap(({ question, profiles }) =>
        question.kind === 'VALIDATE_FORM'
          ? profiles.flatMap((profile) =>
              decide(question, { profile }).reasons.map(({ citation }) => citation),
            )
          : [],
      ),
    )
    expect(BOX_RULES.filter(({ citation }) => !refused.has(citation)).map(({ id }) => id)).toEqual([])
  })
})
