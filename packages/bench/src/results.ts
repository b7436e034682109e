/** A figure beside another of the same run; the more, the better. */
export type Ratio = {
  readonly name: string
  readonly value: number
  /** What it is wanted to reach. */
  readonly target?: number
  /** The middle half of the rounds it is the median of. */
  readonly middle?: readonly [low: number, high: number]
}

/** A figure by itself: it tells of the machine as much as of the program. */
export type Figure = { readonly name: string; readonly value: number; readonly unit: string }

/** The machine that a benchmark ran on. */
export type Machine = {
  readonly processor: string
  readonly cores: number
  readonly memoryGiB: number
  readonly system: string
  readonly node: string
  /** Load average of the last minute when the benchmark ended; of a quiet machine, 1 to 2. */
  readonly load: number
}

/** What one benchmark found. */
export type Findings = {
  /** Peers by name. */
  readonly versions?: { readonly [name: string]: string }
  /** How much there was: contacts, events, seconds, connections. */
  readonly sizes: { readonly [name: string]: number }
  /** Of each side that writes: when it says that something is stored. */
  readonly durability?: { readonly [side: string]: string }
  readonly ratios: readonly Ratio[]
  readonly figures: readonly Figure[]
}

/** What one benchmark found, where and when. */
export type Result = Findings & {
  /** ISO 8601. */
  readonly takenAt: string
  readonly machine: Machine
}

/** The newest result of each benchmark, by its name. */
export type Results = { readonly [benchmark: string]: Result }

/** By benchmark and name of the ratio: below this something has been lost. */
export type Floors = { readonly [benchmark: string]: { readonly [ratio: string]: number } }

/**
 * What is below its floor, a sentence each; a ratio without floor and a floor without ratio are told of too, so that nothing
 * goes unwatched.
 */
export const compareWithFloors = (results: Results, floors: Floors): readonly string[] => {
  const measured = Object.entries(results).flatMap(([benchmark, { ratios }]) =>
    ratios.map(({ name, value }): readonly [benchmark: string, name: string, value: number] => [
      benchmark,
      name,
      value,
    ]),
  )
  const held = measured.flatMap(([benchmark, name, value]) => {
    const floor = floors[benchmark]?.[name]
    if (floor === undefined) return [`${benchmark}: ${name} has no floor; give it one in floors.json.`]
    return value >= floor ? [] : [`${benchmark}: ${name} is ${value}, below its floor of ${floor}.`]
  })
  const missing = Object.entries(floors).flatMap(([benchmark, ratios]) =>
    Object.keys(ratios)
      .filter((name) => !results[benchmark]?.ratios.some((ratio) => ratio.name === name))
      .map((name) => `${benchmark}: ${name} has a floor and was not measured; run pnpm bench ${benchmark}.`),
  )
  return [...held, ...missing]
}

/** Three significant digits: more would pretend. */
export const rounded = (value: number): number => Number(value.toPrecision(3))

/** A Markdown table with columns of equal width, as the formatter lays it out. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((cell, column) =>
    Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

/** All ratios, for the README. */
export const readmeTable = (results: Results): string =>
  markdownTable(
    ['Benchmark', 'Held against', 'Ratio', 'Target', 'Load'],
    Object.entries(results).flatMap(([benchmark, { ratios, machine }]) =>
      ratios.map(({ name, value, target, middle }) => [
        benchmark,
        name,
        middle === undefined ? String(value) : `${value} (${middle.join('–')})`,
        target === undefined ? '' : `≥ ${target}`,
        String(machine.load),
      ]),
    ),
  )

const BEGIN = '<!-- bench: written by pnpm bench -->'
const END = '<!-- /bench -->'

/**
 * The README with its table as the results have it.
 *
 * @throws Error for a README without the two marks.
 */
export const withTable = (readme: string, results: Results): string => {
  const [before, rest] = readme.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined)
    throw new Error(`The README has no ${BEGIN} … ${END} to write the table between.`)
  return `${before}${BEGIN}\n\n${readmeTable(results)}\n\n${END}${after}`
}
