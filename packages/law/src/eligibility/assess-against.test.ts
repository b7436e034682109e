import { describe, expect, it } from 'vitest'
import { ASKED, GIVEN, granted, historyOf, ms, objection, query } from '../testing/histories.ts'
import { assess } from './assess.ts'
import type { History } from './history.ts'
import type { EligibilityQuery } from './query.ts'

const answer = (
  history: Partial<History>,
  change: Partial<EligibilityQuery> = {},
  profile: 'standard' | 'strict' = 'strict',
) => {
  const { verdict, reasons, evidence, question } = assess(historyOf(history), query(change), { profile })
  return { verdict, first: reasons[0]?.code, codes: reasons.map(({ code }) => code), evidence, question }
}

describe('what is against contact', () => {
  it.each([
    ['PERSON_PAGE', 'OBJECTION_RECORDED'],
    ['STOP_REPLY', 'OBJECTION_RECORDED'],
    ['REFUSED_DURING_CALL', 'REFUSED_DURING_CALL'],
  ] as const)('an objection by %s, with its event', (source, first) => {
    expect(answer({ choices: [granted()], objections: [objection({ source })] })).toMatchObject({
      verdict: 'DENY',
      first,
      evidence: ['evt_given', 'evt_objected'],
    })
  })

  it('an objection to another advertiser, or to e-mail, is not', () => {
    const objections = [objection({ advertisers: ['sols'] }), objection({ scope: 'EMAIL' })]
    expect(answer({ choices: [granted()], objections })).toMatchObject({
      verdict: 'ALLOW',
      evidence: ['evt_given'],
    })
  })

  it('a refusal that has lapsed does not hide an objection that stands', () => {
    const at = ms('2025-06-10T09:00:00Z')
    const objections = [
      objection({ event: 'evt_objection', at: ms('2025-01-10T09:00:00Z') }),
      objection({ event: 'evt_refusal', source: 'REFUSED_DURING_CALL', at: ms('2025-02-10T09:00:00Z') }),
    ]
    expect(answer({ objections }, { at })).toMatchObject({ verdict: 'DENY', first: 'OBJECTION_RECORDED' })
  })

  it('four calls in thirty days, by this advertiser', () => {
    const attempts = [1, 2, 3, 4].map((days) => ({
      advertiser: 'cuisines',
      channel: 'LIVE_CALL' as const,
      at: ASKED - days * 86_400_000,
      recordedAt: ASKED - days * 86_400_000,
    }))
    expect(answer({ choices: [granted()], attempts })).toMatchObject({
      verdict: 'DEFER',
      first: 'FREQUENCY_CAP_30D',
    })
    expect(
      answer({ choices: [granted()], attempts: attempts.map((each) => ({ ...each, advertiser: 'sols' })) })
        .verdict,
    ).toBe('ALLOW')
    expect(
      answer({
        choices: [granted()],
        attempts: attempts.map((each) => ({ ...each, channel: 'SMS' as const })),
      }).verdict,
    ).toBe('ALLOW')
  })

  it.each([
    ['RESTRICTED', 'PROCESSING_RESTRICTED'],
    ['ERASED', 'SUBJECT_ERASED'],
    ['DECEASED', 'SUBJECT_DECEASED'],
  ] as const)('being %s', (state, first) => {
    const states = [{ event: 'evt_state', state, at: GIVEN + 1 }]
    expect(answer({ choices: [granted()], states })).toMatchObject({
      verdict: 'DENY',
      first,
      evidence: ['evt_given', 'evt_state'],
    })
  })

  it('erasure and restriction until a later consent of the person’s own, death for ever', () => {
    const states = (state: 'ERASED' | 'RESTRICTED' | 'DECEASED') => [{ event: null, state, at: GIVEN - 1 }]
    const confirmed = [granted({ provenance: 'CONFIRMED' })]
    expect(answer({ choices: confirmed, states: states('ERASED') }).verdict).toBe('ALLOW')
    expect(answer({ choices: confirmed, states: states('RESTRICTED') }).verdict).toBe('ALLOW')
    expect(answer({ choices: confirmed, states: states('DECEASED') }).verdict).toBe('DENY')
    expect(
      answer({ choices: [granted({ provenance: 'IMPORTED' })], states: states('ERASED') }, {}, 'standard')
        .verdict,
    ).toBe('DENY')
    expect(answer({ choices: [granted()], states: states('ERASED') }).codes).toContain(
      'CONSENT_PROOF_MISSING',
    )
  })

  it('the sector of the goods, even when nobody says which goods', () => {
    const goods = [
      { key: 'cuisines', sector: 'GENERAL' },
      { key: 'pompes', sector: 'ENERGY_RENOVATION' },
    ] as const
    expect(answer({ choices: [granted({ goods })] }).verdict).toBe('ALLOW')
    expect(answer({ choices: [granted({ goods })] }, { goods: 'pompes' }).first).toBe('SECTOR_BAN_ENERGY')
    expect(answer({ choices: [granted({ goods })] }, { goods: null })).toMatchObject({
      first: 'SECTOR_BAN_ENERGY',
      question: { goods: 'pompes' },
    })
    expect(answer({ choices: [granted()] }, { sector: 'CPF_TRAINING' }).first).toBe('SECTOR_BAN_CPF')
  })
})
