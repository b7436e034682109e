import { describe, expect, it } from 'vitest'
import { decide } from '../decision/decide.ts'
import { BOX_RULES } from '../notice/box.ts'
import { bearing, speaking } from '../testing/hits.ts'
import { LAW_TABLES } from '../testing/law-tables.ts'
import { ACT_PROVISIONS } from './acts.ts'
import { CONTACT_PROVISIONS } from './pack.ts'

const asked = LAW_TABLES.flatMap(({ question, profiles }) =>
  profiles.map((profile) => ({ question, profile })),
)

const hit = new Set(asked.flatMap(({ question, profile }) => [...bearing(question, profile)]))
const spoken = new Set(asked.flatMap(({ question, profile }) => [...speaking(question, profile)]))

describe('the provisions', () => {
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

  it('each bear on a case of the tables, or are found to be against it', () => {
    const silent = [...CONTACT_PROVISIONS, ...ACT_PROVISIONS].filter(({ id }) => !hit.has(id))
    expect(silent.map(({ id }) => id)).toEqual([])
  })

  it('each decide a case of the tables, where deciding is theirs', () => {
    // Prohibitions speak through their grounds, duties through obligations.
    const silent = CONTACT_PROVISIONS.filter((provision) => 'test' in provision || 'holds' in provision)
      .map(({ id }) => id)
      .filter((id) => !spoken.has(id))
    expect(silent).toEqual([])
  })

  it('of other acts each refuse one or approve one', () => {
    const cited = new Set(
      asked.flatMap(({ question, profile }) =>
        decide(question, { profile }).reasons.map(({ code, citation }) => `${code} ${citation}`),
      ),
    )
    const acts = ACT_PROVISIONS.filter((provision) => 'code' in provision)
    expect(
      acts.filter(({ citation, code }) => !cited.has(`${String(code)} ${citation}`)).map(({ id }) => id),
    ).toEqual([])
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
