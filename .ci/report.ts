import { readFile } from 'node:fs/promises'

/** A test that failed, or a step that did: what it is called and the first lines of what it said. */
export type Fault = { readonly name: string; readonly said: string }

/** How many tests of a step passed, which failed, and which failed first and passed when tried again. */
export type Report = {
  readonly passed: number
  readonly faults: readonly Fault[]
  readonly flaky?: readonly Fault[]
}

const LINES = 15

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8'))

const fault = (name: string, said: readonly string[]): Fault => ({
  name,
  said: said.join('\n').split('\n').slice(0, LINES).join('\n'),
})

type VitestTest = {
  readonly fullName: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

type VitestFile = {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly VitestTest[]
}

/** Reads the JSON report of Vitest; a file that does not even load is a fault without tests. */
export const readVitest = async (path: string): Promise<Report> => {
  const { testResults, numPassedTests } = await readJson<{
    numPassedTests: number
    testResults: readonly VitestFile[]
  }>(path)
  const faultsOf = (file: VitestFile, isOne: (test: VitestTest) => boolean): readonly Fault[] =>
    file.assertionResults
      .filter(isOne)
      .map((test) => fault(`${file.name} > ${test.fullName}`, test.failureMessages))
  const faults = testResults.flatMap((file) => {
    const failed = faultsOf(file, ({ status }) => status === 'failed')
    return failed.length === 0 && file.status === 'failed' ? [fault(file.name, [file.message])] : failed
  })
  const flaky = testResults.flatMap((file) =>
    faultsOf(file, ({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0),
  )
  return { passed: numPassedTests, faults, flaky }
}

type PlaywrightSuite = {
  readonly file: string
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs: readonly {
    readonly title: string
    readonly tests: readonly {
      readonly projectName: string
      readonly status: string
      readonly results: readonly { readonly errors: readonly { readonly message: string }[] }[]
    }[]
  }[]
}

/** The tests that ended so, as faults with what they said. */
const testsThat = (ended: string, { file, specs, suites = [] }: PlaywrightSuite): readonly Fault[] => [
  ...specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === ended)
      .map(({ projectName, results }) =>
        fault(
          `${file} [${projectName}] > ${title}`,
          results.flatMap(({ errors }) => errors.map(({ message }) => message)),
        ),
      ),
  ),
  ...suites.flatMap((suite) => testsThat(ended, suite)),
]

/** Reads the JSON report of Playwright. */
export const readPlaywright = async (path: string): Promise<Report> => {
  const { stats, suites, errors } = await readJson<{
    stats: { readonly expected: number; readonly flaky: number }
    suites: readonly PlaywrightSuite[]
    errors: readonly { readonly message: string }[]
  }>(path)
  const failed = suites.flatMap((suite) => testsThat('unexpected', suite))
  return {
    passed: stats.expected + stats.flaky,
    faults: [...failed, ...errors.map(({ message }) => fault('Playwright', [message]))],
    flaky: suites.flatMap((suite) => testsThat('flaky', suite)),
  }
}
