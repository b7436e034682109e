import type { Sha256 } from '@constat/core/canonical'
import { parseObservation, type Choice, type Observation } from '@constat/core/consent'
import type { Contact } from '@constat/core/contact'
import { isRandomUuid } from '@constat/core/id'
import type { NoticeDocument } from '@constat/core/notice'
import type { InputIssue, Parsed } from '@constat/core/problem'
import type { Challenge } from '@constat/evidence'
import type { NoticeVersion } from '@constat/store'
import { documentOf } from '../notice/notice-cache.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { issue, problem, under, type Problem } from '../platform/problem.ts'
import { checkChallenge } from './capture.service.ts'
import { claimedInstantIssues } from './claimed-instant.ts'
import { readContacts, type RawContacts } from './contacts.ts'
import { idempotencyKeyIssues } from './idempotency.ts'
import { isNeeded, readChoices, type ChoiceInput } from './record-choices.ts'

/** One submission as the API receives it. */
export type RecordConsentInput = {
  readonly idempotencyKey: string
  readonly challenge?: string | null | undefined
  readonly notice: Sha256
  readonly contact: RawContacts
  readonly choices: readonly ChoiceInput[]
  readonly observation?: unknown
  readonly occurredAt?: Date | null | undefined
  readonly replaces?: readonly string[] | null | undefined
}

/** A submission that may be stored. */
export type Submission = {
  readonly notice: NoticeVersion
  readonly document: NoticeDocument
  readonly contacts: readonly Contact[]
  readonly choices: readonly Choice[]
  readonly observation: Observation | null
  readonly challenge: Challenge | undefined
}

const readObservation = (input: unknown): Parsed<Observation | null> => {
  if (input === undefined || input === null) return { ok: true, value: null }
  const parsed = parseObservation(input)
  return parsed.ok ? parsed : { ok: false, issues: under(['input', 'observation'], parsed.issues) }
}

const occurredIssues = ({ occurredAt }: RecordConsentInput, { kind }: Principal, now: number) => {
  if (!occurredAt) return []
  const path = ['input', 'occurredAt']
  if (kind === 'SITE')
    return [issue(path, 'secret-key-only', 'Only a secret key can import what happened before.')]
  return claimedInstantIssues(occurredAt, now, path)
}

// More than anyone sends one form from one page.
const MAX_REPLACED = 100

const replacedIssues = ({ replaces }: RecordConsentInput): readonly InputIssue[] =>
  (replaces ?? []).length > MAX_REPLACED
    ? [issue(['input', 'replaces'], 'too-long', `Name at most ${MAX_REPLACED} submissions.`)]
    : []

/**
 * The faults of the idempotency keys that a submission names. A page's key is public: under one that can be guessed its holder would take,
 * end or read what a back end records.
 */
export const guessableKeyIssues = (
  { kind }: Principal,
  { idempotencyKey, replaces }: RecordConsentInput,
): readonly InputIssue[] =>
  [
    [idempotencyKey, 'idempotencyKey'] as const,
    ...(replaces ?? []).map((key, index) => [key, 'replaces', `${index}`] as const),
  ].flatMap(([key, ...path]) =>
    kind !== 'SITE' || isRandomUuid(key)
      ? []
      : [issue(['input', ...path], 'uuid', 'With a site key use random UUIDs.')],
  )

/** Reads one submission: everything about it that can be refused before storage is asked. */
export const readSubmission = async (
  deps: Deps,
  principal: Principal,
  input: RecordConsentInput,
  notice: NoticeVersion | undefined,
): Promise<Submission | Problem<'InvalidInput' | 'NotFound' | 'ChallengeFailed'>> => {
  if (!notice) {
    return problem('NotFound', [
      issue(['input', 'notice'], 'known-notice', 'No notice version with this SHA-256 was published here.'),
    ])
  }
  if (principal.kind === 'SITE' && !input.challenge) {
    return problem('InvalidInput', [
      issue(['input', 'challenge'], 'required', 'A site key needs the challenge that startCapture gave.'),
    ])
  }
  const challenge = input.challenge
    ? await checkChallenge(deps, principal, input.challenge, notice.sha256)
    : undefined
  if (challenge && !challenge.ok) return problem('ChallengeFailed', challenge.issues)
  const document = documentOf(notice)
  const { contacts, issues: unreadable } = readContacts(input.contact, ['input', 'contact'])
  // Who fills in a form can do nothing about a field that no yes of hers needs, as one in which the page wrote "+33": the
  // statement does without it. A back end can.
  const contactIssues =
    principal.kind === 'SITE'
      ? unreadable.filter(({ path: [, , kind] }) => isNeeded(document, contacts, input.choices, kind))
      : unreadable
  const choices = contactIssues.length > 0 ? undefined : readChoices(document, contacts, input.choices)
  const observation = readObservation(input.observation)
  const issues = [
    ...idempotencyKeyIssues(input.idempotencyKey),
    ...contactIssues,
    ...(choices && !choices.ok ? choices.issues : []),
    ...(observation.ok ? [] : observation.issues),
    ...occurredIssues(input, principal, deps.clock()),
    ...replacedIssues(input),
    ...guessableKeyIssues(principal, input),
  ]
  if (issues.length > 0 || !choices?.ok || !observation.ok) return problem('InvalidInput', issues)
  return {
    notice,
    document,
    contacts,
    choices: choices.value,
    observation: observation.value,
    challenge: challenge?.value,
  }
}
