import type { NoticeItem, NoticeItemId } from '@constat/core/notice'
import type { LintSubject } from './finding.ts'
import { asksForCalls, formOf, partnersOf } from './form-facts.ts'
import { isProspecting } from './box.ts'
import { asserts, fold, isUnderstood, names } from './wording.ts'
import { demandsConsent, takesSilence } from './wording-condition.ts'
import {
  isAboveAYear,
  isKeptAsNeeded,
  isKeptForEver,
  isKeptTooLong,
  namesAPeriod,
  namesSixRights,
  renewsItself,
  speaksOfRenewal,
} from './wording-item.ts'
import { asksForPapers, isIrrevocable, isLaborious, isPaid, namesAnAmount } from './wording-withdrawal.ts'

/** What the words of an item say amiss: unlawful whoever reads them, or open to be read so. */
type Remark = { readonly severity: 'ERROR' | 'WARNING'; readonly message: string }

/** What the words of an item can be read to lack or to say amiss. */
type Reading = (item: NoticeItem, subject: LintSubject) => readonly Remark[]

const refuse = (condition: boolean, message: string): readonly Remark[] =>
  condition ? [{ severity: 'ERROR', message }] : []

const advise = (condition: boolean, message: string): readonly Remark[] =>
  condition ? [{ severity: 'WARNING', message }] : []

/** Proper names: read in any language. */
const unnamed = (item: NoticeItem, keys: readonly string[], { notice }: LintSubject): readonly string[] => {
  const said = [item.text, ...(item.links ?? []).map(({ label }) => label)].join(' ')
  return notice.parties.flatMap(({ key, legalName }) =>
    keys.includes(key) && !names(said, legalName) ? [key] : [],
  )
}

const nameAll =
  (keysOf: (subject: LintSubject) => readonly string[]): Reading =>
  (item, subject) =>
    unnamed(item, keysOf(subject), subject).flatMap((key) =>
      advise(true, `Name the party "${key}" by its legal name.`),
    )

const callers = ({ notice }: LintSubject) =>
  notice.questions.flatMap((question) => (asksForCalls(question, notice) ? question.advertisers : []))

const partners = ({ notice }: LintSubject) =>
  notice.questions.flatMap((question) => partnersOf(question, notice))

const toTheCnil: Reading = ({ text }) =>
  advise(!names(text, 'CNIL'), 'Say that the complaint goes to the CNIL.')

const nameable: { readonly [item in NoticeItemId]?: Reading } = {
  N13_CONTROLLER: nameAll(({ notice }) => [notice.controller]),
  N13_RECIPIENTS: nameAll(partners),
  N13_COMPLAINT: toTheCnil,
  NR_PRO_ID: nameAll(callers),
  REC_CONTROLLER: nameAll(({ notice }) => [notice.controller]),
  REC_COMPLAINT: toTheCnil,
  PT_LIST: (item, subject) =>
    advise(
      (item.links ?? []).length === 0 && unnamed(item, partners(subject), subject).length > 0,
      'Name every partner or link to the list of them.',
    ),
}

const keptForEver: Reading = ({ text }) =>
  refuse(isKeptForEver(text), 'Give an end: data are kept no longer than needed, never without limit.')

const ofWithdrawal: Reading = ({ text }) => [
  ...refuse(isIrrevocable(text), 'Say how consent is withdrawn: it always can be, at any time.'),
  ...refuse(isPaid(text), 'Make withdrawing free of charge: it must be as easy as consenting.'),
  ...advise(
    !isPaid(text) && namesAnAmount(text),
    'Make sure that withdrawing costs nothing: the text names an amount.',
  ),
  ...advise(
    isLaborious(text),
    'Offer a way to withdraw that is as easy as consenting was: no letter, account or papers.',
  ),
]

const freeOfCharge: Reading = ({ text }) =>
  refuse(isPaid(text), 'Make objecting free of charge: it must cost nothing.')

const OPEN_LIST =
  /\bnotamment\b|\betc\b|entre autres|par exemple|such as|\bincluding\b|among others|for example|\binsbesondere\b|\bzum beispiel\b|unter anderem/
const CONSENT =
  /consent|accord|accept|autoris|coche|agree|tick|permission|einwillig|zustimm|einverstand|\b6 ?[(.,§]? ?1[).]? ?[(.,]? ?a\b/
const PROSPECTING =
  /prospect|offre|demarch|commerci|marketing|publici|promo|propos|appel|newsletter|lettre d'info|actualit|sollicit|offer|news|advert|werb|angebot|anruf|direktmarketing/
const NOTHING_REQUIRED =
  /(?:aucun\w{0,24}|toutes?|tous)[^.;]{0,160}(?:facultati\w{0,24}|optionnel\w{0,24})|aucun\w{0,24}[^.;]{0,160}obligatoire|(?:all|every)[^.;]{0,160}optional|no (?:field|answer)s?[^.;]{0,160}(?:required|mandatory)|alle[^.;]{0,160}freiwillig|kein\w{0,24}[^.;]{0,160}(?:pflicht|erforderlich)/

const SOMETHING_REQUIRED =
  /obligatoire|necessaire|requis|indispensable|required|needed|necessary|mandatory|brauchen|benotig|erforderlich|pflicht/

const asked = ({ notice }: LintSubject) => notice.questions

/** Words: read in the languages that the lint knows. */
const readable: { readonly [item in NoticeItemId]?: Reading } = {
  N13_PURPOSES: ({ text }, subject) =>
    advise(
      asked(subject).some(isProspecting) && !PROSPECTING.test(fold(text)),
      'Name prospecting among the purposes: the questions ask for it.',
    ),
  N13_LEGAL_BASIS: ({ text }, subject) =>
    advise(
      asked(subject).some(({ kind }) => kind === 'OPT_IN') && !CONSENT.test(fold(text)),
      'Name consent as the basis of what the questions ask for.',
    ),
  N13_RETENTION: (item, subject) => [
    ...keptForEver(item, subject),
    ...advise(
      isKeptTooLong(item.text),
      'Keep prospects no longer than three years from their last contact, or say what needs longer.',
    ),
    ...advise(
      isKeptAsNeeded(item.text),
      'Give a period, or what decides it: "as long as needed" tells nothing.',
    ),
  ],
  N13_RIGHTS: ({ text }) => [
    ...advise(
      !namesSixRights(text),
      'Name the six rights: access, rectification, erasure, restriction, objection, portability.',
    ),
    ...advise(
      isPaid(text) || namesAnAmount(text),
      'Make sure that the rights cost nothing: only excessive requests may (GDPR 12(5)).',
    ),
  ],
  N21_OBJECTION_SEPARATE: freeOfCharge,
  SOI_INFO: freeOfCharge,
  B2B_INFO: freeOfCharge,
  B2B_OPTOUT: freeOfCharge,
  N13_WITHDRAW: ofWithdrawal,
  N13_MANDATORY: ({ text }, { notice, facts }) => [
    ...refuse(demandsConsent(text), 'Leave consent free: the form must go without it.'),
    ...advise(
      formOf(notice, facts).requiredFields === true &&
        NOTHING_REQUIRED.test(fold(text)) &&
        !asserts(text, SOMETHING_REQUIRED),
      'Say which fields are required: the form has some.',
    ),
  ],
  NCC_PHONE_INFO: ({ text }) =>
    advise(!CONSENT.test(fold(text)), 'Say that prospecting calls need the prior consent of the person.'),
  NR_CHOICE: ({ text }) => [
    ...refuse(demandsConsent(text), 'Leave consent free: whatever the form gives must be given without it.'),
    ...refuse(takesSilence(text), 'Ask for an act: neither silence nor going on is consent.'),
  ],
  NR_PERIOD: ({ text }, { date }) => [
    ...refuse(
      renewsItself(text),
      'Take the renewal out: consent to calls ends with its period and never renews itself.',
    ),
    ...refuse(
      isAboveAYear(text, Number(date.slice(0, 4))),
      'Say a year or less: consent to calls lasts a year at most.',
    ),
    ...advise(
      speaksOfRenewal(text) && !renewsItself(text),
      'Make plain that the consent ends with its period: it is given anew or not at all.',
    ),
    ...advise(
      !namesAPeriod(text) && !isAboveAYear(text, Number(date.slice(0, 4))),
      'Say how long the consent lasts, or until which date.',
    ),
  ],
  NR_WITHDRAWAL: ofWithdrawal,
  NR_DURABLE_ACCESS: ({ text }) =>
    advise(asksForPapers(text), 'Give the proof without an account to open or papers to show.'),
  REC_RETENTION: keptForEver,
  PT_LIST: ({ text }) =>
    advise(asserts(text, OPEN_LIST), 'List every partner: examples are no complete list.'),
}

/** What the words of an item are read to say amiss; of a language that the lint does not know, names only. */
export const readItem = (id: NoticeItemId, item: NoticeItem, subject: LintSubject): readonly Remark[] => [
  ...(nameable[id]?.(item, subject) ?? []),
  ...(isUnderstood(subject.notice.locale) ? (readable[id]?.(item, subject) ?? []) : []),
]
