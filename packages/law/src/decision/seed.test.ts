import { describe, expect, it } from 'vitest'
import type { Question } from '../question/question.ts'
import {
  call,
  callback,
  consentedCall,
  customer,
  professional,
  robocall,
  validConsent,
} from '../testing/questions.ts'
import { decide } from './decide.ts'

const byOthers = (
  kind: 'COMPANY_WEBSITE' | 'PRO_DIRECTORY' | 'PARTNER_REFERRAL' | 'LINKEDIN_PUBLIC' | 'PUBLIC_DIRECTORY',
) => ({ kind, collector: 'ELSEWHERE', provenanceDocumented: true }) as const
const bought = { kind: 'BOUGHT_FILE', collector: 'BROKER-X', provenanceDocumented: false } as const
const notTold = { informedAtCollection: false, optoutOfferedAtCollection: false } as const

/** law.md §1: what the CNIL's and the trade's own examples answer, as yes (✔) and no (❌). */
const SEED: readonly (readonly [id: string, what: string, answer: 'yes' | 'no', question: Question])[] = [
  [
    'S3-49',
    'purchasing director, professional number on the company website, relevant offer',
    'yes',
    professional({ source: byOthers('COMPANY_WEBSITE') }),
  ],
  [
    'S3-50',
    'professional who opted out',
    'no',
    professional({ opposition: { kind: 'OBJECTION', at: '2026-05-04T09:00:00+02:00', scope: 'ALL' } }),
  ],
  [
    'S3-51',
    'executive in a public professional directory',
    'yes',
    professional({
      professional: { kind: 'EXECUTIVE', offerRelevant: true },
      source: byOthers('PRO_DIRECTORY'),
    }),
  ],
  [
    'S3-52',
    'automated system dialling at random',
    'no',
    professional({
      channel: 'AUTOMATED_CALL',
      dialing: 'PRERECORDED',
      source: { kind: 'RANDOM_DIAL', collector: 'NONE' },
    }),
  ],
  [
    'S3-53',
    'business card from a trade fair',
    'yes',
    professional({ source: { kind: 'BUSINESS_CARD', collector: 'ADV-A' } }),
  ],
  [
    'S3-54',
    'posing as another department of the company',
    'no',
    professional({ message: { identityStated: false } }),
  ],
  [
    'S3-55',
    'former client, professional number, product update',
    'yes',
    professional({ relation: customer }),
  ],
  ['S3-56', 'bought database without guarantee of lawful collection', 'no', professional({ source: bought })],
  [
    'S3-57',
    'number referred by a partner, source stated',
    'yes',
    professional({ source: byOthers('PARTNER_REFERRAL') }),
  ],
  [
    'S3-58',
    'going on after a clear refusal in the conversation',
    'no',
    professional({
      opposition: { kind: 'REFUSED_DURING_CALL', at: '2026-09-15T10:55:00+02:00', scope: 'ALL' },
    }),
  ],
  [
    'S3-59',
    'professional number shown on a LinkedIn profile',
    'yes',
    professional({ source: byOthers('LINKEDIN_PUBLIC') }),
  ],
  [
    'S3-60',
    'personal number from an informal exchange',
    'no',
    professional({ coordinate: 'PERSONAL', source: { kind: 'INFORMAL_EXCHANGE', collector: 'ADV-A' } }),
  ],
  ['S3-61', 'consumer: no "yes" is "no"', 'no', call()],
  [
    'S3-62',
    'consumer: agreement withdrawn',
    'no',
    consentedCall({ consent: validConsent({ withdrawnAt: '2026-09-10T10:00:00+02:00' }) }),
  ],
  ['S3-63', 'ticked box, unticked by default, for the phone', 'yes', consentedCall()],
  [
    'S3-64',
    'number from a public directory, no consent',
    'no',
    call({ source: byOthers('PUBLIC_DIRECTORY') }),
  ],
  [
    'S3-65',
    'existing customer, complementary offer, explicit agreement at collection',
    'yes',
    consentedCall({ relation: customer }),
  ],
  [
    'S3-66',
    'contest entry without phone consent',
    'no',
    call({ source: { kind: 'CONTEST', collector: 'ADV-A' }, notice: notTold }),
  ],
  [
    'S3-67',
    'online form, unticked box authorising commercial calls',
    'yes',
    consentedCall({ consent: validConsent({ channels: ['LIVE_CALL', 'SMS'] }) }),
  ],
  ['S3-68', 'robocall without explicit prior agreement', 'no', robocall()],
  [
    'S3-69',
    'asked to be called back in a contact form',
    'yes',
    call({ purpose: 'CALLBACK_REQUESTED', callback }),
  ],
  [
    'S3-70',
    'calls go on after an objection',
    'no',
    consentedCall({ opposition: { kind: 'OBJECTION', at: '2026-09-10T10:00:00+02:00', scope: 'PHONE' } }),
  ],
  [
    'S3-71',
    'voluntary phone list, clear unsubscription',
    'yes',
    consentedCall({ consent: validConsent({ method: 'DOUBLE_OPT_IN' }) }),
  ],
  [
    'S3-72',
    'bought numbers without proof of explicit phone consent',
    'no',
    call({ source: bought, consent: validConsent({ proof: 'NONE' }) }),
  ],
  ['S4-23', 'IT contact, software offer', 'yes', professional()],
  [
    'S4-24',
    'IT contact, food offer',
    'no',
    professional({ professional: { kind: 'EMPLOYEE', offerRelevant: false } }),
  ],
]

describe('the yes and no examples of the seed', () => {
  it.each(SEED)('%s %s: %s', (_, __, answer, question) => {
    for (const profile of ['standard', 'strict'] as const)
      expect(decide(question, { profile }).verdict).toBe(answer === 'yes' ? 'ALLOW' : 'DENY')
  })
})
