import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openPostgresStore, type TenantScope } from '@constat/store'
import { startCluster } from '@constat/store/testing/cluster'
import { createPostgres } from '@constat/store/testing/postgres'
import { quantile } from './cpu.ts'
import { keepFindings, machineText, thisMachine } from './report.ts'
import { markdownTable } from './results.ts'
import { foldersIn, makeFolders, runCommand } from './screening-command.ts'
import { measureHot } from './screening-hot.ts'
import { keysOf, phoneOf, populate } from './screening-population.ts'
import type { Run, Took } from './screening-run.ts'

const NAME = 'screening'
const CONTACTS = Number(process.env['BENCH_SCREENED_CONTACTS'] ?? 1_000_000)
const LINES = Number(process.env['BENCH_SCREENED_LINES'] ?? CONTACTS)
const SMALL = Number(process.env['BENCH_SCREENED_SMALL'] ?? 30_000)
const LARGE = Number(process.env['BENCH_SCREENED_LARGE'] ?? 3_000_000)
const HOT_EVENTS = Number(process.env['BENCH_SCREENED_HOT'] ?? 10_000)
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3)

const SCRIPT = fileURLToPath(new URL('./screening-run.ts', import.meta.url))
const seed = randomBytes(32)
const keys = keysOf(seed)
const folder = await mkdtemp(join(tmpdir(), 'constat-screening-'))
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const SPELLINGS: readonly ((national: string) => string)[] = [
  (national) => national,
  (national) => national.replaceAll(/\d\d(?=\d)/g, '$& '),
  (national) => national.replaceAll(/\d\d(?=\d)/g, '$&.'),
  (national) => `+33 ${national.slice(1, 2)} ${national.slice(2).replaceAll(/\d\d(?=\d)/g, '$& ')}`,
]

/** A file in which one contact of eleven is unknown, the others in no order of the database. */
const writeFileOf = async (contacts: number, lines: number): Promise<string> => {
  const path = join(folder, `${contacts}.csv`)
  const out = createWriteStream(path)
  for (let line = 0; line < lines; line += 1) {
    const national = `0${phoneOf((line * 7_919) % Math.ceil(contacts * 1.1)).slice(3)}`
    const spelling = SPELLINGS[line % SPELLINGS.length]
    if (!out.write(`${line};${spelling?.(national)}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  return path
}

const OWN_RING = { seed: seed.toString('hex') }

const runOnce = async (run: Omit<Run, 'out'>): Promise<Took> => {
  const told: Run = { ...run, out: join(folder, 'out.csv') }
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=@constat/source',
    SCRIPT,
    JSON.stringify(told),
  ])
  return JSON.parse(stdout)
}

const middle = (runs: readonly Took[], of: (took: Took) => number): number =>
  quantile(Float64Array.from(runs, of), 0.5)

const taken = (runs: readonly Took[]) => ({
  seconds: middle(runs, ({ seconds }) => seconds),
  processor: middle(runs, ({ processor }) => processor),
  peakMemory: Math.max(...runs.map(({ peakMemory }) => peakMemory)),
  lines: runs[0]?.lines ?? 0,
})

/** What both sides took of one file, in turn; medians. */
const bothSides = async (sides: { readonly [side in 'bare' | 'screening']: () => Promise<Took> }) => {
  const [bare, screening]: [Took[], Took[]] = [[], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await sides.bare())
    screening.push(await sides.screening())
  }
  return { bare: taken(bare), screening: taken(screening), verdicts: screening[0]?.verdicts ?? {} }
}

const scopeOf = ({ tenantId, logId }: TenantScope): TenantScope => ({ tenantId, logId })

const onSqlite = async () => {
  const folders = foldersIn(folder)
  const { tenant, hot } = await makeFolders(folders, async ({ store, keys: ring }) => {
    const made = scopeOf(await populate(store, 'sqlite', ring, CONTACTS, 'EVENTS'))
    const { id } = await store.reader.selectFrom('notice_version').select('id').executeTakeFirstOrThrow()
    const asked = { events: HOT_EVENTS, other: phoneOf(1) }
    return { tenant: made, hot: await measureHot(store, ring, made, id, asked) }
  })
  const file = await writeFileOf(CONTACTS, LINES)
  const at = join(folders.data, 'constat.db')
  const ring = { folder: folders.keys }
  const took = await bothSides({
    bare: () => runOnce({ side: 'BARE', at, ring, ...tenant, file }),
    screening: () => runCommand(folders, file, folder),
  })
  return { hot, file, ...took }
}

const onPostgres = async (file: string) => {
  const cluster = await startCluster({ flushed: true })
  try {
    const { url } = await createPostgres(cluster.url('postgres'))
    const store = await openPostgresStore({ url })
    const tenant = scopeOf(await populate(store, 'postgres', keys, CONTACTS, 'EVENTS'))
    await store.close()
    const run = { at: url, ring: OWN_RING, ...tenant, file }
    return await bothSides({
      bare: () => runOnce({ side: 'BARE', ...run }),
      screening: () => runOnce({ side: 'SCREENING', ...run }),
    })
  } finally {
    await cluster.stop()
  }
}

/** Microseconds of processor time a line that the command takes, where this many contacts are known. */
const atSize = async (contacts: number): Promise<number> => {
  const place = await mkdtemp(join(folder, 'size-'))
  const folders = foldersIn(place)
  await makeFolders(folders, async ({ store, keys: ring }) => {
    await populate(store, 'sqlite', ring, contacts, 'STATES')
  })
  const file = await writeFileOf(contacts, LINES)
  const runs: Took[] = []
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await runCommand(folders, file, place))
  await rm(place, { recursive: true })
  const { processor, lines } = taken(runs)
  return (processor / lines) * 1e6
}

try {
  const sqlite = await onSqlite()
  say(JSON.stringify(sqlite))
  const postgres = await onPostgres(sqlite.file)
  say(JSON.stringify(postgres))
  const small = await atSize(SMALL)
  const large = await atSize(LARGE)
  const rows = (
    [
      ['screening, SQLite', sqlite.screening],
      ['bare minimum, SQLite', sqlite.bare],
      ['screening, PostgreSQL', postgres.screening],
      ['bare minimum, PostgreSQL', postgres.bare],
    ] as const
  ).map(([name, { seconds, processor, peakMemory }]) => [
    name,
    seconds.toFixed(1),
    processor.toFixed(1),
    peakMemory.toFixed(0),
  ])
  const page = `# Screening a file

${LINES} lines against ${CONTACTS} contacts with ${2 * CONTACTS} events on disk, written past the store in bulk and signed by nobody. One line of eleven is
unknown; telephones in four spellings; one question, decided for each. On SQLite the screening is the command \`constat screen\` as it is
built, from the start of its process to its end, with its report and its signed receipt; on PostgreSQL it is the engine below it, with
a plain reader and writer. The bare minimum does the same without the law: it reads and parses the file, normalises, hashes, asks one
indexed join a chunk and writes a line for each; neither it nor the engine is timed while it starts. Each run is a process of its own,
medians of ${ROUNDS}; processor time and memory are those of that process, without PostgreSQL's own (${machineText(thisMachine())}).

${markdownTable(['side', 'seconds', 'processor, s', 'peak memory, MiB'], rows)}

Growth: the command takes ${small.toFixed(1)} µs of processor a line of ${LINES} at ${SMALL} contacts, ${large.toFixed(1)} µs at ${LARGE}. A contact with ${HOT_EVENTS} events is
answered in ${sqlite.hot.hot.toFixed(0)} µs of processor by checkEligibility in process, one with two in ${sqlite.hot.usual.toFixed(0)} µs.

Targets: 10 s and 400 MiB on SQLite, 2.5 times that on PostgreSQL, 4 times the bare minimum, twice the time a line at ${LARGE} contacts.
`
  await keepFindings(NAME, page, {
    sizes: {
      contacts: CONTACTS,
      events: 2 * CONTACTS,
      lines: LINES,
      small: SMALL,
      large: LARGE,
      hot: HOT_EVENTS,
    },
    ratios: [
      {
        name: 'to the bare minimum, SQLite',
        value: sqlite.bare.seconds / sqlite.screening.seconds,
        target: 0.25,
      },
      {
        name: 'to the bare minimum, SQLite, by processor time',
        value: sqlite.bare.processor / sqlite.screening.processor,
        target: 0.25,
      },
      {
        name: 'to the bare minimum, PostgreSQL',
        value: postgres.bare.seconds / postgres.screening.seconds,
        target: 0.25,
      },
      {
        name: 'PostgreSQL, to SQLite',
        value: sqlite.screening.seconds / postgres.screening.seconds,
        target: 0.4,
      },
      { name: 'a line among the most contacts, to one among the fewest', value: small / large, target: 0.5 },
      {
        name: 'answers about a hot contact, to one with two events',
        value: sqlite.hot.usual / sqlite.hot.hot,
      },
    ],
    figures: [
      { name: 'SQLite', value: sqlite.screening.seconds, unit: 's' },
      { name: 'SQLite, peak memory', value: sqlite.screening.peakMemory, unit: 'MiB' },
      { name: 'PostgreSQL', value: postgres.screening.seconds, unit: 's' },
      { name: 'PostgreSQL, peak memory', value: postgres.screening.peakMemory, unit: 'MiB' },
    ],
  })
} finally {
  await rm(folder, { recursive: true, force: true })
}
