import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Locator } from '@playwright/test'
import { serveExample } from '@constat/example-host'
import type { Demo } from './demo.ts'

/** Where an example stands. */
export const folderOf = (example: string): string =>
  fileURLToPath(new URL(`../examples/${example}`, import.meta.url))

/** Runs a command line with an example's own programs, in `cwd`. */
export const runIn = async (example: string, command: string, cwd = folderOf(example)): Promise<void> => {
  const PATH = [join(folderOf(example), 'node_modules/.bin'), process.env['PATH']].join(delimiter)
  await promisify(execFile)('sh', ['-c', command], { cwd, env: { ...process.env, PATH } })
}

/** Runs the example's own `build`, where it has one; what is to be served. */
export const built = async (example: string): Promise<string> => {
  const cwd = folderOf(example)
  const { scripts } = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'))
  if (!scripts.build) return cwd
  await runIn(example, scripts.build)
  return join(cwd, 'dist/site')
}

/** Serves a folder on an origin of its own, beside the Constat server of the demo, while `use` runs. */
export const withSite = async (
  folder: string,
  demo: Demo,
  use: (url: string) => Promise<void>,
): Promise<void> => {
  const served = await serveExample(folder, await demo.file(), Number(new URL(demo.site).port))
  try {
    await use(served.url)
  } finally {
    await served.stop()
  }
}

/** What the server holds about a phone number. */
export const recorded = async (demo: Demo, phone: string): Promise<readonly (readonly unknown[])[]> => {
  const { edges } = await (await demo.client()).events({ contact: { phone } })
  return edges.map(({ node }) => [node.kind, node.provenance, node.observationGrade])
}

/** Ticks a box as a person does, who reads first: what came under a pointer just now counts as not seen. */
export const tick = async (box: Locator): Promise<void> => {
  await box.scrollIntoViewIfNeeded()
  await box.page().waitForTimeout(1500)
  await box.check()
}

/** One consent, given in a page, with an observation that holds. */
export const GIVEN = [['GIVEN', 'SITE_CHALLENGED', 'ASSURED']]
