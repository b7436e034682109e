import type { LawItem } from './items.ts'
import { GDPR, told, toldElsewhere, type ItemLaw } from './item-rule.ts'
import { both, not } from './known.ts'

/** GDPR art. 13, 14 and 21, and what French law adds. */
export const GDPR_ITEMS = {
  N13_CONTROLLER: told(
    'who the controller is and how to reach it',
    'GDPR 13(1)(a)',
    GDPR,
    ({ collects }) => collects,
  ),
  N13_DPO: told('how to reach the data protection officer', 'GDPR 13(1)(b)', GDPR, ({ collects, dpo }) =>
    both(collects, dpo),
  ),
  N13_PURPOSES: told('what the data are for', 'GDPR 13(1)(c)', GDPR, ({ collects }) => collects),
  N13_LEGAL_BASIS: told('the legal basis of each purpose', 'GDPR 13(1)(c)', GDPR, ({ collects }) => collects),
  N13_LEGIT_INTEREST: told(
    'the legitimate interest pursued',
    'GDPR 13(1)(d)',
    GDPR,
    ({ legitimateInterest }) => legitimateInterest,
  ),
  N13_RECIPIENTS: told('who receives the data', 'GDPR 13(1)(e)', GDPR, ({ collects }) => collects),
  N13_TRANSFERS: told(
    'to which country the data go, under which safeguard and how to get a copy of it',
    'GDPR 13(1)(f)',
    GDPR,
    ({ collects, transfers }) => both(collects, transfers),
  ),
  N13_RETENTION: told('how long the data are kept', 'GDPR 13(2)(a)', GDPR, ({ collects }) => collects),
  N13_RIGHTS: told('of the rights of the person', 'GDPR 13(2)(b)', GDPR, ({ collects }) => collects),
  N13_WITHDRAW: told(
    'that consent can be withdrawn at any time',
    'GDPR 13(2)(c)',
    GDPR,
    ({ consent }) => consent,
  ),
  N13_COMPLAINT: told(
    'of the right to complain to the CNIL',
    'GDPR 13(2)(d)',
    GDPR,
    ({ collects }) => collects,
  ),
  N13_MANDATORY: {
    ...told(
      'which answers must be given and what follows if they are not',
      'GDPR 13(2)(e); LIL 48',
      GDPR,
      ({ fromPerson, requiredFields }) => both(fromPerson, requiredFields),
    ),
    // Whoever answers a question gives at least a contact; a form seldom goes without.
    usual: ({ fromPerson, choice }) => both(fromPerson, choice),
  },
  N13_AUTOMATED: told(
    'that decisions are automated, by which logic and with what consequences',
    'GDPR 13(2)(f), 22',
    GDPR,
    ({ collects, automatedDecisions }) => both(collects, automatedDecisions),
  ),
  N13_POSTMORTEM: told(
    'of the right to give directives for after death',
    'LIL 48, 85',
    { from: '2019-06-01', to: null },
    ({ collects }) => collects,
  ),
  N14_ALL: toldElsewhere(
    'all that is told to a person asked directly, but for N13_MANDATORY',
    'GDPR 14(1), 14(2)',
    GDPR,
    'The N13 items are checked one by one.',
  ),
  N14_CATEGORIES: told('which categories of data are held', 'GDPR 14(1)(d)', GDPR, ({ fromPerson }) =>
    not(fromPerson),
  ),
  N14_SOURCE: told(
    'where the data come from, and whether that is public',
    'GDPR 14(2)(f)',
    GDPR,
    ({ fromPerson }) => not(fromPerson),
  ),
  N14_TIMING: toldElsewhere(
    'all this within a month, and at the first contact at the latest',
    'GDPR 14(3)(a)-(b)',
    GDPR,
    'When a notice was sent is a fact of each contact, which decide() asks for.',
  ),
  N21_OBJECTION_SEPARATE: told(
    'of the right to object to prospecting, apart from the rest',
    'GDPR 21(4)',
    GDPR,
    ({ objection }) => objection,
  ),
} as const satisfies { readonly [item in LawItem]?: ItemLaw }
