import type { LawItem } from './items.ts'
import { ALWAYS, GDPR, told, toldElsewhere, type ItemLaw } from './item-rule.ts'
import { both, not } from './known.ts'

const PARTNERS = 'CNIL partners sheet 28 Dec 2018'
const IN_THE_MESSAGE = 'It stands in each message, which decide() asks about.'
const IN_THE_CALL = 'It is said at the start of each call: an obligation that decide() returns.'

/** What prospecting asks beside: of partners, customers, professionals, and in the message or call itself. */
export const PROSPECTING_ITEMS = {
  PT_LIST: told(
    'the complete list of partners, with a link or their names',
    PARTNERS,
    GDPR,
    ({ partners }) => partners,
  ),
  PT_CHANGE: toldElsewhere(
    'new partners, who need a consent of their own',
    PARTNERS,
    GDPR,
    'A new list is a new version of the notice, and a consent covers the parties of its own version.',
  ),
  PT_FIRST_MSG_SOURCE: toldElsewhere('from whom a partner has the data', PARTNERS, GDPR, IN_THE_MESSAGE),
  PT_FIRST_MSG_RIGHTS: toldElsewhere('of the rights, objection among them', PARTNERS, GDPR, IN_THE_MESSAGE),
  SOI_INFO: told(
    'that the coordinate will serve offers of analogous goods',
    'CPCE L34-5 al. 4',
    ALWAYS,
    ({ softOptIn }) => softOptIn,
  ),
  SOI_OPTOUT_BOX: toldElsewhere(
    'by an unticked box, how to object free of charge',
    'CPCE L34-5 al. 4',
    ALWAYS,
    'It is a question of kind SOFT_OPT_IN, held to CB-11.',
    ({ softOptIn }) => softOptIn,
  ),
  SOI_EACH_MSG: toldElsewhere(
    'in every message, how to object',
    'CPCE L34-5 al. 4',
    ALWAYS,
    IN_THE_MESSAGE,
    ({ softOptIn }) => softOptIn,
  ),
  B2B_INFO: told(
    'that the coordinate may serve prospecting',
    'CNIL 26 Jan 2022; GDPR 13',
    GDPR,
    ({ collects, professionals }) => both(collects, professionals),
  ),
  B2B_OPTOUT: told(
    'how to object free of charge, as no question lets the person choose',
    'CNIL 26 Jan 2022; GDPR 21(2)',
    GDPR,
    ({ collects, professionals, choice }) => both(both(collects, professionals), not(choice)),
  ),
  MSG_IDENTITY: toldElsewhere('for whom the message is sent', 'CPCE L34-5 al. 5', ALWAYS, IN_THE_MESSAGE),
  MSG_OPTOUT: toldElsewhere(
    'a valid address or number to object free of charge',
    'CPCE L34-5 al. 5',
    ALWAYS,
    IN_THE_MESSAGE,
  ),
  MSG_SUBJECT: toldElsewhere('a truthful subject', 'CPCE L34-5 al. 5', ALWAYS, IN_THE_MESSAGE),
  CALL_IDENTITY: toldElsewhere('who calls', 'C. conso. L221-16', ALWAYS, IN_THE_CALL),
  CALL_PRINCIPAL: toldElsewhere('for whom', 'C. conso. L221-16', ALWAYS, IN_THE_CALL),
  CALL_COMMERCIAL: toldElsewhere('that the call is commercial', 'C. conso. L221-16', ALWAYS, IN_THE_CALL),
  CALL_AI: toldElsewhere('that an AI speaks', 'AI Act 50(1)', { from: '2026-08-02', to: null }, IN_THE_CALL),
  CALL_BLOCTEL: toldElsewhere(
    'of the right to register on Bloctel',
    'C. conso. L221-16 (to 2026-08-10)',
    { from: ALWAYS.from, to: '2026-08-10' },
    IN_THE_CALL,
  ),
} as const satisfies { readonly [item in LawItem]?: ItemLaw }
