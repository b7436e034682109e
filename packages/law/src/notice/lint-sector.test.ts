import { describe, expect, it } from 'vitest'
import type { Audience, Channel, Profile, Purpose, Sector } from '@constat/core/vocabulary'
import { callQuestion, lawfulNotice, linted, NOVEMBER_2026, objectionQuestion } from '../testing/notices.ts'

type Asked = {
  readonly channel?: Channel
  readonly audience?: Audience
  readonly purpose?: Purpose
  readonly profile?: Profile
}

const banned = (
  sector: Sector,
  day: string | number,
  {
    channel = 'LIVE_CALL',
    audience = 'B2C_CONSUMER',
    purpose = 'COMMERCIAL_PROSPECTING',
    profile,
  }: Asked = {},
) => {
  const [first, ...others] = lawfulNotice().goods
  const notice = lawfulNotice({
    audience,
    goods: [{ key: 'cuisines', label: first?.label ?? '', sector }, ...others],
    questions: [callQuestion({ channel, purpose, goods: ['parquets', 'cuisines'] })],
  })
  const at = typeof day === 'number' ? day : Date.parse(`${day}T12:00:00+02:00`)
  return linted(notice, at, profile).filter((finding) => finding.endsWith('questions.0.goods.1'))
}

const on = (severity: string, rule: string) => [`${severity} ${rule} questions.0.goods.1`]

describe('consent to what the law bans in a sector', () => {
  it('serves nothing for calls about energy, since 2020-07-26', () => {
    expect(banned('ENERGY_RENOVATION', '2020-07-25')).toEqual([])
    expect(banned('ENERGY_RENOVATION', '2020-07-26')).toEqual(on('ERROR', 'L223-1-v2020:energy'))
    expect(banned('ENERGY_RENOVATION', Date.parse('2026-08-10T23:59:59+02:00'))).toEqual(
      on('ERROR', 'L223-1-v2020:energy'),
    )
    expect(banned('ENERGY_RENOVATION', Date.parse('2026-08-11T00:00:00+02:00'))).toEqual(
      on('ERROR', 'L223-1-v2026:energy'),
    )
    expect(banned('ENERGY_RENOVATION', NOVEMBER_2026, { channel: 'AUTOMATED_CALL' })).toEqual(
      on('ERROR', 'L223-1-v2026:energy'),
    )
  })
  it('nor about home adaptation, doubted from 2025-07-02 (D-11), certain from 2026-08-11', () => {
    expect(banned('HOME_ADAPTATION', '2025-07-01')).toEqual([])
    const doubted = 'L223-1-v2020:home-adaptation'
    expect(banned('HOME_ADAPTATION', '2025-07-02', { profile: 'standard' })).toEqual(on('WARNING', doubted))
    expect(banned('HOME_ADAPTATION', '2025-07-02')).toEqual(on('ERROR', doubted))
    expect(banned('HOME_ADAPTATION', '2026-08-11', { profile: 'standard' })).toEqual(
      on('ERROR', 'L223-1-v2026:home-adaptation'),
    )
  })
  it.each(['SMS', 'EMAIL', 'SOCIAL_MESSAGE'] as const)(
    'by %s hardly, since 2025-07-02: within a running contract only',
    (channel) => {
      expect(banned('ENERGY_RENOVATION', '2025-07-01', { channel })).toEqual([])
      for (const sector of ['ENERGY_RENOVATION', 'HOME_ADAPTATION'] as const)
        expect(banned(sector, '2025-07-02', { channel })).toEqual(on('WARNING', 'L223-8:electronic-mail'))
    },
  )
  it('nor of anyone about a training account, since 2022-12-21', () => {
    expect(banned('CPF_TRAINING', '2022-12-20')).toEqual([])
    expect(banned('CPF_TRAINING', '2022-12-21')).toEqual(on('ERROR', 'L6323-8-1:cpf'))
    expect(banned('CPF_TRAINING', NOVEMBER_2026, { audience: 'B2B_PROFESSIONAL', channel: 'EMAIL' })).toEqual(
      on('WARNING', 'L6323-8-1:cpf'),
    )
    const asked = { purpose: 'CALLBACK_REQUESTED' } as const
    expect(banned('CPF_TRAINING', NOVEMBER_2026, asked)).toEqual(on('ERROR', 'L6323-8-1:cpf'))
    expect(banned('CPF_TRAINING', NOVEMBER_2026, { ...asked, profile: 'standard' })).toEqual(
      on('WARNING', 'L6323-8-1:cpf'),
    )
  })
  it('but a call-back is asked for, post is free, professionals and other sectors are not meant', () => {
    const free: readonly (readonly [Sector, Asked])[] = [
      ['ENERGY_RENOVATION', { purpose: 'CALLBACK_REQUESTED' }],
      ['HOME_ADAPTATION', { purpose: 'CALLBACK_REQUESTED' }],
      ['ENERGY_RENOVATION', { channel: 'POST' }],
      ['ENERGY_RENOVATION', { audience: 'B2B_PROFESSIONAL' }],
      ['ENERGY_RENOVATION', { purpose: 'SURVEY' }],
      ['CPF_TRAINING', { purpose: 'PUBLIC_SERVICE' }],
      ['INSURANCE', {}],
      ['PRESS', {}],
      ['GENERAL', {}],
    ]
    for (const [sector, asked] of free) expect(banned(sector, NOVEMBER_2026, asked)).toEqual([])
  })
  it('and a box of objection asks for none', () => {
    const notice = lawfulNotice({
      goods: [{ key: 'cuisines', label: 'isolation', sector: 'ENERGY_RENOVATION' }, lawfulNotice().goods[1]!],
      questions: [objectionQuestion()],
    })
    expect(linted(notice).filter((finding) => finding.includes('L223'))).toEqual([])
  })
})
