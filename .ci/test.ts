import { spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureBrowser, ensureChromium } from '../e2e/browsers.ts'
import { readPlaywright, readVitest, type Report } from './report.ts'

type Step = {
  readonly name: string
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Reads what the tests of the step did; a step without it is one check. */
  readonly report?: () => Promise<Report>
}

type Ended = { readonly ok: boolean; readonly output: string }

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

const run = ({ name, command: [command = '', ...args], env }: Step): Promise<Ended> =>
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
      const ok = code === 0
      const output = Buffer.concat(chunks).toString()
      // Printed whole when the step ends: two steps run at once and their lines must not mix.
      process.stdout.write(`\n── ${name} (${seconds} s) ${ok ? 'ok' : 'FAILED'}\n${output}`)
      resolve({ ok, output })
    })
  })

const END_LINES = 40

const take = async (step: Step): Promise<Report> => {
  const { ok, output } = await run(step)
  const report = await step.report?.().catch(() => undefined)
  const { passed, faults, flaky = [] } = report ?? { passed: ok && !step.report ? 1 : 0, faults: [] }
  // A runner that fails without a failed test has failed all the same.
  const failed = faults.length === 0 && (!ok || (step.report !== undefined && !report))
  const said = output.trimEnd().split('\n').slice(-END_LINES).join('\n')
  return { passed, faults: failed ? [{ name: step.name, said }] : faults, flaky }
}

const inTurn = async (steps: readonly Step[]): Promise<Report[]> => {
  const reports: Report[] = []
  for (const step of steps) reports.push(await take(step))
  return reports
}

const browser = (): Report => {
  try {
    ensureChromium()
    ensureBrowser('firefox')
    return { passed: 1, faults: [] }
  } catch (error) {
    return { passed: 0, faults: [{ name: 'browsers', said: String(error) }] }
  }
}

const main = async (): Promise<void> => {
  await rm(RESULTS, { recursive: true, force: true })
  await mkdir(RESULTS, { recursive: true })
  const browsers = browser()
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
      report: () => readVitest(`${RESULTS}/vitest.json`),
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
      report: () => readVitest(`${RESULTS}/postgres.json`),
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
    report: () => readVitest(components),
  }
  const pages: Step = {
    name: 'browser tests',
    command: ['node', '--conditions=@constat/source', 'node_modules/@playwright/test/cli.js', 'test'],
    report: () => readPlaywright(`${RESULTS}/playwright.json`),
  }
  // Many tests wait for programs, pages and clocks: beside them something else has the processor.
  const lanes = await Promise.all([inTurn(units), inTurn([...checks, widget]), inTurn([pages])])
  const all = [browsers, ...generated, ...lanes.flat()]
  const passed = all.reduce((sum, each) => sum + each.passed, 0)
  const faults = all.flatMap((each) => each.faults)
  const line = `${passed} passed, ${faults.length} failed`
  await writeFile(`${RESULTS}/tally.txt`, `${line}\n`)
  // Said again at the end: whoever reads a long log from behind finds first what is wrong.
  for (const { name, said } of all.flatMap(({ flaky = [] }) => flaky))
    process.stdout.write(`\nFLAKY (passed when tried again) ${name}\n${said}\n`)
  for (const { name, said } of faults) process.stdout.write(`\nFAILED ${name}\n${said}\n`)
  process.stdout.write(`\n${line}\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}

await main()
