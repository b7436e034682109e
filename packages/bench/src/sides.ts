import type { Child } from './child.ts'
import { quantile } from './cpu.ts'
import { sendAll, type Answered, type Ask, type Load } from './requests.ts'
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

/** How a side did: medians of its rounds, waits over all of them. */
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
  /** Bytes of the first request's body; 0 of a GET. */
  readonly bytes: number
  readonly rounds: readonly Round[]
}

/** How often, how long and by how many callers at once each side is asked. */
export type Plan = { readonly rounds: number; readonly seconds: number; readonly connections: number }

// The engine optimises what it has seen often. A side that is slow by nature does not get there, and need not: what it
// waits for is no code.
const WARM_UP = { seconds: 20, requests: 20_000 } as const

/** One burst of requests to one side. */
export type Round = {
  readonly perSecond: number
  readonly waits: Float64Array
  readonly processor: number
  readonly failed: number
}

const round = async (side: Side, next: () => Ask, load: Load): Promise<Round> => {
  const before = await side.child.cpuSeconds()
  const burst = await sendAll(side.child.url, side.headers, next, load, side.holds)
  const used = (await side.child.cpuSeconds()) - before
  return { ...burst, processor: (used * 1000) / burst.waits.length }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const shareOf = (values: readonly number[], share: number): number =>
  quantile(Float64Array.from(values), share)
const medianOf = (values: readonly number[]): number => shareOf(values, 0.5)

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
    bytes: Buffer.byteLength(side.ask(0).body ?? ''),
    rounds,
  }
}

/**
 * Warms all sides up, then asks them in turn, each round in the order opposite to the last: a machine that slows down, or a
 * neighbour that comes and goes, falls on all.
 *
 * @param warmUp whether to; not again for sides that were measured before
 * @throws Error when a side answered anything but what it should: a figure of refusals is none.
 */
export const measureSides = async (
  sides: readonly Side[],
  plan: Plan,
  warmUp = true,
): Promise<readonly Standing[]> => {
  const all = sides.map((side) => {
    let turn = 0
    return { side, next: () => side.ask(turn++), rounds: [] as Round[] }
  })
  for (let turn = warmUp ? 0 : 1; turn <= plan.rounds; turn += 1)
    for (const { side, next, rounds } of turn % 2 === 0 ? all : all.toReversed()) {
      const done = await round(side, next, turn === 0 ? { ...plan, ...WARM_UP } : plan)
      say(
        `round ${turn}: ${side.name} ${done.perSecond.toFixed(0)}/s, ${done.processor.toFixed(3)} ms of processor`,
      )
      if (done.failed > 0) throw new Error(`${side.name} failed ${done.failed} of its requests.`)
      if (turn > 0) rounds.push(done)
    }
  return all.map(({ side, rounds }) => standingOf(side, rounds))
}

const cell = (value: number, digits: number): string => value.toFixed(digits)

/** The middle half of values. */
const middleOf = (values: readonly number[]): readonly [number, number] => [
  shareOf(values, 0.25),
  shareOf(values, 0.75),
]

/** How all sides did, a row each; what is in brackets is the middle half of the rounds. */
export const standingsTable = (standings: readonly Standing[]): string =>
  markdownTable(
    ['', 'a second', 'p50 ms', 'p95 ms', 'p99 ms', 'processor ms', 'SQL statements', 'body bytes', 'failed'],
    standings.map(({ side, rounds, perSecond, p50, p95, p99, processor, failed, bytes }) => {
      const often = middleOf(rounds.map((each) => each.perSecond))
      const dear = middleOf(rounds.map((each) => each.processor))
      return [
        side.name,
        `${cell(perSecond, 0)} (${cell(often[0], 0)}–${cell(often[1], 0)})`,
        cell(p50, 2),
        cell(p95, 2),
        cell(p99, 2),
        `${cell(processor, 3)} (${cell(dear[0], 3)}–${cell(dear[1], 3)})`,
        side.statements === null ? '' : cell(side.statements, 1),
        String(bytes),
        String(failed),
      ]
    }),
  )

const pairedRatio = (
  own: Standing,
  other: Standing,
  name: string,
  of: (own: Round, other: Round) => number,
): Ratio => {
  const ratios = own.rounds.flatMap((mine, turn) => {
    const beside = other.rounds[turn]
    return beside ? [of(mine, beside)] : []
  })
  return { name, value: medianOf(ratios), middle: middleOf(ratios) }
}

/**
 * The first side against another, by answers a second and by processor time: the median of what each round gave, as rounds
 * that follow each other find the machine alike.
 */
export const ratiosTo = (
  own: Standing,
  other: Standing | undefined,
  name: string,
  target?: number,
): readonly Ratio[] => {
  if (other === undefined) return []
  const often = pairedRatio(own, other, name, (mine, beside) => mine.perSecond / beside.perSecond)
  return [
    target === undefined ? often : { ...often, target },
    pairedRatio(
      own,
      other,
      `${name}, by processor time`,
      (mine, beside) => beside.processor / mine.processor,
    ),
  ]
}

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
