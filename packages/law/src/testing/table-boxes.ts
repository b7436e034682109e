import type { Question } from '../question/question.ts'
import { both, standard, strict, type Case } from './case.ts'
import { TUESDAY_2025, TUESDAY_2026 } from './questions.ts'

type Of<Kind extends Question['kind']> = Extract<Question, { readonly kind: Kind }>

const form = (
  box: Partial<NonNullable<Of<'VALIDATE_FORM'>['box']>> = {},
  change: Partial<Of<'VALIDATE_FORM'>> = {},
): Question => ({
  kind: 'VALIDATE_FORM',
  at: TUESDAY_2026,
  audience: 'B2C_CONSUMER',
  box: {
    kind: 'OPT_IN',
    defaultChecked: false,
    channels: ['LIVE_CALL'],
    recipients: 'NAMED',
    separateFromTerms: true,
    equalProminence: true,
    requiredToSubmit: false,
    wordingClear: true,
    ...box,
  },
  noticeItemsMissing: [],
  withdrawAsEasy: true,
  ...change,
})

/** law.md §5, as far as VALIDATE_FORM asks. */
export const BOX_TABLE: readonly Case[] = [
  both('CB valid form', form(), 'ALLOW', 'OK_FORM_VALID'),
  both('CB-1', form({ defaultChecked: true }), 'DENY', 'CONSENT_PRETICKED'),
  both('CB-3 two families', form({ channels: ['LIVE_CALL', 'SMS'] }), 'DENY', 'CONSENT_NOT_GRANULAR'),
  standard('CB-3 one family', form({ channels: ['EMAIL', 'SMS'] }), 'ALLOW', 'OK_FORM_VALID'),
  strict('CB-3 one family', form({ channels: ['EMAIL', 'SMS'] }), 'DENY', 'CONSENT_NOT_GRANULAR'),
  both('CB-4', form({ recipients: 'LIST_UNREACHABLE' }), 'DENY', 'CONSENT_RECIPIENT_UNNAMED'),
  both('CB-5', form({ separateFromTerms: false }), 'DENY', 'CONSENT_BUNDLED_TERMS'),
  both('CB-6', form({ requiredToSubmit: true }), 'DENY', 'CONSENT_CONDITIONAL'),
  both('CB-7', form({ equalProminence: false }), 'DENY', 'CONSENT_DECEPTIVE_DESIGN'),
  both('CB-8', form({ wordingClear: false }), 'DENY', 'CONSENT_DECEPTIVE_DESIGN'),
  both('CB-9', form({}, { noticeItemsMissing: ['NR_CHOICE'] }), 'DENY', 'NOTICE_ITEM_MISSING'),
  both(
    'CB-9 not of e-mail',
    form({ channels: ['EMAIL'] }, { noticeItemsMissing: ['NR_CHOICE'] }),
    'ALLOW',
    'OK_FORM_VALID',
  ),
  both(
    'CB-9 not before 2026-08-11',
    form({}, { at: TUESDAY_2025, noticeItemsMissing: ['NR_CHOICE', 'NCC_PHONE_INFO'] }),
    'ALLOW',
    'OK_FORM_VALID',
  ),
  both(
    'CB-9 Bloctel until 2026-08-10',
    form({}, { at: TUESDAY_2025, noticeItemsMissing: ['NCC_BLOCTEL'] }),
    'DENY',
    'NOTICE_ITEM_MISSING',
  ),
  both('CB-9 Bloctel no longer', form({}, { noticeItemsMissing: ['NCC_BLOCTEL'] }), 'ALLOW', 'OK_FORM_VALID'),
  both('CB-10', form({}, { withdrawAsEasy: false }), 'DENY', 'WITHDRAWAL_HARDER'),
  both(
    'CB-11 ticked objection',
    form({ kind: 'SOFT_OPT_IN', channels: ['EMAIL'], optoutOffered: true, defaultChecked: true }),
    'DENY',
    'CONSENT_PRETICKED',
  ),
  both(
    'CB-11 no means to object',
    form({ kind: 'SOFT_OPT_IN', channels: ['EMAIL'] }),
    'DENY',
    'SOFT_OPT_IN_NO_OPTOUT_AT_COLLECTION',
  ),
  both(
    'CB-12 silence of a consumer',
    form({ kind: 'OPT_OUT', channels: ['EMAIL'] }),
    'DENY',
    'CONSENT_NO_POSITIVE_ACT',
  ),
  both('CB-12 by phone from 2026-08-11', form({ kind: 'OPT_OUT' }), 'DENY', 'CONSENT_NO_POSITIVE_ACT'),
  both(
    'CB-12 by phone until 2026-08-10',
    form({ kind: 'OPT_OUT' }, { at: TUESDAY_2025 }),
    'ALLOW',
    'OK_FORM_VALID',
  ),
  both('CB-12 by post', form({ kind: 'OPT_OUT', channels: ['POST'] }), 'ALLOW', 'OK_FORM_VALID'),
  both(
    'CB-12 of a professional',
    form({ kind: 'OPT_OUT', channels: ['EMAIL'] }, { audience: 'B2B_PROFESSIONAL' }),
    'ALLOW',
    'OK_FORM_VALID',
  ),
  standard(
    'CB-12 soft opt-in by fax (D-1)',
    form({ kind: 'SOFT_OPT_IN', channels: ['FAX'], optoutOffered: true }),
    'ALLOW',
    'OK_FORM_VALID',
  ),
  strict(
    'CB-12 soft opt-in by fax (D-1)',
    form({ kind: 'SOFT_OPT_IN', channels: ['FAX'], optoutOffered: true }),
    'DENY',
    'CONSENT_NO_POSITIVE_ACT',
  ),
]
