import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createLog, loadConfig, migrateData, openData, startLog, type Deps } from '@constat/server'
import { ADVERTISER, GOODS, NOW } from './screening-population.ts'
import type { Took } from './screening-run.ts'

/** The folders of a server. */
export type Folders = { readonly data: string; readonly keys: string }

const URL_OF_IT = 'https://proofs.example.fr'
const COMMAND = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url))
const PRELOAD = new URL('./spent.preload.ts', import.meta.url).href

const random = (length: number) => new Uint8Array(randomBytes(length))

export const foldersIn = (folder: string): Folders => ({
  data: join(folder, 'data'),
  keys: join(folder, 'keys'),
})

/** Makes a data folder as a server does that starts for the first time, and fills it. */
export const makeFolders = async <Value>(
  { data, keys }: Folders,
  fill: (deps: Pick<Deps, 'store' | 'keys'>) => Promise<Value>,
): Promise<Value> => {
  const configured = await loadConfig({
    CONSTAT_DATA: data,
    CONSTAT_KEYS: keys,
    CONSTAT_PUBLIC_URL: URL_OF_IT,
  })
  if (!configured.ok) throw new Error(JSON.stringify(configured.issues))
  const { config } = configured.value
  await migrateData(config, random)
  const world = { log: createLog('silent'), clock: Date.now, random }
  const { deps, close } = await openData(config, URL_OF_IT, 'REQUIRE', world)
  try {
    const log = await startLog(deps, () => undefined)
    await log.stop()
    return await fill(deps)
  } finally {
    await close()
  }
}

const HOUR = 3_600_000

/** Screens a file by the command as it is built and installed: what `constat screen` took from its start to its end. */
export const runCommand = async ({ data, keys }: Folders, file: string, folder: string): Promise<Took> => {
  const at = (name: string): string => join(folder, name)
  const question = ['--channel', 'LIVE_CALL', '--advertiser', ADVERTISER, '--goods', GOODS]
  const when = ['--at', new Date(NOW + 24 * HOUR).toISOString()]
  const files = ['--out', at('allowed.csv'), '--report', at('report.json'), '--replace']
  const began = performance.now()
  await promisify(execFile)(
    process.execPath,
    [
      `--import=${PRELOAD}`,
      COMMAND,
      'screen',
      file,
      '--data',
      data,
      '--keys',
      keys,
      ...question,
      ...when,
      ...files,
    ],
    { env: { ...process.env, BENCH_SPENT: at('spent.json') } },
  )
  const seconds = (performance.now() - began) / 1000
  const spent: {
    readonly userCPUTime: number
    readonly systemCPUTime: number
    readonly maxRSS: number
  } = JSON.parse(await readFile(at('spent.json'), 'utf8'))
  const report: { readonly answers: { readonly count: number; readonly verdicts: Took['verdicts'] } } =
    JSON.parse(await readFile(at('report.json'), 'utf8'))
  await rm(at('spent.json'))
  return {
    lines: report.answers.count,
    seconds,
    processor: (spent.userCPUTime + spent.systemCPUTime) / 1e6,
    peakMemory: spent.maxRSS / 1024,
    verdicts: report.answers.verdicts,
  }
}
