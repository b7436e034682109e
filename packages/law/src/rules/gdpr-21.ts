import { addYears, type LawDate } from '../calendar/law-date.ts'
import { parisDate } from '../calendar/time-zone.ts'
import { isConsumerCall, isNaturalPerson, isService, renewedFrom, type Contact } from './contact.ts'
import { awaitedSlot, standingOpposition } from './opposition.ts'
import type { Finding } from './provision.ts'
import { deny, denyIf, type LegalText, type Rule } from './rule.ts'

const FROM = '2018-05-25'

/** From when on a consent collected directly after the erasure lifts it; null when none does. */
const liftedFrom = (contact: Contact): number | null =>
  contact.erasedAt !== null && contact.consent !== null && contact.source?.kind === 'DIRECT_FORM'
    ? renewedFrom({ ...contact, callbackFindings: null }, contact.erasedAt)
    : null

const outsideSlot = (until: number): Finding => ({
  code: 'OUTSIDE_CONSENTED_SLOT',
  weight: 'DEFER',
  gate: 'time',
  until,
})

const erased = (contact: Contact): readonly Finding[] => {
  const from = liftedFrom(contact)
  if (from === null) return [deny('SUBJECT_ERASED')]
  return from > contact.at ? [outsideSlot(from)] : []
}

/** The later of a day and that of something the person had said by the instant of the contact. */
const later = (day: LawDate, said: number | null | undefined, at: number): LawDate => {
  if (said == null || said > at) return day
  const saidOn = parisDate(said)
  return saidOn > day ? saidOn : day
}

/** A refusal in a conversation, where no text on calls says more of it. */
const refusal = (version: Pick<Rule, 'id' | 'to' | 'applies'>): Rule => ({
  ...version,
  citation: 'GDPR 21(2)-(3)',
  from: FROM,
  gate: 'opposition',
  test: (contact) =>
    denyIf(standingOpposition(contact, ['REFUSED_DURING_CALL']) !== null, 'OBJECTION_RECORDED'),
})

/** GDPR art. 17, 18 and 21, and how long prospects are kept: what the person has said, and what became of them. */
export const gdpr21: LegalText = {
  rules: [
    {
      id: 'GDPR-17-18:subject-state',
      citation: 'GDPR 17, 18; LIL 84-86',
      from: FROM,
      to: null,
      gate: 'subject',
      applies: () => true,
      test: (contact) => {
        switch (contact.subjectState) {
          case 'DECEASED':
            return [deny('SUBJECT_DECEASED')]
          case 'RESTRICTED':
            return [deny('PROCESSING_RESTRICTED')]
          case 'ERASED':
            return erased(contact)
          case 'ACTIVE':
          case null:
            return []
        }
      },
    },
    {
      id: 'GDPR-21:objection',
      citation: 'GDPR 21(2)-(3); CPCE L34-5 al. 5',
      from: FROM,
      to: null,
      gate: 'opposition',
      applies: (situation) => !isService(situation),
      test: (contact) =>
        denyIf(standingOpposition(contact, ['OBJECTION', 'STOP']) !== null, 'OBJECTION_RECORDED'),
    },
    refusal({
      id: 'GDPR-21:refusal',
      to: null,
      applies: (situation) => !isService(situation) && !isConsumerCall(situation),
    }),
    refusal({
      id: 'GDPR-21:refusal-in-call',
      // From the next day D223-9, then L221-16, has a rule of its own for calls to consumers.
      to: '2023-02-28',
      applies: (situation) => isConsumerCall(situation) && situation.sector !== 'INSURANCE',
    }),
    refusal({
      id: 'GDPR-21:refusal-of-insurance',
      // From the next day L112-2-2 of the insurance code has.
      to: '2022-03-31',
      applies: (situation) => isConsumerCall(situation) && situation.sector === 'INSURANCE',
    }),
    {
      // Who said no to all and yes to a precise time is contacted at that time alone, on whatever other ground there is.
      id: 'GDPR-21:yes-for-a-slot',
      citation: 'GDPR 21(3); C. conso. R223-1 II',
      from: FROM,
      to: null,
      gate: 'opposition',
      applies: (situation) => !isService(situation),
      when: (contact) => awaitedSlot(contact) !== null,
      test: (contact) => {
        const from = awaitedSlot(contact)
        return from === null ? [] : [outsideSlot(from)]
      },
    },
    {
      id: 'GDPR-7-3:oral-withdrawal',
      citation: 'GDPR 7(3); C. conso. R223-3',
      from: FROM,
      to: null,
      gate: 'opposition',
      applies: (situation) => !isService(situation),
      test: (contact) =>
        denyIf(standingOpposition(contact, ['ORAL_WITHDRAWAL']) !== null, 'CONSENT_WITHDRAWN'),
    },
    {
      id: 'R123-232-1:register',
      citation: 'C. com. R123-232-1',
      from: null,
      to: null,
      gate: 'opposition',
      applies: (situation) => !isService(situation),
      test: ({ professional }) =>
        denyIf(professional?.registerOpposition === true, 'COMPANY_REGISTER_OPPOSITION'),
    },
    {
      id: 'GDPR-5-1-e:retention',
      citation: 'GDPR 5(1)(e); CNIL référentiel gestion commerciale',
      from: FROM,
      to: null,
      gate: 'retention',
      applies: (situation) => isNaturalPerson(situation) && !isService(situation),
      when: ({ relation }) => relation?.status !== 'CONTRACT_CURRENT',
      test: ({ lastContactFromPerson, consent, callback, date, at }) => {
        if (lastContactFromPerson === null || date <= addYears(lastContactFromPerson, 3)) return []
        const last = later(lastContactFromPerson, consent?.givenAt, at)
        return denyIf(date > addYears(later(last, callback?.requestedAt, at), 3), 'RETENTION_EXCEEDED')
      },
    },
  ],
}
