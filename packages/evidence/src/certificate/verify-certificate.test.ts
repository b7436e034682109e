import { describe, expect, it } from 'vitest'
import { EMAIL, makeCertified, ORIGIN, PHONE, RECORDED_AT, reportOn } from '../testing/certificates.ts'

const { certificate, trust, index, log } = await makeCertified()

describe('a lead certificate', () => {
  it('verifies, with both axes and what they rest on', async () => {
    const report = await reportOn(certificate, trust)
    expect(report).toMatchObject({
      verdict: 'VERIFIED',
      fault: null,
      log: {
        level: 'WITNESSED',
        origin: ORIGIN,
        index,
        size: log.size(),
        witnesses: [
          { witness: 'w1', time: RECORDED_AT + 5 },
          { witness: 'w2', time: RECORDED_AT + 6 },
        ],
        of: 3,
      },
      time: {
        level: 'CLAIMED',
        bracket: { notBefore: RECORDED_AT - 58, notAfter: RECORDED_AT + 6, claimed: 'INSIDE' },
      },
      contacts: [
        { kind: 'phone', value: PHONE, compared: false },
        { kind: 'email', value: EMAIL, compared: false },
      ],
      hintsDiffer: [],
    })
    expect(report.steps.every(({ outcome }) => outcome === 'PASSED')).toBe(true)
  })
})
