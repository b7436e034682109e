import { noticeBlocks, type NoticeBlock, type NoticeDocument } from '@constat/core/notice'
import type { Finding } from '../certificate/findings.ts'
import type { ShownAnswer } from '../certificate/claims.ts'
import type { VerificationReport } from '../certificate/report.ts'
import type { VerificationFault } from '../certificate/steps.ts'
import { EN } from './words.en.ts'
import { FR } from './words.fr.ts'
import type { Words } from './words.ts'

/** The languages of a report. */
export const REPORT_LOCALES = ['fr', 'en'] as const
export type ReportLocale = (typeof REPORT_LOCALES)[number]

/** One piece of a report, in reading order: a command prints it, a page draws it. Plain text throughout, no markup. */
export type ReportBlock =
  /** `warning`: it verified, and shows no agreement. */
  | { readonly block: 'verdict'; readonly tone: 'verified' | 'warning' | 'refused'; readonly text: string }
  | { readonly block: 'list'; readonly heading: string; readonly items: readonly string[] }
  | {
      readonly block: 'table'
      readonly heading: string
      readonly rows: readonly { readonly name: string; readonly value: string }[]
    }
  /** The notice as the person saw it: draw these blocks as widget and server do. */
  | {
      readonly block: 'notice'
      readonly heading: string
      readonly locale: string
      readonly blocks: readonly NoticeBlock[]
      readonly layers: Words['layers']
    }

const WORDS: { readonly [locale in ReportLocale]: Words } = { fr: FR, en: EN }

type Language = { readonly words: Words; readonly time: (seconds: number) => string }

const fill = ({ time }: Language, template: string, values: Finding['values']): string =>
  template.replaceAll(/\{(\w+)(\|time)?\}/g, (_, name: string, isTime: string | undefined) => {
    const value = values[name] ?? ''
    return isTime ? time(Number(value)) : String(value)
  })

/**
 * How a report tells an instant, seconds since the Unix epoch, in `timeZone`: to the second, with what is to be taken off for
 * UTC. An instant that no calendar reaches is shown as the number it is.
 *
 * @throws RangeError when there is no such time zone.
 */
export const timeTeller = (
  locale: ReportLocale,
  timeZone = 'Europe/Paris',
): ((seconds: number) => string) => {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone })
  return (seconds) =>
    Math.abs(seconds) <= 8.64e12 ? format.format(seconds * 1000).replace('GMT', 'UTC') : `${seconds} s`
}

const list = (heading: string, items: readonly string[]): ReportBlock[] =>
  items.length > 0 ? [{ block: 'list', heading, items }] : []

const sentences = (say: Language, findings: readonly Finding[]): string[] =>
  findings.map(({ code, values }) => fill(say, say.words.findings[code], values))

const failure = ({ words }: Language, fault: VerificationFault | null): ReportBlock[] => {
  if (!fault) return []
  const { step, code, subject, detail } = fault
  const said = words.faults[code] ?? `${words.steps[step]}${words.colon}${words.outcomes.FAILED}.`
  const about = words.subjects[subject]
  const codes = [step, code, ...(detail === undefined ? [] : [detail])].join('/')
  return list(words.headings.failure, [`${about === '' ? '' : `${about}${words.colon}`}${said} [${codes}]`])
}

const axes = (say: Language, { log, time }: VerificationReport): ReportBlock => {
  const { words } = say
  const count = new Set(log.witnesses.map(({ witness }) => witness)).size
  return {
    block: 'table',
    heading: words.headings.axes,
    rows: [
      {
        name: words.axes.log,
        value: log.level ? fill(say, words.log[log.level], { count, of: log.of }) : words.axes.none,
      },
      {
        name: words.axes.time,
        value: time.level
          ? fill(say, words.time[time.level], { time: time.qualifiedNotAfter ?? 0 })
          : words.axes.none,
      },
    ],
  }
}

const contacts = ({ words }: Language, report: VerificationReport): ReportBlock[] =>
  report.contacts.length === 0
    ? []
    : [
        {
          block: 'table',
          heading: words.headings.contact,
          rows: report.contacts.map(({ kind, value, comparison }) => ({
            name: words.contacts[kind],
            value: `${value} (${words.comparisons[comparison]})`,
          })),
        },
      ]

// The channel is whatever the notice says: it names no member that all objects have.
const channelText = ({ channels }: Words, channel: keyof Words['channels']): string =>
  Object.hasOwn(channels, channel) ? channels[channel] : channel

const answerText = (say: Language, notice: NoticeDocument | null, shown: ShownAnswer): string => {
  const { words, time } = say
  const question = notice?.questions.find(({ key }) => key === shown.question)
  const named = notice?.parties.filter(({ key }) => question?.advertisers.includes(key)) ?? []
  const slot = shown.slot && {
    start: time(Date.parse(shown.slot.start) / 1000),
    end: time(Date.parse(shown.slot.end) / 1000),
  }
  return [
    words.answers[shown.answer],
    ...(question ? [channelText(words, question.channel)] : []),
    ...(named.length > 0
      ? [fill(say, words.advertisers, { names: named.map(({ legalName }) => legalName).join(', ') })]
      : []),
    ...(slot ? [fill(say, words.slot, slot)] : []),
  ].join(' ; ')
}

const answers = (say: Language, { answers: shown, notice }: VerificationReport): ReportBlock[] =>
  shown.length === 0
    ? []
    : [
        {
          block: 'table',
          heading: say.words.headings.answers,
          rows: shown.map((answer) => ({
            name: notice?.questions.find(({ key }) => key === answer.question)?.label ?? answer.question,
            value: answerText(say, notice, answer),
          })),
        },
      ]

const shownNotice = ({ words }: Language, { notice }: VerificationReport): ReportBlock[] =>
  notice
    ? [
        {
          block: 'notice',
          heading: words.headings.notice,
          locale: notice.locale,
          blocks: noticeBlocks(notice),
          layers: words.layers,
        },
      ]
    : []

const steps = ({ words }: Language, report: VerificationReport): ReportBlock => ({
  block: 'table',
  heading: words.headings.steps,
  rows: report.steps.map(({ step, outcome }) => ({
    name: words.steps[step],
    value: words.outcomes[outcome],
  })),
})

const toneOf = ({ verdict, agreement }: VerificationReport) => {
  if (verdict === 'REFUSED') return 'refused'
  return agreement === 'SHOWN' ? 'verified' : 'warning'
}

/**
 * A report in words, for a command and a page alike. Instants are told as {@link timeTeller} does.
 *
 * @throws RangeError when there is no such time zone.
 */
export const renderReport = (
  report: VerificationReport,
  locale: ReportLocale,
  timeZone?: string,
): readonly ReportBlock[] => {
  const words = WORDS[locale]
  const say = { words, time: timeTeller(locale, timeZone) }
  const { headings } = words
  const tone = toneOf(report)
  return [
    { block: 'verdict', tone, text: words.verdict[tone] },
    ...failure(say, report.fault),
    axes(say, report),
    ...contacts(say, report),
    ...answers(say, report),
    ...list(headings.proved, sentences(say, report.proved)),
    ...list(headings.claimed, sentences(say, report.claimed)),
    ...list(headings.notCovered, sentences(say, report.notCovered)),
    ...shownNotice(say, report),
    steps(say, report),
  ]
}
