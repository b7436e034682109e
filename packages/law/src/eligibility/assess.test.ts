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

describe('a consumer’s valid phone consent and nothing else', () => {
  it.each(['standard', 'strict'] as const)('is enough in lawful hours (%s)', (profile) => {
    expect(answer({ choices: [granted()] }, { goods: null }, profile)).toMatchObject({
      verdict: 'ALLOW',
      first: 'OK_CONSENT_VALID',
      evidence: ['evt_given'],
      question: {
        channel: 'LIVE_CALL',
        purpose: 'COMMERCIAL_PROSPECTING',
        advertiser: 'cuisines',
        goods: 'cuisines',
        audience: 'B2C_CONSUMER',
        timeZone: 'Europe/Paris',
        territory: 'FR-MET',
      },
    })
  })

  it('without any, there is none, and no evidence', () => {
    expect(answer({}, { facts: { audience: 'B2C_CONSUMER' } })).toMatchObject({
      verdict: 'DENY',
      first: 'NO_CONSENT',
      evidence: [],
    })
  })
})

describe('what a stored consent is worth', () => {
  it.each([
    ['for another channel', { channel: 'SMS' }, 'CONSENT_WRONG_CHANNEL'],
    ['for another advertiser', { advertisers: ['sols'] }, 'CONSENT_WRONG_ADVERTISER'],
    ['for other goods', { goods: [{ key: 'sols', sector: 'GENERAL' }] }, 'CONSENT_WRONG_PURPOSE'],
    ['whose notice lacked an item', { noticeItems: ['NR_PRO_ID'] }, 'CONSENT_INFO_INCOMPLETE'],
    ['over', { periodDays: 26 }, 'CONSENT_EXPIRED'],
    ['from a covered box', { flags: ['COVERED'] }, 'CONSENT_DECEPTIVE_DESIGN'],
    ['from a click by script', { flags: ['UNTRUSTED_ACT'] }, 'CONSENT_PROOF_MISSING'],
    [
      'withdrawn',
      {
        withdrawals: [{ event: 'evt_withdrawn', at: ms('2026-09-10T08:00:00Z'), advertisers: ['cuisines'] }],
      },
      'CONSENT_WITHDRAWN',
    ],
  ] as const)('%s', (_, change, code) => {
    expect(answer({ choices: [granted(change)] })).toMatchObject({ verdict: 'DENY', first: code })
  })

  it('lasts periodDays, the day it is given being the first', () => {
    expect(answer({ choices: [granted({ periodDays: 27 })] }).verdict).toBe('ALLOW')
  })

  it('names the withdrawal in its evidence, not that of another advertiser', () => {
    const withdrawals = [
      { event: 'evt_mine', at: ms('2026-09-10T08:00:00Z'), advertisers: ['cuisines'] },
      { event: 'evt_other', at: ms('2026-09-09T08:00:00Z'), advertisers: ['sols'] },
    ]
    expect(answer({ choices: [granted({ withdrawals })] }).evidence).toEqual(['evt_given', 'evt_mine'])
  })

  it('shows a later no beside the yes that still stands', () => {
    const later = { recordedAt: GIVEN + 1_000, occurredAt: GIVEN + 1_000 }
    const choices = [
      granted(),
      granted({ ...later, event: 'evt_no', answer: 'REFUSED' }),
      granted({ ...later, event: 'evt_left', answer: 'UNANSWERED' }),
      granted({ ...later, event: 'evt_other', answer: 'REFUSED', advertisers: ['sols'] }),
      granted({ ...later, event: 'evt_sms', answer: 'REFUSED', channel: 'SMS' }),
    ]
    expect(answer({ choices })).toMatchObject({ verdict: 'ALLOW', evidence: ['evt_given', 'evt_no'] })
  })

  it('imported: standard takes the claimed date, strict wants proof', () => {
    const choices = [granted({ provenance: 'IMPORTED', occurredAt: GIVEN - 1_000, recordedAt: GIVEN })]
    expect(answer({ choices }, {}, 'standard').verdict).toBe('ALLOW')
    expect(answer({ choices })).toMatchObject({ verdict: 'DENY', first: 'CONSENT_PROOF_MISSING' })
  })

  it('typed into a form after a no: strict has it confirmed, standard does not', () => {
    const objections = [objection({ at: GIVEN - 1_000 })]
    expect(answer({ choices: [granted()], objections })).toMatchObject({
      verdict: 'DENY',
      first: 'OBJECTION_RECORDED',
    })
    expect(answer({ choices: [granted()], objections }).codes).toContain('CONSENT_PROOF_MISSING')
    expect(answer({ choices: [granted()], objections }, {}, 'standard').verdict).toBe('ALLOW')
    expect(answer({ choices: [granted({ provenance: 'CONFIRMED' })], objections }).verdict).toBe('ALLOW')
  })

  it('after a no to another advertiser or channel is proof enough', () => {
    const objections = [
      objection({ at: GIVEN - 1_000, advertisers: ['sols'] }),
      objection({ at: GIVEN - 1_000, scope: 'EMAIL' }),
    ]
    expect(answer({ choices: [granted()], objections }).verdict).toBe('ALLOW')
  })
})

describe('several consents', () => {
  it('the best verdict wins, then the fewest defects, then the latest', () => {
    const withdrawn = granted({
      event: 'evt_withdrawn',
      recordedAt: GIVEN + 2,
      withdrawals: [{ event: 'evt_w', at: GIVEN + 3, advertisers: [] }],
    })
    const worse = granted({
      event: 'evt_worse',
      recordedAt: GIVEN + 1,
      channel: 'SMS',
      advertisers: ['sols'],
    })
    const valid = granted({ event: 'evt_valid' })
    const later = granted({ event: 'evt_later', recordedAt: GIVEN + 5, provenance: 'CONFIRMED' })
    expect(answer({ choices: [worse, withdrawn] })).toMatchObject({
      first: 'CONSENT_WITHDRAWN',
      evidence: ['evt_withdrawn', 'evt_w'],
    })
    expect(answer({ choices: [worse, valid] })).toMatchObject({ verdict: 'ALLOW', evidence: ['evt_valid'] })
    expect(answer({ choices: [later, valid] })).toMatchObject({ verdict: 'ALLOW', evidence: ['evt_later'] })
  })

  it('a consent for another purpose is not at stake', () => {
    expect(answer({ choices: [granted({ purpose: 'SURVEY' })] })).toMatchObject({
      verdict: 'DENY',
      first: 'NO_CONSENT',
    })
  })

  it('a consent to prospecting serves a request for consent', () => {
    expect(answer({ choices: [granted()] }, { purpose: 'CONSENT_REQUEST' }).verdict).toBe('ALLOW')
  })
})

describe('without a consent', () => {
  const soft = granted({
    event: 'evt_soft',
    kind: 'SOFT_OPT_IN',
    answer: 'UNANSWERED',
    channel: 'EMAIL',
    optoutOffered: true,
  })
  const email = { contact: { kind: 'email', value: 'claire@example.org' }, channel: 'EMAIL' } as const
  const relation = {
    status: 'CONTRACT_ENDED',
    saleMade: true,
    offerAnalogous: true,
    sameLegalEntity: true,
  } as const

  it('an objection box left alone bears e-mail to a customer', () => {
    expect(answer({ choices: [soft] }, { ...email, facts: { relation } })).toMatchObject({
      verdict: 'ALLOW',
      first: 'OK_SOFT_OPT_IN',
      evidence: ['evt_soft'],
    })
    expect(
      answer({ choices: [{ ...soft, optoutOffered: false }] }, { ...email, facts: { relation } }).codes,
    ).toContain('SOFT_OPT_IN_NO_OPTOUT_AT_COLLECTION')
  })

  it('also where a consent is of no use here', () => {
    expect(
      answer({ choices: [soft, granted({ channel: 'SMS' })] }, { ...email, facts: { relation } }).first,
    ).toBe('OK_SOFT_OPT_IN')
  })

  it('a refused box is no consent, and no objection', () => {
    expect(answer({ choices: [granted({ answer: 'REFUSED' })] })).toMatchObject({
      verdict: 'DENY',
      first: 'NO_CONSENT',
      evidence: ['evt_given'],
    })
  })
})

describe('a call-back', () => {
  const asked = granted({ purpose: 'CALLBACK_REQUESTED', recordedAt: ASKED - 86_400_000 })

  it('is the granted question of that purpose', () => {
    expect(answer({ choices: [asked] }, { purpose: 'CALLBACK_REQUESTED' })).toMatchObject({
      verdict: 'ALLOW',
      first: 'OK_CALLBACK_REQUESTED',
      evidence: ['evt_given'],
    })
  })

  it('asked by SMS is a consent to the SMS, and no request to be called', () => {
    const choices = [{ ...asked, channel: 'SMS' as const }]
    expect(answer({ choices }, { purpose: 'CALLBACK_REQUESTED', channel: 'SMS' })).toMatchObject({
      verdict: 'ALLOW',
      first: 'OK_CONSENT_VALID',
    })
    expect(answer({ choices }, { purpose: 'CALLBACK_REQUESTED' }).verdict).toBe('DENY')
  })

  it.each([
    ['of another professional', { advertisers: ['sols'] }, 'CALLBACK_SCOPE_EXCEEDED'],
    ['about other goods', { goods: [{ key: 'sols', sector: 'GENERAL' }] }, 'CALLBACK_SCOPE_EXCEEDED'],
    [
      'taken back',
      { withdrawals: [{ event: 'evt_w', at: ASKED - 1, advertisers: [] }] },
      'CALLBACK_UNPROVEN',
    ],
    ['too long ago', { recordedAt: ASKED - 10 * 86_400_000 }, 'CALLBACK_WINDOW_EXPIRED'],
  ] as const)('asked %s is none', (_, change, code) => {
    expect(answer({ choices: [{ ...asked, ...change }] }, { purpose: 'CALLBACK_REQUESTED' })).toMatchObject({
      verdict: 'DENY',
      first: code,
    })
  })
})
