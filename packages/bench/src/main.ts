import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { BENCHMARKS } from './benchmarks.ts'
import { readFloors, readResults, WRITTEN } from './report.ts'
import { compareWithFloors } from './results.ts'

const USAGE = `pnpm bench [NAME…]     runs these benchmarks, or all: ${BENCHMARKS.map(({ name }) => name).join(', ')}
pnpm bench --check     holds results.json against floors.json, and runs nothing
`

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const run = async (command: string, args: readonly string[]): Promise<boolean> => {
  const [code] = await once(spawn(command, args, { stdio: 'inherit' }), 'close')
  return code === 0
}

const runAll = async (names: readonly string[]): Promise<readonly string[]> => {
  const failed: string[] = []
  for (const { name, script } of BENCHMARKS.filter(
    (each) => names.length === 0 || names.includes(each.name),
  )) {
    say(`\n── ${name}`)
    // The others go on: what they find is kept as they find it.
    if (!(await run(process.execPath, ['--conditions=@constat/source', script]))) failed.push(name)
  }
  if (!(await run('oxfmt', WRITTEN))) failed.push('oxfmt')
  return failed
}

/** What the command line asks for; undefined when it asks for nothing that there is. */
const read = (
  args: readonly string[],
): { readonly check: boolean; readonly names: readonly string[] } | undefined => {
  const [first, ...more] = args
  if (first === '--check') return more.length === 0 ? { check: true, names: [] } : undefined
  const known = args.every((name) => BENCHMARKS.some((each) => each.name === name))
  return known ? { check: false, names: args } : undefined
}

const main = async (): Promise<number> => {
  const asked = read(process.argv.slice(2))
  if (asked === undefined) {
    process.stderr.write(USAGE)
    return 2
  }
  if (asked.check) {
    const faults = compareWithFloors(await readResults(), await readFloors())
    for (const fault of faults) process.stderr.write(`${fault}\n`)
    if (faults.length === 0) say('Every ratio is at or above its floor.')
    return faults.length === 0 ? 0 : 1
  }
  const failed = await runAll(asked.names)
  if (failed.length > 0) process.stderr.write(`\nFailed: ${failed.join(', ')}\n`)
  return failed.length === 0 ? 0 : 1
}

process.exitCode = await main()
