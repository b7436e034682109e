import type { Child } from './child.ts'
import { quantile } from './cpu.ts'
import { sendAll, type Answered, type Ask } from './requests.ts'
import { markdownTable, type Figure, type Ratio } from './results.ts'

/** One of those that are measured against each other. */
export type Side = {
  readonly name: string
  readonly child: Child
  readonly headers: Record<string, string>
  /** The next request; `turn` counts up over the whole run. */
  readonly ask: (turn: number) => Ask
  /** Whether it was answered as it should be. */
  readonly holds: (answered: Answered) => boolean
  /** SQL statements that one request takes; null where there is no database. */
  readonly statements: number | null
}

/** How a side did: the median of its rounds, waits over all of them. */
export type Standing = {
  readonly side: Side
  readonly perSecond: number
  /** Milliseconds from sending to the whole answer. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Milliseconds of processor time that its process took for one request. */
  readonly processor: number
  readonly failed: number
}

/** How often, how long and by how many callers at once each side is asked. */
export type Plan = { readonly rounds: number; readonly seconds: number; readonly connections: number }

// The engine optimises what it has seen often; a busy machine takes its time.
const WARM_UP = 5

type Round = {
  readonly perSecond: number
  readonly waits: Float64Array
  readonly processor: number
  readonly failed: number
}

const round = async (side: Side, next: () => Ask, plan: Plan): Promise<Round> => {
  const before = await side.child.cpuSeconds()
  const burst = await sendAll(side.child.url, side.headers, next, plan, side.holds)
  const used = (await side.child.cpuSeconds()) - before
  return { ...burst, processor: (used * 1000) / burst.waits.length }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const medianOf = (values: readonly number[]): number => quantile(Float64Array.from(values), 0.5)

const standingOf = (side: Side, rounds: readonly Round[]): Standing => {
  const waits = Float64Array.from(rounds.flatMap((each) => [...each.waits]))
  return {
    side,
    perSecond: medianOf(rounds.map(({ perSecond }) => perSecond)),
    p50: quantile(waits, 0.5),
    p95: quantile(waits, 0.95),
    p99: quantile(waits, 0.99),
    processor: medianOf(rounds.map(({ processor }) => processor)),
    failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
  }
}

/**
 * Asks all sides in turn, so that a machine that slows down slows all; the first round only warms up.
 *
 * @throws Error when a side answered anything but what it should: a figure of refusals is none.
 */
export const measureSides = async (sides: readonly Side[], plan: Plan): Promise<readonly Standing[]> => {
  const all = sides.map((side) => {
    let turn = 0
    return { side, next: () => side.ask(turn++), rounds: [] as Round[] }
  })
  for (let turn = 0; turn <= plan.rounds; turn += 1)
    for (const { side, next, rounds } of all) {
      const done = await round(side, next, turn === 0 ? { ...plan, seconds: WARM_UP } : plan)
      say(
        `round ${turn}: ${side.name} ${done.perSecond.toFixed(0)}/s, ${done.processor.toFixed(3)} ms of processor`,
      )
      if (done.failed > 0) throw new Error(`${side.name} failed ${done.failed} of its requests.`)
      if (turn > 0) rounds.push(done)
    }
  return all.map(({ side, rounds }) => standingOf(side, rounds))
}

const cell = (value: number, digits: number): string => value.toFixed(digits)

/** How all sides did, a row each. */
export const standingsTable = (standings: readonly Standing[]): string =>
  markdownTable(
    ['', 'a second', 'p50 ms', 'p95 ms', 'p99 ms', 'processor ms', 'SQL statements', 'failed'],
    standings.map(({ side, perSecond, p50, p95, p99, processor, failed }) => [
      side.name,
      cell(perSecond, 0),
      cell(p50, 2),
      cell(p95, 2),
      cell(p99, 2),
      cell(processor, 3),
      side.statements === null ? '' : cell(side.statements, 1),
      String(failed),
    ]),
  )

/** The first side against another, by answers a second and by processor time. */
export const ratiosTo = (
  own: Standing,
  other: Standing | undefined,
  name: string,
  target: number,
): readonly Ratio[] =>
  other === undefined
    ? []
    : [
        { name, value: own.perSecond / other.perSecond, target },
        { name: `${name}, by processor time`, value: other.processor / own.processor },
      ]

/** What each side did, as figures. */
export const figuresOf = (standings: readonly Standing[]): readonly Figure[] =>
  standings.flatMap(({ side: { name, statements }, perSecond, p50, p95, p99, processor }) => [
    { name: `${name}: a second`, value: perSecond, unit: '1/s' },
    { name: `${name}: p50`, value: p50, unit: 'ms' },
    { name: `${name}: p95`, value: p95, unit: 'ms' },
    { name: `${name}: p99`, value: p99, unit: 'ms' },
    { name: `${name}: processor`, value: processor, unit: 'ms/request' },
    ...(statements === null
      ? []
      : [{ name: `${name}: SQL statements`, value: statements, unit: '1/request' }]),
  ])

/** Sends so many requests one after another, before they are counted or timed. */
export const sendSome = async (
  { url }: Child,
  headers: Record<string, string>,
  asks: readonly Ask[],
  holds: Side['holds'],
): Promise<void> => {
  const left = [...asks]
  const { failed } = await sendAll(
    url,
    headers,
    () => left.shift(),
    { connections: 1, seconds: Infinity },
    holds,
  )
  if (failed > 0) throw new Error(`${failed} of ${asks.length} requests failed.`)
}
