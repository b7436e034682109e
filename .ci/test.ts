import { spawn } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureBrowser } from '../e2e/browsers.ts'

type Tally = { readonly passed: number; readonly failed: number }
type Step = {
  readonly name: string
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Reads how many tests ran; a step without it is one check. */
  readonly tally?: () => Promise<Tally>
}

const RESULTS = 'test-results'

/** Where Node keeps what it compiled: the tests start some hundreds of programs from the same sources. */
const COMPILED = join(process.cwd(), 'node_modules/.cache/compiled')

/** What is tested through the API: the first run has it on SQLite, the second on PostgreSQL. */
const API = [
  'access',
  'attempt',
  'certificate',
  'confirmation',
  'consent',
  'eligibility',
  'notice',
  'rights',
  'screening',
  'suppression',
  'webhook',
  'clock-jump.test.ts',
  'fuzz.test.ts',
  'isolation.test.ts',
  'routes.isolation.test.ts',
  'log/log.test.ts',
  'operate/check-records.test.ts',
]

const run = ({ name, command: [command = '', ...args], env }: Step): Promise<boolean> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    const child = spawn(command, args, {
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED, ...env, FORCE_COLOR: '0' },
    })
    const started = Date.now()
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', (error) => chunks.push(Buffer.from(String(error))))
    child.on('close', (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      // Printed whole when the step ends: two steps run at once and their lines must not mix.
      process.stdout.write(
        `\n── ${name} (${seconds} s) ${code === 0 ? 'ok' : 'FAILED'}\n${Buffer.concat(chunks).toString()}`,
      )
      resolve(code === 0)
    })
  })

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8'))

const vitestTally = async (path: string): Promise<Tally> => {
  const report = await readJson<{
    numPassedTests: number
    numFailedTests: number
    numFailedTestSuites: number
  }>(path)
  // A file that does not even load fails as a suite without tests.
  const failed = report.numFailedTests || report.numFailedTestSuites
  return { passed: report.numPassedTests, failed }
}

const playwrightTally = async (): Promise<Tally> => {
  const { stats } = await readJson<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  }>(`${RESULTS}/playwright.json`)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
}

const take = async (step: Step): Promise<Tally> => {
  const { tally } = step
  const ok = await run(step)
  const counted = await tally?.().catch((): Tally => ({ passed: 0, failed: 0 }))
  if (!counted) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  // A runner that fails without a failed test has failed all the same.
  return !ok && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}

const inTurn = async (steps: readonly Step[]): Promise<Tally[]> => {
  const tallies: Tally[] = []
  for (const step of steps) tallies.push(await take(step))
  return tallies
}

const browser = async (): Promise<Tally> => {
  try {
    for (const engine of ['chromium', 'firefox'] as const) ensureBrowser(engine)
    return { passed: 1, failed: 0 }
  } catch (error) {
    process.stdout.write(`\n── browsers FAILED\n${String(error)}\n`)
    return { passed: 0, failed: 1 }
  }
}

const main = async (): Promise<void> => {
  await rm(RESULTS, { recursive: true, force: true })
  await mkdir(RESULTS, { recursive: true })
  const browsers = await browser()
  const generated = await inTurn([
    { name: 'typed documents', command: ['graphql-codegen', '--config', 'codegen.ts'] },
    {
      name: 'readers of law questions',
      command: ['node', '--conditions=@constat/source', 'packages/law/src/testing/print-readers.ts'],
    },
  ])
  const checks = [
    { name: 'format', command: ['oxfmt', '--check'] },
    { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
    { name: 'types', command: ['tsc', '-b'] },
    { name: 'unused code', command: ['knip'] },
  ]
  const units = [
    {
      name: 'unit and store tests',
      command: [
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${RESULTS}/vitest.json`,
      ],
      tally: () => vitestTally(`${RESULTS}/vitest.json`),
    },
    {
      name: 'API tests on PostgreSQL',
      command: [
        'vitest',
        'run',
        ...API.map((each) => `packages/server/src/${each}`),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${RESULTS}/postgres.json`,
      ],
      env: { CONSTAT_TEST_ENGINE: 'postgres' },
      tally: () => vitestTally(`${RESULTS}/postgres.json`),
    },
  ]
  const components = join(process.cwd(), RESULTS, 'components.json')
  const widget = {
    name: 'component tests in browsers',
    command: [
      'vitest',
      'run',
      '--config=packages/widget/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${components}`,
    ],
    tally: () => vitestTally(components),
  }
  const pages: Step = {
    name: 'browser tests',
    command: ['node', '--conditions=@constat/source', 'node_modules/@playwright/test/cli.js', 'test'],
    tally: playwrightTally,
  }
  // Many tests wait for programs, pages and clocks: beside them something else has the processor.
  const lanes = await Promise.all([inTurn(units), inTurn([...checks, widget]), inTurn([pages])])
  const all = [browsers, ...generated, ...lanes.flat()]
  const passed = all.reduce((sum, each) => sum + each.passed, 0)
  const failed = all.reduce((sum, each) => sum + each.failed, 0)
  const line = `${passed} passed, ${failed} failed`
  await writeFile(`${RESULTS}/tally.txt`, `${line}\n`)
  process.stdout.write(`\n${line}\n`)
  process.exitCode = failed > 0 ? 1 : 0
}

await main()
