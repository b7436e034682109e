import type { Sha256 } from '@constat/core/canonical'
import { isNoticeKey } from '@constat/core/notice'
import type { InputIssue } from '@constat/core/problem'
import {
  CHALLENGE_FRESH_MS,
  issueChallenge,
  readChallenge,
  type Challenge,
  type ChallengeFault,
  type StatementPayload,
} from '@constat/evidence'
import type { NoticeVersion } from '@constat/store'
import type { Deps, Principal } from '../platform/context.ts'
import { issue, problem, type Problem } from '../platform/problem.ts'
import { latestNotice } from '../notice/notice.service.ts'

export type StartCapturePayload = {
  readonly __typename: 'StartCapturePayload'
  readonly challenge: string
  readonly expiresAt: number
  readonly notice: NoticeVersion
}

/**
 * Opens the capture of one submission: a one-time challenge bound to notice version, site, key and time. Nothing is
 * stored; the challenge describes itself under a MAC.
 */
export const startCapture = async (
  deps: Deps,
  principal: Principal,
  input: { readonly notice: string; readonly locale?: string | null | undefined },
): Promise<StartCapturePayload | Problem<'InvalidInput' | 'NotFound'>> => {
  if (!isNoticeKey(input.notice)) {
    return problem('InvalidInput', [
      issue(['input', 'notice'], 'format', 'Give the key of a notice, such as "devis".'),
    ])
  }
  const notice = await latestNotice(deps, principal, input.notice, input.locale)
  if (!notice) {
    return problem('NotFound', [
      issue(['input', 'notice'], 'known-notice', 'No notice of that key and locale was published.'),
    ])
  }
  const now = deps.clock()
  return {
    __typename: 'StartCapturePayload',
    challenge: issueChallenge(deps.keys.challenge, {
      keyId: principal.keyId,
      site: principal.origin ?? '',
      noticeSha256: notice.sha256,
      now,
      random: deps.random,
    }),
    expiresAt: now + CHALLENGE_FRESH_MS,
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

/** Whether a challenge was made for this key, site and notice version, and when. A secret key vouches for itself. */
export const checkChallenge = (
  deps: Deps,
  principal: Principal,
  text: string,
  noticeSha256: Sha256,
):
  | { readonly ok: true; readonly value: Challenge }
  | { readonly ok: false; readonly issues: readonly InputIssue[] } => {
  const read = readChallenge(deps.keys.challenge, text, deps.clock())
  if (!read.ok) return { ok: false, issues: fault(read.code, FAULTS[read.code]) }
  const { value } = read
  if (value.noticeSha256 !== noticeSha256) {
    return {
      ok: false,
      issues: fault('challenge-notice', 'This challenge was made for another notice version.'),
    }
  }
  const own =
    principal.kind === 'SECRET' || (value.keyId === principal.keyId && value.site === principal.origin)
  return own
    ? read
    : { ok: false, issues: fault('challenge-site', 'This challenge was made for another site or key.') }
}

/** Id of the challenge that a statement of ours names; undefined when the back end sent the submission without one. */
export const challengeIdIn = (jws: string): string | undefined => {
  const [, payload = ''] = jws.split('.')
  const statement: StatementPayload = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return statement.challenge?.id
}

/** The refusal of a challenge that was used before. */
export const challengeUsed = (): Problem<'ChallengeFailed'> =>
  problem('ChallengeFailed', fault('challenge-used', 'This challenge was used before: start a new capture.'))
