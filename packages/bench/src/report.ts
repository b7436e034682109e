import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { BENCHMARKS } from './benchmarks.ts'
import {
  rounded,
  withTable,
  type Findings,
  type Floors,
  type Machine,
  type Result,
  type Results,
} from './results.ts'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

const RESULTS = path('../results.json')
const README = path('../../../README.md')

/** What a run leaves behind, for the formatter. */
export const WRITTEN = [path('../results'), RESULTS, README] as const

/** The committed results; none yet where there is no file. */
export const readResults = async (): Promise<Results> => {
  const text = await readFile(RESULTS, 'utf8').catch(() => '{}')
  return JSON.parse(text)
}

/** The committed floors. */
export const readFloors = async (): Promise<Floors> =>
  JSON.parse(await readFile(path('../floors.json'), 'utf8'))

/** The machine that this process runs on, now. */
export const thisMachine = (): Machine => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown processor',
  cores: availableParallelism(),
  memoryGiB: rounded(totalmem() / 2 ** 30),
  system: `${platform()} ${release()} ${arch()}`,
  node: process.versions.node,
  load: rounded(loadavg()[0] ?? NaN),
})

/** The machine in a sentence of a report. */
export const machineText = ({ node, processor, cores, load }: Machine): string =>
  `Node ${node}, ${processor}, ${cores} cores, load ${load}`

// Whole or not at all: a run that is broken off leaves the results of before.
const replace = async (file: string, text: string): Promise<void> => {
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
}

/** Keeps what a benchmark found beside what the others did: its page, its entry in results.json, the table of the README. */
export const keepFindings = async (name: string, page: string, findings: Findings): Promise<void> => {
  const result: Result = {
    takenAt: new Date().toISOString(),
    machine: thisMachine(),
    ...findings,
    ratios: findings.ratios.map(({ value, middle, ...ratio }) => ({
      ...ratio,
      value: rounded(value),
      ...(middle ? { middle: [rounded(middle[0]), rounded(middle[1])] } : {}),
    })),
    figures: findings.figures.map((figure) => ({ ...figure, value: rounded(figure.value) })),
  }
  const known: Results = { ...(await readResults()), [name]: result }
  const results: Results = Object.fromEntries(
    BENCHMARKS.flatMap((each) => {
      const kept = known[each.name]
      return kept === undefined ? [] : [[each.name, kept] as const]
    }),
  )
  await mkdir(path('../results'), { recursive: true })
  await replace(path(`../results/${name}.md`), page)
  await replace(RESULTS, `${JSON.stringify(results, null, 2)}\n`)
  await replace(README, withTable(await readFile(README, 'utf8'), results))
  process.stdout.write(`\n${page}`)
}
