import type { Parsed } from '@constat/core/problem'
import type { Sector } from '@constat/core/vocabulary'
import { assess, InvalidQuestion, type Assessment } from '@constat/law'
import type { Deps } from '../platform/context.ts'
import type { Asked } from './asked.ts'
import type { Known } from './stored.ts'

/** An assessment with where and when it was made; its evidence is in the order in which it was recorded. */
export type Decision = Assessment & {
  readonly at: number
  readonly evaluatedAt: number
  readonly position: number
}

/**
 * Answers a question from what is known of its contact and the sectors that goods keys mean. The issues of one that the law
 * cannot read start at the input.
 */
export const decideOn = (
  { position, events, history }: Known,
  { profile, ...question }: Asked,
  sectors: ReadonlyMap<string, Sector>,
  evaluatedAt: number,
): Parsed<Decision> => {
  try {
    const sector = question.goods === null ? null : (sectors.get(question.goods) ?? null)
    const assessment = assess(history, { ...question, sector }, { profile })
    const relied = new Set(assessment.evidence)
    return {
      ok: true,
      value: {
        ...assessment,
        at: question.at,
        evaluatedAt,
        position,
        evidence: events.flatMap(({ eventId }) => (relied.has(eventId) ? [eventId] : [])),
      },
    }
  } catch (error) {
    if (error instanceof InvalidQuestion) return { ok: false, issues: error.issues }
    throw error
  }
}

/** Tells the metrics of a decision: its verdict and the codes of its reasons. */
export const observeDecision = (
  { observer }: Pick<Deps, 'observer'>,
  { verdict, reasons }: Pick<Decision, 'verdict' | 'reasons'>,
): void =>
  observer?.onDecided(
    verdict,
    reasons.map(({ code }) => code),
  )
