import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as Build from './build.ts'
import type { ScriptBuild, WidgetBuild } from './build.ts'

export { LOCALES } from './languages.ts'

const OWN = dirname(fileURLToPath(import.meta.url))
const CORE = dirname(fileURLToPath(import.meta.resolve('@constat/core/notice')))
// What names the tools to the version; the lock is there in a checkout alone.
const VERSIONS = [join(OWN, '../package.json'), join(OWN, '../../../pnpm-lock.yaml')]
const KEPT = join(OWN, '../node_modules/.cache/builds')

// Milliseconds: of an hour.
const STALE = 3_600_000

const filesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !/\.(test|map|d)\./.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
}

/** What the build is made from, as one hash. */
const inputs = async (): Promise<string> => {
  const paths = [
    ...(await filesIn(OWN)),
    ...(await filesIn(join(CORE, '..'))),
    ...VERSIONS.filter(existsSync),
  ]
  const contents = await Promise.all(paths.map((path) => readFile(path)))
  const hash = createHash('sha256')
  for (const [index, content] of contents.entries())
    hash.update(`${paths[index]} ${content.length}\n`).update(content)
  return hash.digest('hex')
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

const writeWhole = async (path: string, text: string): Promise<void> => {
  const part = `${path}.${randomUUID()}`
  await mkdir(dirname(path), { recursive: true })
  await writeFile(part, text)
  await rename(part, path)
}

/** Removes what was kept of other sources, but not from under a process that is writing it. */
const forgetOthers = async (key: string): Promise<void> => {
  const others = (await readdir(KEPT)).filter((each) => each !== key).map((each) => join(KEPT, each))
  for (const folder of others) {
    const found = await stat(folder).catch(() => undefined)
    if (found && found.mtimeMs < Date.now() - STALE) await rm(folder, { recursive: true, force: true })
  }
}

let own: Promise<string> | undefined

const kept = async <T extends ScriptBuild>(
  name: string,
  build: (tools: typeof Build) => Promise<T>,
): Promise<T> => {
  const key = await (own ??= inputs())
  const path = join(KEPT, key, `${name}.json`)
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (!isGone(error)) throw error
  }
  // The tools alone take a tenth of a second to load.
  const built = await build(await import('./build.ts'))
  await writeWhole(path, JSON.stringify(built))
  await forgetOthers(key)
  return built
}

/** `buildWidget` of this checkout, built once while nothing that it is made from changes: it takes a second. */
export const keptWidget = (): Promise<WidgetBuild> => kept('constat', (tools) => tools.buildWidget())

/** `buildLocale` of this checkout, built once while nothing that it is made from changes. */
export const keptLocale = (language: string): Promise<ScriptBuild> =>
  kept(`constat.${language}`, (tools) => tools.buildLocale(language))
