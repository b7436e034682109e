import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { c15tStatements, makeC15tDatabases, startC15t, type C15tSchema } from './c15t.ts'
import { freePort, type Child } from './child.ts'
import { constatStatements, installConstat, startConstat, untilLogged, type Installed } from './constat.ts'
import { installPeers } from './peers.ts'
import type { Answered, Ask } from './requests.ts'
import { sendSome, type Side } from './sides.ts'

const COUNTED = 200

/** Asks one thing of both products. */
export type Matched = {
  /** The GraphQL field that Constat is asked. */
  readonly field: string
  readonly constat: (installed: Installed, turn: number) => Ask
  readonly constatHolds: (answered: Answered) => boolean
  readonly c15t: (turn: number) => Ask
  readonly c15tHolds: (answered: Answered) => boolean
}

const SCHEMAS = ['stock', 'indexed'] as const

/** Durability of each side, as both are opened. */
export const DURABILITY = {
  constat: 'SQLite, WAL, synchronous=FULL; acknowledged after the flush, concurrent submissions share one',
  c15t: 'SQLite, WAL, synchronous=FULL; subject and consent are two commits, each flushed',
} as const

const turns = Array.from({ length: COUNTED }, (_, turn) => turn)

const countConstat = async (installed: Installed, matched: Matched, headers: Record<string, string>) => {
  const metricsPort = await freePort()
  const child = await startConstat(installed, metricsPort)
  try {
    await untilLogged(child)
    await sendSome(
      child,
      headers,
      turns.map((turn) => matched.constat(installed, turn)),
      matched.constatHolds,
    )
    const { statements, requests } = await constatStatements(metricsPort, matched.field)
    return statements / requests
  } finally {
    await child.stop()
  }
}

const countC15t = async (database: string, matched: Matched): Promise<number> => {
  const child = await startC15t(database, true)
  try {
    const before = await c15tStatements(child)
    await sendSome(child, {}, turns.map(matched.c15t), matched.c15tHolds)
    return ((await c15tStatements(child)) - before) / COUNTED
  } finally {
    await child.stop()
  }
}

/** What a benchmark gets to measure. */
export type Beside = {
  readonly constat: Side
  readonly c15t: { readonly [schema in C15tSchema]: Side }
  /** Peers by name. */
  readonly versions: { readonly [name: string]: string }
}

const stopAll = async (children: readonly Child[]): Promise<void> => {
  await Promise.all(children.map((child) => child.stop()))
}

/**
 * Fills both products with the same population, counts the SQL statements that each takes, starts one server process of
 * each, and has `work` measure them. What was counted is over before anything is timed.
 */
export const besideC15t = async <T>(matched: Matched, work: (beside: Beside) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'constat-bench-'))
  const children: Child[] = []
  try {
    const peers = await installPeers()
    process.stdout.write('filling both databases\n')
    const installed = await installConstat(folder)
    const headers = { authorization: `Bearer ${installed.key}` }
    const databases = await makeC15tDatabases(folder)
    const statements = await countConstat(installed, matched, headers)
    const child = await startConstat(installed)
    children.push(child)
    const constat: Side = {
      name: `Constat, ${matched.field}`,
      child,
      headers,
      ask: (turn) => matched.constat(installed, COUNTED + turn),
      holds: matched.constatHolds,
      statements,
    }
    const [stock, indexed] = await Promise.all(
      SCHEMAS.map(async (schema): Promise<Side> => {
        const counted = await countC15t(databases[schema], matched)
        const peer = await startC15t(databases[schema])
        children.push(peer)
        return {
          name: `c15t, ${schema}`,
          child: peer,
          headers: {},
          ask: (turn) => matched.c15t(COUNTED + turn),
          holds: matched.c15tHolds,
          statements: counted,
        }
      }),
    )
    if (!stock || !indexed) throw new Error('Two schemas make two sides.')
    const versions = { '@c15t/backend': peers['@c15t/backend'] ?? '', kysely: peers['kysely'] ?? '' }
    return await work({ constat, c15t: { stock, indexed }, versions })
  } finally {
    await stopAll(children)
    await rm(folder, { recursive: true })
  }
}
