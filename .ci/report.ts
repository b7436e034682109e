import { readFile } from 'node:fs/promises'

/** A test that failed, or a step that did: what it is called and the first lines of what it said. */
export type Fault = { readonly name: string; readonly said: string }

/** How many tests of a step passed, and which failed. */
export type Report = { readonly passed: number; readonly faults: readonly Fault[] }

const LINES = 15

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8'))

const fault = (name: string, said: readonly string[]): Fault => ({
  name,
  said: said.join('\n').split('\n').slice(0, LINES).join('\n'),
})

type VitestFile = {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly {
    readonly fullName: string
    readonly status: string
    readonly failureMessages: readonly string[]
  }[]
}

/** Reads the JSON report of Vitest; a file that does not even load is a fault without tests. */
export const readVitest = async (path: string): Promise<Report> => {
  const { testResults, numPassedTests } = await readJson<{
    numPassedTests: number
    testResults: readonly VitestFile[]
  }>(path)
  const faults = testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    return failed.length === 0 && file.status === 'failed'
      ? [fault(file.name, [file.message])]
      : failed.map((test) => fault(`${file.name} > ${test.fullName}`, test.failureMessages))
  })
  return { passed: numPassedTests, faults }
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

const specsOf = ({ file, specs, suites = [] }: PlaywrightSuite): readonly Fault[] => [
  ...specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) =>
        fault(
          `${file} [${projectName}] > ${title}`,
          results.flatMap(({ errors }) => errors.map(({ message }) => message)),
        ),
      ),
  ),
  ...suites.flatMap(specsOf),
]

/** Reads the JSON report of Playwright; a test that passed only when tried again is a fault. */
export const readPlaywright = async (path: string): Promise<Report> => {
  const { stats, suites, errors } = await readJson<{
    stats: { readonly expected: number }
    suites: readonly PlaywrightSuite[]
    errors: readonly { readonly message: string }[]
  }>(path)
  return {
    passed: stats.expected,
    faults: [...suites.flatMap(specsOf), ...errors.map(({ message }) => fault('Playwright', [message]))],
  }
}
