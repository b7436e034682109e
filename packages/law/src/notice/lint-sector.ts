import type { NoticeQuestion } from '@constat/core/notice'
import type { Sector } from '@constat/core/vocabulary'
import { evaluateContact } from '../decision/evaluate.ts'
import { parseQuestion, type ContactFacts } from '../question/question.ts'
import { isCall } from '../rules/contact.ts'
import { error, warning, type LintFinding, type LintSubject } from './finding.ts'

const ADVERTISER = 'advertiser'

/** The contact that a consent would be for, with everything else unknown; a call-back is one that was asked for. */
const contactOf = (
  { channel, purpose }: NoticeQuestion,
  sector: Sector,
  { notice, at }: LintSubject,
): ContactFacts | null => {
  const callback = { requestedAt: at, proof: true, scopeOk: true, addressee: ADVERTISER }
  const parsed = parseQuestion({
    kind: 'CONTACT',
    at,
    channel,
    purpose,
    sector,
    audience: notice.audience,
    coordinate: notice.audience === 'B2B_PROFESSIONAL' ? 'PROFESSIONAL_NAMED' : null,
    advertiser: ADVERTISER,
    callback: purpose === 'CALLBACK_REQUESTED' ? callback : null,
  })
  return parsed.ok && parsed.value.kind === 'CONTACT' ? parsed.value : null
}

const MESSAGE =
  'Take these goods out of the question: their sector may not be offered so, whatever the person consents to.'

/**
 * Goods that a question may not ask consent for: the law of the day bans their sector on its channel even with consent
 * (L223-1 al. 5, L223-8, C. trav. L6323-8-1), so that the answer could only mislead. For calls an ERROR: the one
 * exception, a running contract, needs no consent. For messages, which within a running contract still need consent,
 * and where the law is in doubt, a WARNING.
 */
export const lintSector = (
  question: NoticeQuestion,
  path: readonly string[],
  subject: LintSubject,
): readonly LintFinding[] => {
  if (question.kind !== 'OPT_IN') return []
  return question.goods.flatMap((key, at) => {
    const sector = subject.notice.goods.find((each) => each.key === key)?.sector
    if (sector === undefined || sector === 'GENERAL') return []
    const contact = contactOf(question, sector, subject)
    if (contact === null) return []
    const { findings } = evaluateContact(contact, subject.at, subject.strict)
    return findings
      .filter(({ gate }) => gate === 'sector')
      .map(({ by, weight }) =>
        (isCall(question) && weight === 'DENY' ? error : warning)(
          by.id,
          [...path, 'goods', String(at)],
          MESSAGE,
          by.citation,
        ),
      )
  })
}
