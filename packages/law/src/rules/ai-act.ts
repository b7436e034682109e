import { denyIf, type LegalText } from './rule.ts'

const IN_FORCE = {
  citation: 'Regulation (EU) 2024/1689, art. 50(1), (5)',
  from: '2026-08-02',
  to: null,
} as const

/** AI Act, art. 50: a person who talks to an artificial voice is told so. */
export const aiAct: LegalText = {
  rules: [
    {
      ...IN_FORCE,
      id: 'AI-50:disclosed',
      gate: 'form',
      applies: () => true,
      when: ({ dialing }) => dialing === 'AI_VOICE',
      test: ({ message }) => denyIf(message?.aiDisclosed === false, 'AI_DISCLOSURE_MISSING'),
    },
  ],
  duties: [
    {
      ...IN_FORCE,
      id: 'AI-50:disclose',
      obligation: 'OB_DISCLOSE_AI',
      applies: () => true,
      when: ({ channel, dialing }) =>
        dialing === 'AI_VOICE' || (channel === 'AUTOMATED_CALL' && dialing === null),
    },
  ],
}
