import type { Sha256 } from '@constat/core/canonical'
import { isNoticeKey } from '@constat/core/notice'
import type { InputIssue, Parsed } from '@constat/core/problem'
import {
  CHALLENGE_FRESH_MS,
  CHALLENGE_LATE_MS,
  issueChallenge,
  readChallenge,
  type Challenge,
  type ChallengeFault,
} from '@constat/evidence'
import { findApiKey, type NoticeVersion } from '@constat/store'
import { payloadOf } from './payload.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { issue, problem, type Problem } from '../platform/problem.ts'
import { newestAnchor } from '../log/pledge.ts'
import { latestNotice, noticeStillShown } from '../notice/notice.service.ts'

export type StartCapturePayload = {
  readonly __typename: 'StartCapturePayload'
  readonly challenge: string
  readonly expiresAt: number
  readonly notice: NoticeVersion
}

// Less is the way over the network.
const WAITED_FROM_MS = 1000

/**
 * Opens the capture of one submission: a one-time challenge bound to notice version, site, key and time. Nothing is
 * stored; the challenge describes itself under a MAC. A version that was shown can be asked for as long as a challenge made while it
 * was the latest would be taken: a submission that waited in the browser loses nothing by a publication. For one that waited
 * without a challenge the challenge is dated back, so that the bracket of time holds the answer (architecture.md, "Provenance"): who
 * claims to have waited can only widen it. No checkpoint of the log is named then, which would be younger than the answer.
 */
export const startCapture = async (
  deps: Deps,
  principal: Principal,
  input: {
    readonly notice: string
    readonly locale?: string | null | undefined
    readonly sha256?: Sha256 | null | undefined
    readonly waitedMs?: number | null | undefined
  },
): Promise<StartCapturePayload | Problem<'InvalidInput' | 'NotFound'>> => {
  if (!isNoticeKey(input.notice)) {
    return problem('InvalidInput', [
      issue(['input', 'notice'], 'format', 'Give the key of a notice, such as "devis".'),
    ])
  }
  const now = deps.clock()
  const { sha256 } = input
  const claimed = input.waitedMs ?? 0
  if (claimed < 0 || claimed > CHALLENGE_LATE_MS) {
    return problem('InvalidInput', [
      issue(
        ['input', 'waitedMs'],
        'range',
        'Give how long ago it was answered, milliseconds: from 0 to seven days.',
      ),
    ])
  }
  const notice = sha256
    ? await noticeStillShown(deps, principal, sha256, now - CHALLENGE_LATE_MS)
    : await latestNotice(deps, principal, input.notice, input.locale)
  if (!notice || notice.key !== input.notice) {
    return problem('NotFound', [
      sha256
        ? issue(
            ['input', 'sha256'],
            'shown-lately',
            'No version of that notice has this SHA-256, or another took its place more than seven days ago.',
          )
        : issue(['input', 'notice'], 'known-notice', 'No notice of that key and locale was published.'),
    ])
  }
  // Nobody answered a version before it was published.
  const waitedMs = claimed < WAITED_FROM_MS ? 0 : Math.max(0, Math.min(claimed, now - notice.publishedAt))
  const anchor =
    waitedMs > 0 ? undefined : await newestAnchor(deps, deps.store.reader, principal.tenant.logId)
  return {
    __typename: 'StartCapturePayload',
    challenge: issueChallenge(deps.keys.challenge, {
      keyId: principal.keyId,
      site: principal.origin ?? '',
      noticeSha256: notice.sha256,
      anchor,
      now: now - waitedMs,
      random: deps.random,
    }),
    expiresAt: now - waitedMs + CHALLENGE_FRESH_MS,
    notice,
  }
}

const FAULTS: { readonly [fault in ChallengeFault]: string } = {
  'challenge-malformed': 'This is no challenge: pass on what startCapture gave.',
  'challenge-forged': 'This challenge was not made by this server.',
  'challenge-expired': 'This challenge is older than seven days: start a new capture.',
  'challenge-future': 'This challenge was made in the future: check the clocks of your servers.',
}

const fault = (rule: string, message: string): readonly InputIssue[] => [
  issue(['input', 'challenge'], rule, message),
]

const isOwn = async (deps: Deps, principal: Principal, { keyId, site }: Challenge): Promise<boolean> => {
  if (principal.kind === 'SITE') return keyId === principal.keyId && site === principal.origin
  // A back end passes on the challenge of its own site key.
  const key = await findApiKey(deps.store.reader, keyId)
  return key?.scope.tenantId === principal.tenant.tenantId
}

/** Whether a challenge was made for this notice version, by this key on this site or, for a back end, in its tenant. */
export const checkChallenge = async (
  deps: Deps,
  principal: Principal,
  text: string,
  noticeSha256: Sha256,
): Promise<Parsed<Challenge>> => {
  const read = readChallenge(deps.keys.challenge, text, deps.clock())
  if (!read.ok) return { ok: false, issues: fault(read.code, FAULTS[read.code]) }
  const { value } = read
  if (value.noticeSha256 !== noticeSha256) {
    return {
      ok: false,
      issues: fault('challenge-notice', 'This challenge was made for another notice version.'),
    }
  }
  return (await isOwn(deps, principal, value))
    ? read
    : { ok: false, issues: fault('challenge-site', 'This challenge was made for another site or key.') }
}

/** Id of the challenge that a statement of ours names; undefined when the back end sent the submission without one. */
export const challengeIdIn = (jws: string): string | undefined => payloadOf(jws).challenge?.id

/** The refusal of a challenge that was used before. */
export const challengeUsed = (): Problem<'ChallengeFailed'> =>
  problem('ChallengeFailed', fault('challenge-used', 'This challenge was used before: start a new capture.'))
