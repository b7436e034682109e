import { parisDate } from '../calendar/time-zone.ts'
import type { Decision } from '../decision/decision.ts'
import { judge, type Approval, type Check } from '../decision/judge.ts'
import type { ProcessorTransferFacts } from '../question/question.ts'
import type { Provision } from './provision.ts'

/** The European Economic Area, where chapter V does not ask for safeguards. */
const EEA = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(
  ' ',
)

const isCovered = ({ country, adequacy, safeguard, tiaDone }: ProcessorTransferFacts): boolean =>
  (country !== null && EEA.includes(country)) ||
  adequacy === true ||
  (safeguard !== null && safeguard !== 'NONE' && tiaDone === true)

const CHECKS: readonly Check<ProcessorTransferFacts>[] = [
  {
    id: 'GDPR-44-49:safeguard',
    citation: 'GDPR 44-49; CJEU C-311/18 Schrems II',
    from: '2018-05-25',
    to: null,
    code: 'TRANSFER_NO_SAFEGUARD',
    applies: () => true,
    holds: isCovered,
  },
  {
    id: 'GDPR-28:contract',
    citation: 'GDPR 28(3)',
    from: '2018-05-25',
    to: null,
    code: 'TRANSFER_NO_SAFEGUARD',
    applies: () => true,
    holds: ({ art28Contract }) => art28Contract === true,
  },
]

const SAFEGUARDED: Approval = {
  id: 'GDPR-44-49:transfer',
  citation: 'GDPR 28, 44-49',
  from: '2018-05-25',
  to: null,
  code: 'OK_TRANSFER_SAFEGUARDED',
  basis: null,
}

/** Every provision of transfers to processors, for those who print or test the law. */
export const PROCESSOR_TRANSFER_PROVISIONS: readonly Provision[] = [...CHECKS, SAFEGUARDED]

/** May a processor, such as a call centre abroad, work on these data (law.md X5). */
export const decideProcessorTransfer = (facts: ProcessorTransferFacts): Decision =>
  judge(CHECKS, facts, parisDate(facts.at), SAFEGUARDED)
