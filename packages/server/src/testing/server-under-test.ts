import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type Client } from '@constat/client'
import type { NoticeDocument } from '@constat/core/notice'
import { openSqliteCheckpointStore, type StoreObserver } from '@constat/store'
import { pino } from 'pino'
import { createApiKey, createTenant } from '../access/tenant.service.ts'
import type { LogDeps, OpenLog } from '../log/log-deps.ts'
import { openLog } from '../log/open-log.ts'
import { takeTurn } from '../log/sequencer.ts'
import type { Deps } from '../platform/context.ts'
import { documentId } from '../platform/documents.ts'
import { createHttp } from '../platform/http.ts'
import { keysUnderTest, seededRandom, TUESDAY } from './seeded.ts'
import { openStoreUnderTest } from './store-under-test.ts'

/** Where the pages of the tests' site key stand. */
export const SITE = 'https://devis.example'

/** What the server answered over HTTP. */
export type Answered = {
  readonly status: number
  readonly headers: Headers
  /** Of any shape: tests read it as a program without types would. */
  readonly body: Awaited<ReturnType<Response['json']>>
}

/** A whole server over a database of its own, answering in process. */
export type ServerUnderTest = {
  readonly deps: Deps & LogDeps
  /** Its log, which has a turn when the test says so. */
  readonly log: OpenLog
  readonly takeTurn: () => Promise<void>
  /** Where its files lie. */
  readonly folder: string
  /** All that its database keeps, in one piece. */
  readonly written: () => Promise<Buffer>
  /** Keeps its database from writing, and not from reading, until what it gives is called. */
  readonly holdWrites: () => Promise<() => Promise<void>>
  /** Sets the clock, epoch milliseconds. */
  readonly setNow: (now: number) => void
  /** Has the clock go on by so many milliseconds each time that it is read, as clocks do; it stands still at first. */
  readonly setTick: (milliseconds: number) => void
  readonly siteKey: string
  readonly secretKey: string
  readonly client: Client
  /** The same client under a key of another tenant. */
  readonly stranger: Client
  readonly strangerKey: string
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>
  /** Sends a GraphQL document as it stands; with a site key by its id, as one that the site's own pages send. */
  readonly send: (
    key: string,
    query: string,
    variables?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answered>
  /** The log lines written so far. */
  readonly logged: () => string
  /** The SQL statements run so far, without their values. */
  readonly statements: () => readonly string[]
  /** What a work gives, and the SQL statements that were run meanwhile, without their values. */
  readonly statementsOf: <T>(work: () => Promise<T>) => Promise<readonly [T, readonly string[]]>
  /** As {@link ServerUnderTest.statementsOf}, but for the look-up of who asks: a right key is kept until somebody commits. */
  readonly askedOf: <T>(work: () => Promise<T>) => Promise<readonly [T, readonly string[]]>
  readonly close: () => Promise<void>
}

const KEY_LOOK_UP = /from "api_key" where "key_id" in/

/** Starts a server for one test file. */
export const startServer = async ({
  webhooks,
  confirming,
  ...options
}: { readonly lockTimeout?: number } & Pick<
  Deps,
  'webhooks' | 'confirming'
> = {}): Promise<ServerUnderTest> => {
  const folder = await mkdtemp(join(tmpdir(), 'constat-server-'))
  const random = seededRandom('server under test')
  const lines: string[] = []
  let now = TUESDAY
  let tick = 0
  const statements: string[] = []
  const observer: StoreObserver = {
    onStatement: (text) => void statements.push(text),
    onWrite: () => undefined,
    onCommit: () => undefined,
    onScrub: () => undefined,
  }
  const { store, written, holdWrites } = await openStoreUnderTest(folder, { ...options, observer })
  const deps: Deps & LogDeps = {
    store,
    checkpoints: await openSqliteCheckpointStore({ path: join(folder, 'checkpoints.db') }),
    keys: keysUnderTest(),
    clock: () => (now += tick),
    random,
    issuer: 'https://proofs.example',
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    webhooks,
    confirming,
  }
  const log = await openLog(deps)
  // What the pages of the tests ask; a site's own documents are known to its server by their ids.
  const documents = new Map<string, string>()
  const app = createHttp(deps, { documents })
  const tenant = await createTenant(deps, 'Cuisines du Marais')
  const other = await createTenant(deps, 'Another tenant')
  const { text: siteKey } = await createApiKey(deps, tenant, {
    kind: 'SITE',
    name: 'form',
    allowedOrigins: [SITE],
  })
  const { text: secretKey } = await createApiKey(deps, tenant, { kind: 'SECRET', name: 'back end' })
  const { text: strangerKey } = await createApiKey(deps, other, { kind: 'SECRET', name: 'stranger' })
  const fetchIt = async (path: string | URL, init?: RequestInit): Promise<Response> =>
    app.fetch(new Request(new URL(path, deps.issuer), init))
  const said = (key: string, query: string): { query: string } | { documentId: string } => {
    if (!key.startsWith('constat_site_')) return { query }
    documents.set(documentId(query), query)
    return { documentId: documentId(query) }
  }
  const clientOf = (key: string): Client =>
    createClient({
      url: 'https://proofs.example/graphql',
      key,
      // A test sees the first answer.
      retries: 0,
      fetch: async (url, init) => fetchIt(url instanceof Request ? url.url : url, init),
    })
  const statementsOf: ServerUnderTest['statementsOf'] = async (work) => {
    const before = statements.length
    const result = await work()
    return [result, statements.slice(before)]
  }
  return {
    deps,
    log,
    takeTurn: async () => void (await takeTurn(deps, log)),
    folder,
    written,
    holdWrites,
    setNow: (instant) => void (now = instant),
    setTick: (milliseconds) => void (tick = milliseconds),
    siteKey,
    secretKey,
    client: clientOf(secretKey),
    stranger: clientOf(strangerKey),
    strangerKey,
    fetch: fetchIt,
    send: async (key, query, variables, headers) => {
      const response = await fetchIt('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
        body: JSON.stringify({ ...said(key, query), variables }),
      })
      return { status: response.status, headers: response.headers, body: await response.json() }
    },
    logged: () => lines.join(''),
    statements: () => statements,
    statementsOf,
    askedOf: async (work) => {
      const [result, run] = await statementsOf(work)
      return [result, run.filter((text) => !KEY_LOOK_UP.test(text))]
    },
    close: async () => {
      await deps.store.close()
      await deps.checkpoints.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** The payload of a mutation, or a failure that shows the refusal. */
export const granted = <Name extends string, Result extends { readonly __typename: string }>(
  result: Result,
  name: Name,
): Extract<Result, { readonly __typename: Name }> => {
  if (result.__typename !== name) throw new Error(`Expected ${name}: ${JSON.stringify(result)}`)
  return result as Extract<Result, { readonly __typename: Name }>
}

const item = (text: string) => ({ text })

/** A lawful notice: a call and an e-mail question of the controller, an e-mail question of two partners. */
export const NOTICE: NoticeDocument = {
  schema: 'constat/notice@1',
  key: 'devis',
  locale: 'fr',
  audience: 'B2C_CONSUMER',
  controller: 'cuisines',
  parties: [
    {
      key: 'cuisines',
      legalName: 'Cuisines SAS',
      contact: 'mailto:bonjour@cuisines.example',
      url: 'https://cuisines.example',
    },
    { key: 'sols', legalName: 'Sols SARL', url: 'https://sols.example' },
    { key: 'literie', legalName: 'Literie SAS', url: 'https://literie.example' },
  ],
  goods: [
    { key: 'cuisines', label: 'cuisines équipées', sector: 'GENERAL' },
    { key: 'parquets', label: 'parquets', sector: 'GENERAL' },
  ],
  questions: [
    {
      key: 'appel',
      kind: 'OPT_IN',
      control: 'TICK',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'LIVE_CALL',
      advertisers: ['cuisines'],
      goods: ['cuisines'],
      periodDays: 365,
      label: 'J’accepte que Cuisines SAS m’appelle pour me proposer des cuisines équipées.',
    },
    {
      key: 'email',
      kind: 'OPT_IN',
      control: 'TICK',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'EMAIL',
      advertisers: ['cuisines'],
      goods: ['cuisines'],
      periodDays: 365,
      label: 'J’accepte de recevoir par e-mail les offres de cuisines équipées de Cuisines SAS.',
    },
    {
      key: 'partenaires',
      kind: 'OPT_IN',
      control: 'TICK',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'EMAIL',
      advertisers: ['sols', 'literie'],
      goods: ['parquets'],
      periodDays: 365,
      label:
        'J’accepte que Cuisines SAS transmette mon e-mail à Sols SARL et à Literie SAS pour leurs offres de parquets par e-mail.',
    },
  ],
  items: {
    NCC_PHONE_INFO: item(
      'Sans votre accord préalable, nous ne vous appellerons pas pour vous proposer des offres, sauf en lien avec un contrat en cours.',
    ),
    NR_PRO_ID: item('Cuisines SAS vous appellera.'),
    NR_GOODS: item('Pour vous proposer des cuisines équipées.'),
    NR_CHOICE: item('Vous êtes libre d’accepter ou non.'),
    NR_PERIOD: item('Un an au plus ; l’accord ne se prolonge jamais tout seul.'),
    NR_WITHDRAWAL: {
      text: 'Par le lien remis après l’envoi.',
      links: [{ label: 'Retirer', url: 'https://cuisines.example/retrait' }],
    },
    NR_DURABLE_ACCESS: {
      text: 'Par le même lien, sans compte.',
      links: [{ label: 'Preuve', url: 'https://cuisines.example/preuve' }],
    },
    PT_LIST: { text: 'Sols SARL et Literie SAS.', links: [{ label: 'Sols', url: 'https://sols.example' }] },
    N13_CONTROLLER: item('Responsable de traitement : Cuisines SAS, bonjour@cuisines.example.'),
    N13_PURPOSES: item(
      'Établir votre devis ; prospecter par appel et e-mail ; transmettre votre e-mail aux partenaires nommés.',
    ),
    N13_LEGAL_BASIS: item('Votre consentement.'),
    N13_RECIPIENTS: item('Nos conseillers, Sols SARL et Literie SAS.'),
    N13_RETENTION: item('Trois ans après votre dernier contact.'),
    N13_RIGHTS: item(
      'Accès, rectification, effacement, limitation, opposition et portabilité : dpo@cuisines.example.',
    ),
    N13_WITHDRAW: item('Vous pouvez retirer votre consentement à tout moment.'),
    N13_COMPLAINT: item('Vous pouvez adresser une réclamation à la CNIL.'),
    N13_MANDATORY: item('Le nom est nécessaire ; les cases sont facultatives.'),
    N13_POSTMORTEM: item('Vous pouvez donner des directives sur vos données après votre décès.'),
  },
}
