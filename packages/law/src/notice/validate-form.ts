import type { Channel, Profile } from '@constat/core/vocabulary'
import { parisDate } from '../calendar/time-zone.ts'
import type { LawDate } from '../calendar/law-date.ts'
import type { Decision } from '../decision/decision.ts'
import { judge, type Approval, type Check } from '../decision/judge.ts'
import type { ValidateFormFacts } from '../question/question.ts'
import { isCall } from '../rules/contact.ts'
import { inForce } from '../rules/provision.ts'
import { asksForPhone, BOX_RULES, isForConsumers, type Box } from './box.ts'
import { restsOnInterest, type FormFacts } from './form-facts.ts'
import { itemRule } from './item-rules.ts'
import type { LawItem } from './items.ts'
import { both, type Known } from './known.ts'

type Form = Box & {
  readonly noticeItemsMissing: readonly LawItem[] | null
  readonly withdrawAsEasy: boolean | null
}

const boxOf = ({ audience, box }: ValidateFormFacts, date: LawDate, strict: boolean): Box => ({
  date,
  strict,
  audience: audience ?? 'UNKNOWN',
  purpose: 'COMMERCIAL_PROSPECTING',
  kind: box?.kind ?? null,
  channels: box?.channels ?? null,
  recipients: box?.recipients ?? null,
  defaultChecked: box?.defaultChecked ?? null,
  separateFromTerms: box?.separateFromTerms ?? null,
  equalProminence: box?.equalProminence ?? null,
  requiredToSubmit: box?.requiredToSubmit ?? null,
  wordingClear: box?.wordingClear ?? null,
  optoutOffered: box?.optoutOffered ?? null,
})

const some = (channels: readonly Channel[] | null, is: (channel: Channel) => boolean): Known =>
  channels?.some((channel) => is(channel)) ?? null

// A question tells of one box and not of the rest of its form.
const formFacts = (form: Form): FormFacts => ({
  collects: true,
  fromPerson: null,
  requiredFields: null,
  consumers: isForConsumers(form),
  professionals: !isForConsumers(form),
  choice: true,
  phoneNumber: some(form.channels, asksForPhone),
  concludesContract: null,
  phoneConsent: both(
    form.kind === null ? null : form.kind === 'OPT_IN',
    some(form.channels, (channel) => isCall({ channel })),
  ),
  callsOutOfHours: null,
  consent: form.kind === null ? null : form.kind === 'OPT_IN',
  objection: form.kind === null ? null : form.kind !== 'OPT_IN',
  legitimateInterest: restsOnInterest(form.kind, form.purpose),
  softOptIn: form.kind === null ? null : form.kind === 'SOFT_OPT_IN',
  partners: null,
  callingPartners: null,
  dpo: null,
  transfers: null,
  automatedDecisions: null,
  records: null,
  recordingIsDuty: null,
})

// What is said to be missing counts unless the form shows that it need not be there.
const isMandatory = (item: LawItem, form: Form): boolean => {
  const rule = itemRule(item)
  return inForce(rule, form.date) && rule.requires(formFacts(form)) !== false
}

const ALWAYS = { from: null, to: null, applies: () => true } as const

const FORM_CHECKS: readonly Check<Form>[] = [
  {
    ...ALWAYS,
    id: 'CB-9',
    citation: 'GDPR 13; C. conso. L223-2, R223-1',
    code: 'NOTICE_ITEM_MISSING',
    holds: (form) => form.noticeItemsMissing?.some((item) => isMandatory(item, form)) === false,
  },
  {
    ...ALWAYS,
    id: 'CB-10',
    citation: 'GDPR 7(3); C. conso. R223-3',
    code: 'WITHDRAWAL_HARDER',
    holds: ({ withdrawAsEasy }) => withdrawAsEasy === true,
  },
]

const VALID: Approval = {
  id: 'CB:form',
  citation: 'GDPR 4(11), 7, 13; C. conso. R223-1',
  from: null,
  to: null,
  code: 'OK_FORM_VALID',
  basis: null,
}

/** Does this form collect consent, or offer objection, lawfully (law.md §5). */
export const decideForm = (facts: ValidateFormFacts, profile: Profile): Decision => {
  const date = parisDate(facts.at)
  const { noticeItemsMissing, withdrawAsEasy } = facts
  const form: Form = { ...boxOf(facts, date, profile === 'strict'), noticeItemsMissing, withdrawAsEasy }
  return judge<Form>([...BOX_RULES, ...FORM_CHECKS], form, date, VALID)
}
