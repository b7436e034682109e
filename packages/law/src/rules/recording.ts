import { parisDate } from '../calendar/time-zone.ts'
import type { Decision } from '../decision/decision.ts'
import { judge, type Approval, type Check } from '../decision/judge.ts'
import type { RecordCallFacts } from '../question/question.ts'
import { RECORDING_ITEMS } from '../question/words.ts'
import { inForce, type Provision } from './provision.ts'

const CNIL = {
  citation: 'CNIL, enregistrement et preuve du contrat (25 Apr 2022)',
  from: null,
  to: null,
  applies: () => true,
} as const

/** CNIL, 25 April 2022: a call may be recorded as proof of a contract only where nothing less will do. */
const CONTRACT_PROOF: readonly Check<RecordCallFacts>[] = [
  {
    ...CNIL,
    id: 'CNIL-2022:necessary',
    code: 'RECORDING_NOT_NECESSARY',
    citation: 'CNIL, enregistrement et preuve du contrat (25 Apr 2022); C. conso. L221-16',
    holds: ({ contractForm, callDirection }) =>
      contractForm === 'ORAL_POSSIBLE' && callDirection === 'INBOUND',
  },
  {
    ...CNIL,
    id: 'CNIL-2022:conclusion-phase',
    code: 'RECORDING_BEFORE_CONTRACT_PHASE',
    holds: ({ phase }) => phase === 'CONTRACT_CONCLUSION',
  },
  {
    ...CNIL,
    id: 'CNIL-2022:no-other-proof',
    code: 'RECORDING_OTHER_PROOF_EXISTS',
    holds: ({ otherProof }) => otherProof === false,
  },
  {
    ...CNIL,
    id: 'CNIL-2022:notice',
    code: 'RECORDING_NOTICE_INCOMPLETE',
    citation: 'GDPR 13; CNIL, enregistrement et preuve du contrat (25 Apr 2022)',
    holds: ({ noticeItems, alternativeMeansTold }) =>
      RECORDING_ITEMS.every((item) => noticeItems?.includes(item)) && alternativeMeansTold === true,
  },
  {
    ...CNIL,
    id: 'CNIL-2022:objection',
    code: 'RECORDING_OBJECTED',
    holds: ({ objected }) => !objected,
  },
  {
    ...CNIL,
    id: 'CNIL-2022:not-by-default',
    code: 'RECORDING_SYSTEMATIC',
    holds: ({ trigger }) => trigger === 'MANUAL',
  },
  {
    ...CNIL,
    id: 'CNIL-2022:no-bank-details',
    code: 'RECORDING_EXCESSIVE_DATA',
    holds: ({ paymentDataRecorded }) => paymentDataRecorded === false,
  },
]

const NECESSARY: Approval = {
  id: 'CNIL-2022:proof',
  citation: 'GDPR 6(1)(b); CNIL, enregistrement et preuve du contrat (25 Apr 2022)',
  from: null,
  to: null,
  code: 'OK_RECORDING_NECESSARY',
  basis: 'CONTRACT',
}

const INSURANCE: Approval = {
  id: 'R112-7:recording-duty',
  citation: 'C. assur. L112-2-2, R112-7',
  from: '2022-04-01',
  to: null,
  code: 'OK_RECORDING_LEGAL_OBLIGATION',
  basis: 'LEGAL_OBLIGATION',
}

/** C. assur. R112-7: who objects ends the call. */
const INSURANCE_CHECKS: readonly Check<RecordCallFacts>[] = [
  {
    ...INSURANCE,
    id: 'R112-7:objection',
    code: 'RECORDING_OBJECTED',
    applies: () => true,
    holds: ({ objected }) => !objected,
  },
]

const isInsuranceCanvassing = ({
  sector,
  callDirection,
  callSolicited,
  relation,
}: RecordCallFacts): boolean =>
  sector === 'INSURANCE' &&
  callDirection === 'OUTBOUND_PROSPECTING' &&
  callSolicited === false &&
  relation?.status != null &&
  relation.status !== 'CONTRACT_CURRENT'

/** Every provision of recording, for those who print or test the law. */
export const RECORDING_PROVISIONS: readonly Provision[] = [
  ...CONTRACT_PROOF,
  NECESSARY,
  ...INSURANCE_CHECKS,
  INSURANCE,
]

/** May this call be recorded (law.md X1, X2). */
export const decideRecording = (facts: RecordCallFacts): Decision => {
  const date = parisDate(facts.at)
  return inForce(INSURANCE, date) && isInsuranceCanvassing(facts)
    ? judge(INSURANCE_CHECKS, facts, date, INSURANCE)
    : judge(CONTRACT_PROOF, facts, date, NECESSARY)
}
