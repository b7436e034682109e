import { expect, test } from 'vitest'
import { scrubBlocks } from './draw-scrub.ts'
import type { ScrubReport } from './examine-scrub.ts'

const ASKED = Date.parse('2026-11-20T09:00:00Z') / 1000

const signedAfter = (seconds: number): ScrubReport => {
  const answers = { count: 0, root: '', verdicts: {}, reasons: {}, problems: {} }
  const file = { sha256: '0'.repeat(64), bytes: 0 }
  return {
    verdict: 'VERIFIED',
    code: null,
    file: null,
    answers: null,
    found: [],
    receipts: [
      {
        kid: 'key',
        file,
        salt: 'salt',
        source: undefined,
        entry: undefined,
        payload: {
          v: 1,
          event: 'screening.completed',
          iss: 'https://proofs.example.fr',
          jti: 'one',
          iat: ASKED + seconds,
          tenant: 'tnt_1',
          question: {
            channel: 'LIVE_CALL',
            advertiser: 'cuisines',
            purpose: 'COMMERCIAL_PROSPECTING',
            profile: 'strict',
            at: ASKED,
          },
          position: 4,
          evaluated_at: ASKED,
          answers,
          rules: { version: '1', sha256: '' },
          promise: undefined,
          anchor: undefined,
          _sd_alg: 'sha-256',
          _sd: [],
        },
      },
    ],
  }
}

test('the report says when it was asked and when it was signed, and that much may have been recorded in between', () => {
  const said = (seconds: number): string => JSON.stringify(scrubBlocks(signedAfter(seconds), 'en'))
  expect(said(3_600)).toMatch(/"Asked at","value":"[^"]*10:00:00.*"Signed at","value":"[^"]*11:00:00/)
  expect(said(3_600)).not.toContain('still the latest')
  expect(said(3_601)).toMatch(/still the latest when it was signed: it was asked on .* and signed on /)
})
