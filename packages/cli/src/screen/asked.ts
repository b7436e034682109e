import { contactKindsOf } from '@constat/core/consent'
import { nearest } from '@constat/core/nearest'
import type { InputIssue } from '@constat/core/problem'
import {
  CHANNELS,
  PROFILES,
  PURPOSES,
  type Channel,
  type ContactKind,
  type Profile,
  type Purpose,
} from '@constat/core/vocabulary'
import { readInstant, type ScreeningQuestion } from '@constat/server/screening'
import { CallFault, type Call } from '@constat/verifier'

const oneOf = <Word extends string>(option: string, text: string, words: readonly Word[]): Word => {
  const found = words.find((word) => word.toLowerCase() === text.toLowerCase())
  if (found !== undefined) return found
  const meant = nearest(text.toUpperCase(), words) ?? nearest(text.toLowerCase(), words)
  throw new CallFault({
    fr: `--${option} connaît ${words.join(', ')}${meant === undefined ? '' : ` ; est-ce ${meant} ?`}`,
    en: `--${option} knows ${words.join(', ')}${meant === undefined ? '' : `; is it ${meant}?`}`,
  })
}

const required = (values: Call['values'], option: string): string => {
  const { [option]: value } = values
  if (value !== undefined) return value
  throw new CallFault({ fr: `Donnez --${option}.`, en: `Give --${option}.` })
}

const instantOf = (text: string | undefined): number | null => {
  if (text === undefined) return null
  // With its offset: the hour of a call decides, and machines stand in many zones.
  const at = readInstant(text)
  if (at !== undefined) return at
  throw new CallFault({
    fr: '--at attend un instant et son décalage, comme 2026-11-24T10:00:00+01:00.',
    en: '--at needs an instant with its offset, such as 2026-11-24T10:00:00+01:00.',
  })
}

const factsOf = (text: string | undefined): ScreeningQuestion['facts'] => {
  if (text === undefined) return {}
  try {
    const facts: unknown = JSON.parse(text)
    if (typeof facts === 'object' && facts !== null && !Array.isArray(facts)) return facts
  } catch {
    // Refused below.
  }
  throw new CallFault({
    fr: `--facts attend un objet JSON, comme '{"sector":"PRESS"}'.`,
    en: `--facts needs a JSON object, such as '{"sector":"PRESS"}'.`,
  })
}

/** What a call asks of every contact of its file. */
export type AskedOfAll = {
  readonly question: ScreeningQuestion & {
    readonly channel: Channel
    readonly purpose: Purpose
    readonly profile: Profile
  }
  /** What a line can be screened by. */
  readonly kinds: readonly ContactKind[]
}

/**
 * Reads the question off the options.
 *
 * @throws CallFault naming the option that is missing or wrong
 */
export const askedOf = ({ values }: Call): AskedOfAll => {
  const channel = oneOf('channel', required(values, 'channel'), CHANNELS)
  return {
    question: {
      channel,
      advertiser: required(values, 'advertiser'),
      goods: values['goods'] ?? null,
      purpose: oneOf('purpose', values['purpose'] ?? 'COMMERCIAL_PROSPECTING', PURPOSES),
      profile: oneOf('profile', values['profile'] ?? 'strict', PROFILES),
      at: instantOf(values['at']),
      facts: factsOf(values['facts']),
    },
    kinds: contactKindsOf(channel),
  }
}

/** The refusal of a question in which the law finds these faults. */
export const refuseQuestion = (issues: readonly InputIssue[]): CallFault => {
  const said = issues
    .map(({ path, message }) => `--${path.filter((part) => part !== 'query').join('.')}: ${message}`)
    .join(' ')
  return new CallFault({ fr: said, en: said })
}

/** The refusal of a run that cannot go on at the point at which it stood. */
export const refusePoint = (issues: readonly InputIssue[]): CallFault => {
  const isOld = issues.some(({ rule }) => rule === 'point-age')
  return new CallFault(
    isOld
      ? {
          fr: 'Ce passage a commencé il y a plus d’un jour : ajoutez --restart, pour que ce qui a été dit depuis compte.',
          en: 'This run began more than a day ago: add --restart, so that what was said since counts.',
        }
      : {
          fr: 'L’état où ce passage s’est arrêté n’est pas un état de ces données pour cette question : ajoutez --restart pour tout recommencer.',
          en: 'The state at which this run stopped is none of these data for this question: add --restart to start anew.',
        },
  )
}
