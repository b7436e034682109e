import { CONTACT_KINDS } from '@constat/core/vocabulary'
import type { ConsentPayload } from '../statement/payload.ts'
import { isSubmission, NOTICE_PUBLISHED, WIDGET_RELEASED } from '../statement/payload.ts'
import { qualifiedNotAfter, type TimeBracket } from './bracket.ts'
import type { Established } from './established.ts'

/** Every sentence that a report can say; its words are those of {@link Words} in each language. */
export type FindingCode =
  // proved
  | 'signed'
  | 'contact-committed'
  | 'contact-equal'
  | 'answers-committed'
  | 'logged'
  | 'witnessed'
  | 'existed-by'
  | 'existed-qualified'
  | 'made-after'
  | 'notice-exact'
  | 'notice-before'
  | 'widget-before'
  | 'recipient-named'
  // claimed
  | 'event-consent.given'
  | 'event-consent.refused'
  | 'recorded-inside'
  | 'recorded-outside'
  | 'recorded-future'
  | 'recorded-unchecked'
  | 'occurred'
  | 'provenance-SITE_CHALLENGED'
  | 'provenance-SITE_LATE'
  | 'provenance-SERVER_ATTESTED'
  | 'provenance-CONFIRMED'
  | 'provenance-CERTIFIED'
  | 'provenance-IMPORTED'
  | 'grade-ASSURED'
  | 'grade-FLAGGED'
  | 'grade-INCOMPLETE'
  | 'widget-said'
  // not covered
  | 'imputability-weak'
  | 'imputability-factor'
  | 'withdrawal-unknown'
  | 'lawfulness-unjudged'
  | 'holder-unbound'
  | 'page-unseen'
  | 'history-unwitnessed'
  | 'time-unattested'
  | 'time-unqualified'
  | 'start-unattested'
  | 'anchor-absent'
  | 'timestamps-untrusted'
  | 'timestamps-policy'
  | 'timestamps-unexamined'
  | 'notice-before-unknown'
  | 'widget-before-unknown'
  | 'publication-unbelieved'
  | 'lead-not-compared'
  | 'answers-not-shown'
  | 'hints-differ'

/** One sentence of a report and what it speaks of. Instants are seconds since the Unix epoch. */
export type Finding = {
  readonly code: FindingCode
  readonly values: { readonly [name: string]: string | number }
}

export type Findings = {
  readonly proved: readonly Finding[]
  readonly claimed: readonly Finding[]
  readonly notCovered: readonly Finding[]
}

const find = (code: FindingCode, values: Finding['values'] = {}): Finding => ({ code, values })
const when = (condition: boolean, code: FindingCode, values: Finding['values'] = {}): Finding[] =>
  condition ? [find(code, values)] : []

const provedByStatement = ({ statement, claims, compared }: Established): Finding[] => {
  if (!statement) return []
  return [
    find('signed', { server: statement.payload.iss }),
    ...CONTACT_KINDS.flatMap((kind) => {
      const value = claims?.contacts[kind]
      if (value === undefined) return []
      return [find(compared[kind] === 'EQUAL' ? 'contact-equal' : 'contact-committed', { value })]
    }),
    ...when((claims?.answers.length ?? 0) > 0, 'answers-committed', { count: claims?.answers.length ?? 0 }),
  ]
}

const provedByLog = ({ entry, isWitnessed }: Established): Finding[] => {
  if (!entry) return []
  const { index, checkpoint, cosignatures } = entry
  const { origin, size } = checkpoint
  const names = [...new Set(cosignatures.map(({ witness }) => witness))]
  return [
    find('logged', { origin, index, size }),
    ...when(isWitnessed, 'witnessed', { names: names.join(', '), count: names.length }),
  ]
}

const provedByTime = ({ bracket, timestamped }: Established): Finding[] => {
  const qualified = qualifiedNotAfter(timestamped)
  const notAfter = bracket?.notAfter ?? null
  return [
    ...when(notAfter !== null && notAfter !== qualified, 'existed-by', { time: notAfter ?? 0 }),
    ...when(bracket !== undefined && qualified !== null, 'existed-qualified', { time: qualified ?? 0 }),
    ...when(typeof bracket?.notBefore === 'number', 'made-after', { time: bracket?.notBefore ?? 0 }),
  ]
}

const provedByPublications = ({ shown, recipient }: Established): Finding[] => {
  if (!shown) return []
  const published = (event: string) => shown.publications.find((each) => each.event === event)
  const notice = published(NOTICE_PUBLISHED)
  const widget = published(WIDGET_RELEASED)
  return [
    ...when(shown.notice !== null, 'notice-exact', { key: shown.notice?.key ?? '' }),
    ...when(notice !== undefined, 'notice-before', { time: notice?.publishedAt ?? 0 }),
    ...when(widget !== undefined, 'widget-before', { time: widget?.publishedAt ?? 0 }),
    ...when(recipient !== undefined, 'recipient-named', { recipient: recipient ?? '' }),
  ]
}

const provenance = ({ provenance: by, site = '', challenge }: ConsentPayload): Finding => {
  if (by !== 'SITE_CHALLENGED') return find(`provenance-${by}`)
  return challenge?.state === 'late'
    ? find('provenance-SITE_LATE', { site, time: challenge.iat })
    : find('provenance-SITE_CHALLENGED', { site })
}

const RECORDED = {
  INSIDE: 'recorded-inside',
  OUTSIDE: 'recorded-outside',
  UNCHECKED: 'recorded-unchecked',
} as const

// Later than anything bounds it: the one to contradict it is the verifier's own clock.
const isAfterNow = ({ claimed, notBefore, notAfter }: TimeBracket, iat: number): boolean =>
  claimed === 'OUTSIDE' && notAfter === null && iat >= (notBefore ?? 0)

const claimedBy = ({ statement, bracket }: Established): Finding[] => {
  if (!statement) return []
  const { payload } = statement
  return [
    ...(isSubmission(payload.event) ? [find(`event-${payload.event}`)] : []),
    find(
      bracket && isAfterNow(bracket, payload.iat)
        ? 'recorded-future'
        : RECORDED[bracket?.claimed ?? 'UNCHECKED'],
      { time: payload.iat },
    ),
    ...when(payload.occurred_at !== undefined, 'occurred', { time: payload.occurred_at ?? 0 }),
    provenance(payload),
    find(`grade-${payload.grade}`),
    ...when(payload.widget !== undefined, 'widget-said', { version: payload.widget?.version ?? '' }),
  ]
}

const timeNotCovered = ({
  statement,
  bracket,
  timestamped,
  anchor,
  trustsQualified,
}: Established): Finding[] => {
  const all = [timestamped, anchor?.timestamped].filter((each) => each !== undefined)
  const sum = (member: 'untrusted' | 'unexamined') => all.reduce((count, each) => count + each[member], 0)
  const policies = [...new Set(all.flatMap((each) => each.policies))].join(', ')
  const trusted = timestamped?.trusted ?? []
  const isQualified = trustsQualified && trusted.some((each) => each.isQualified)
  return [
    ...when(typeof bracket?.notAfter !== 'number', 'time-unattested'),
    ...when(trusted.length > 0 && !isQualified, 'time-unqualified'),
    ...when(
      typeof bracket?.notBefore !== 'number',
      statement?.payload.anchor && !anchor ? 'anchor-absent' : 'start-unattested',
    ),
    ...when(sum('untrusted') > 0, 'timestamps-untrusted', { count: sum('untrusted') }),
    ...when(policies !== '', 'timestamps-policy', { policies }),
    ...when(sum('unexamined') > 0, 'timestamps-unexamined', { count: sum('unexamined') }),
  ]
}

const publicNotCovered = ({ shown }: Established, { notice, widget }: ConsentPayload): Finding[] => {
  const isProved = (event: string) => shown?.publications.some((each) => each.event === event) ?? false
  return [
    ...when(notice !== undefined && !isProved(NOTICE_PUBLISHED), 'notice-before-unknown'),
    ...when(widget !== undefined && !isProved(WIDGET_RELEASED), 'widget-before-unknown'),
    ...(shown?.unbelieved ?? []).map((event) => find('publication-unbelieved', { event })),
  ]
}

const notCoveredBy = (known: Established): Finding[] => {
  const { statement, claims, compared, isWitnessed, hintsDiffer } = known
  if (!statement) return []
  const { payload } = statement
  return [
    find(payload.provenance === 'CONFIRMED' ? 'imputability-factor' : 'imputability-weak'),
    find('withdrawal-unknown'),
    find('lawfulness-unjudged'),
    find('holder-unbound'),
    ...when(claims?.answers.length === 0, 'answers-not-shown'),
    ...when(Object.keys(compared).length === 0, 'lead-not-compared'),
    find('page-unseen'),
    ...publicNotCovered(known, payload),
    ...when(!isWitnessed, 'history-unwitnessed'),
    ...timeNotCovered(known),
    ...when(hintsDiffer.length > 0, 'hints-differ'),
  ]
}

/** What a verification proved, what it only heard, and what it says nothing about (evidence.md 1.7, 9.15). */
export const findingsOf = (known: Established): Findings => ({
  proved: [
    ...provedByStatement(known),
    ...provedByLog(known),
    ...provedByTime(known),
    ...provedByPublications(known),
  ],
  claimed: claimedBy(known),
  notCovered: notCoveredBy(known),
})
