import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type Client } from '@constat/client'
import type { Random } from '@constat/core/id'
import type { NoticeDocument } from '@constat/core/notice'
import { generateKeyRing } from '@constat/evidence'
import {
  allowOrigins,
  createApiKey,
  createHttp,
  createTenant,
  listen,
  startLog,
  type Answer,
} from '@constat/server'
import { openSqliteCheckpointStore, openSqliteStore } from '@constat/store'
import { pino } from 'pino'

/** What lies between the browser and the server: passes a request on, changes the answer, or answers itself. */
export type Edge = (request: Request, pass: Answer) => Response | Promise<Response>

/** An event of a record, as the back end sees it. */
export type RecordedEvent = Awaited<ReturnType<Client['events']>>['edges'][number]['node']

/** A whole server on a loopback socket, with a database of its own. */
export type ProofServer = {
  /** The GraphQL endpoint as a page of another origin reaches it. */
  readonly graphql: string
  readonly siteKey: string
  /** What a back end has. */
  readonly client: Client
  readonly allow: (origins: readonly string[]) => Promise<void>
  readonly publish: (notice: NoticeDocument) => Promise<string>
  /** Puts something between browser and server. */
  readonly setEdge: (edge: Edge) => void
  /** Takes the server off its socket, and puts it back on the same one. */
  readonly down: () => Promise<void>
  readonly up: () => Promise<void>
  /** The events recorded so far, oldest first. */
  readonly events: () => Promise<readonly RecordedEvent[]>
  readonly close: () => Promise<void>
}

const HOST = '127.0.0.1'
const PAGE = 100
const systemRandom: Random = (length) => new Uint8Array(randomBytes(length))

const fail = (error: unknown): never => {
  throw error
}

/** The edge that only passes on. */
export const open: Edge = (request, pass) => pass(request)

/** Whether a request carries a record; documents go by their hash, so that the input tells. */
export const isRecord = async (request: Request): Promise<boolean> =>
  (await request.clone().text()).includes('"idempotencyKey"')

/** The edge at which no record gets through: 503, as from a proxy whose server is out. */
export const noRecords: Edge = async (request, pass) =>
  (await isRecord(request)) ? new Response('', { status: 503 }) : pass(request)

/** Starts a server; its log grows as in production. */
export const startProofServer = async (): Promise<ProofServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'constat-widget-'))
  const deps = {
    store: await openSqliteStore({ path: join(folder, 'constat.db') }),
    checkpoints: await openSqliteCheckpointStore({ path: join(folder, 'checkpoints.db') }),
    keys: generateKeyRing(systemRandom),
    clock: Date.now,
    random: systemRandom,
    issuer: 'https://proofs.example',
    log: pino({ level: 'silent' }),
  }
  const log = await startLog(deps, fail)
  const app = createHttp(deps)
  const pass: Answer = (request) => app.fetch(request)
  let edge = open
  const answer: Answer = (request) => edge(request, pass)
  let listening = await listen(answer, { host: HOST, port: 0 })
  const { port } = listening
  let isUp = true
  const graphql = `http://${HOST}:${port}/graphql`
  const tenant = await createTenant(deps, 'Cuisines du Val')
  const site = await createApiKey(deps, tenant, { kind: 'SITE', name: 'form' })
  const secret = await createApiKey(deps, tenant, { kind: 'SECRET', name: 'back end' })
  const client = createClient({
    url: graphql,
    key: secret.text,
    fetch: async (url, init) => pass(new Request(url, init)),
  })
  const down = async (): Promise<void> => {
    if (isUp) await listening.close()
    isUp = false
  }
  const events = async (after?: string): Promise<readonly RecordedEvent[]> => {
    const { edges, pageInfo } = await client.events({ first: PAGE, ...(after ? { after } : {}) })
    const nodes = edges.map(({ node }) => node)
    return pageInfo.hasNextPage && pageInfo.endCursor
      ? [...nodes, ...(await events(pageInfo.endCursor))]
      : nodes
  }
  return {
    graphql,
    siteKey: site.text,
    client,
    allow: async (origins) => void (await allowOrigins(deps, tenant, site.keyId, origins)),
    publish: async (notice) => {
      const published = await client.publishNotice(notice)
      if (published.__typename !== 'PublishNoticePayload') throw new Error(JSON.stringify(published))
      return published.notice.sha256
    },
    setEdge: (next) => void (edge = next),
    down,
    up: async () => {
      if (!isUp) listening = await listen(answer, { host: HOST, port })
      isUp = true
    },
    events: () => events(),
    close: async () => {
      await down()
      await log.stop()
      await deps.store.close()
      await deps.checkpoints.close()
      await rm(folder, { recursive: true })
    },
  }
}
