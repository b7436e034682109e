import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { normalizeContact } from '@constat/core/contact'
import { blindIndex } from '@constat/evidence'
import { loadKeys } from '@constat/server/data'
import { screen, type ScreenedContact } from '@constat/server/screening'
import { openPostgresStore, openSqliteStore, visitStates } from '@constat/store'
import { ADVERTISER, GOODS, keysOf, NOW, principalOf, screeningDeps } from './screening-population.ts'

/** What one screening of a file is told. */
export type Run = {
  readonly side: 'SCREENING' | 'BARE'
  /** Path of a SQLite file, or address of a PostgreSQL database. */
  readonly at: string
  /** What the key ring is made from, or where it lies. */
  readonly ring: { readonly seed: string } | { readonly folder: string }
  readonly tenantId: string
  readonly logId: string
  readonly file: string
  readonly out: string
}

/** What it took. */
export type Took = {
  readonly lines: number
  readonly seconds: number
  /** Of this process, all threads. */
  readonly processor: number
  /** MiB. */
  readonly peakMemory: number
  readonly verdicts: { readonly [verdict: string]: number }
}

const CHUNK = 2_048

const run: Run = JSON.parse(process.argv[2] ?? '')
const keys =
  'seed' in run.ring
    ? keysOf(Buffer.from(run.ring.seed, 'hex'))
    : await loadKeys(run.ring.folder, (length) => new Uint8Array(randomBytes(length)), false)
const scope = { tenantId: run.tenantId, logId: run.logId }
const store = await (run.at.startsWith('postgres')
  ? openPostgresStore({ url: run.at, durable: false })
  : openSqliteStore({ path: run.at }))

/** The telephone of each line, some thousands at a time. */
const chunks = async function* (): AsyncGenerator<readonly string[]> {
  let rest = ''
  let lines: string[] = []
  for await (const part of createReadStream(run.file, { encoding: 'latin1', highWaterMark: 1 << 18 })) {
    const found = (rest + part).split('\n')
    rest = found.pop() ?? ''
    for (const line of found) {
      lines.push(line.slice(line.indexOf(';') + 1))
      if (lines.length < CHUNK) continue
      yield lines
      lines = []
    }
  }
  yield lines
}

type Answer = (phones: readonly string[]) => Promise<readonly string[]>

const bare: Answer = async (phones) => {
  const where = { tenant: scope.tenantId, kind: 'phone', epoch: 1 } as const
  const indexed = phones.map((text): string | null => {
    const contact = normalizeContact('phone', text)
    return contact.ok ? Buffer.from(blindIndex(keys.index, where, contact.value.value)).toString('hex') : null
  })
  const wanted = indexed.flatMap((bidx) => bidx ?? [])
  wanted.sort()
  const known = new Set<string>()
  await visitStates(store.reader, scope, 'phone', wanted, (index) => known.add(wanted[index] ?? ''))
  return indexed.map((bidx) => (bidx !== null && known.has(bidx) ? 'KNOWN' : 'UNKNOWN'))
}

const screening = async (): Promise<Answer> => {
  const begun = await screen(screeningDeps(store, keys), principalOf(scope), {
    channel: 'LIVE_CALL',
    advertiser: ADVERTISER,
    goods: GOODS,
    purpose: 'COMMERCIAL_PROSPECTING',
    at: NOW + 24 * 3_600_000,
    profile: 'strict',
    facts: {},
  })
  if (!begun.ok) throw new Error(JSON.stringify(begun.issues))
  const { answer } = begun.value
  return async (phones) => {
    const answerAt = await answer(phones.map((text): ScreenedContact => ({ kind: 'phone', text })))
    return phones.map((_, index) => {
      const each = answerAt(index)
      return each.ok ? each.decision.verdict : 'PROBLEM'
    })
  }
}

const answer = run.side === 'BARE' ? bare : await screening()
const started = performance.now()
const before = process.cpuUsage()
const out = createWriteStream(run.out)
const verdicts: Record<string, number> = {}
let lines = 0
for await (const phones of chunks()) {
  let text = ''
  for (const [index, verdict] of (await answer(phones)).entries()) {
    text += `${phones[index]};${verdict}\n`
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
  }
  lines += phones.length
  if (!out.write(text)) await once(out, 'drain')
}
out.end()
await once(out, 'finish')
const { user, system } = process.cpuUsage(before)
const took: Took = {
  lines,
  seconds: (performance.now() - started) / 1000,
  processor: (user + system) / 1e6,
  peakMemory: process.resourceUsage().maxRSS / 1024,
  verdicts,
}

await store.close()
process.stdout.write(JSON.stringify(took))
