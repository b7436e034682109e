import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createClient } from '@constat/client'
import { newId } from '@constat/core/id'
import { DEVIS_NOTICE } from '@constat/example-demo/notice'
import {
  createApiKey,
  createHttp,
  createLog,
  createTenant,
  indexContact,
  migrateData,
  openData,
  parseConfig,
  pooledRandom,
  startLog,
  type Deps,
} from '@constat/server'
import { findNoticeBySha256, recordEvents, type NewEvent, type TenantScope } from '@constat/store'
import { freePort, startChild, type Child } from './child.ts'
import { contactOf, CONTACTS, EVENTS, EVENTS_EACH } from './population.ts'
import type { Ask } from './requests.ts'

const PUBLIC_URL = 'https://proofs.example.fr'
const MAIN = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url))
const BATCH = 1_000
const DAY = 86_400_000
// As long as statement, disclosures and wrapped key of a submission of one choice.
const STATEMENT_LENGTH = 1_100
const SEALED_LENGTH = 400
const WRAPPED_LENGTH = 60

/** A data folder with the population in it. */
export type Installed = {
  readonly env: { readonly [name: string]: string }
  readonly key: string
  /** Address of the published notice. */
  readonly notice: string
}

const random = pooledRandom()

const eventOf = (deps: Deps, tenant: TenantScope, noticeId: string, number: number, at: number): NewEvent => {
  const contact = contactOf(number)
  const eventId = newId('consentEvent', () => at, random)
  return {
    eventId,
    kind: 'GIVEN',
    occurredAt: at,
    recordedAt: at,
    provenance: 'SERVER_ATTESTED',
    grade: 'INCOMPLETE',
    flags: [],
    noticeId,
    supersedes: null,
    jti: `jti-${eventId}`,
    site: null,
    statement: `${eventId}.`.padEnd(STATEMENT_LENGTH, '.'),
    sealed: { ct: random(SEALED_LENGTH), kekId: deps.keys.kek.id, wrapped: random(WRAPPED_LENGTH) },
    contacts: [indexContact(deps, tenant.tenantId, contact)],
    choices: [
      {
        questionKey: contact.kind === 'phone' ? 'appel' : 'email',
        answer: 'GRANTED',
        slotStart: null,
        slotEnd: null,
      },
    ],
    withdrawals: [],
    objections: [],
    manageTokenSha256: random(32),
  }
}

/** Writes the population by the store's own way in; the statements are not signed, which would take the most of the time. */
const fill = async (deps: Deps, tenant: TenantScope, sha256: string): Promise<void> => {
  const notice = await findNoticeBySha256(deps.store.reader, tenant, sha256)
  if (!notice) throw new Error('The notice was not published.')
  const now = deps.clock()
  for (let turn = 0; turn < EVENTS_EACH; turn += 1)
    for (let from = 0; from < CONTACTS; from += BATCH) {
      const at = now - (EVENTS_EACH - turn) * DAY
      const events = Array.from({ length: Math.min(BATCH, CONTACTS - from) }, (_, index) =>
        eventOf(deps, tenant, notice.id, from + index, at),
      )
      await deps.store.write((trx) => recordEvents(trx, tenant, { events }))
    }
}

/** Makes a data folder with a tenant, a key, the demo's notice and the population. */
export const installConstat = async (folder: string): Promise<Installed> => {
  const env = {
    CONSTAT_PUBLIC_URL: PUBLIC_URL,
    CONSTAT_DATA: join(folder, 'data'),
    CONSTAT_KEYS: join(folder, 'keys'),
    // One key asks as much as a whole call centre: what is measured is not where it is stopped.
    CONSTAT_SECRET_RATE: '1000000',
  }
  const parsed = parseConfig(env)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  const { config } = parsed.value
  await migrateData(config, random)
  const { deps, close } = await openData(config, PUBLIC_URL, 'REQUIRE', {
    log: createLog('silent'),
    clock: Date.now,
    random,
  })
  try {
    const tenant = await createTenant(deps, 'Bench')
    const { text: key } = await createApiKey(deps, tenant, { kind: 'SECRET', name: 'bench' })
    const log = await startLog(deps, (error) => {
      throw error
    })
    const http = createHttp(deps)
    const client = createClient({
      url: `${PUBLIC_URL}/graphql`,
      key,
      fetch: async (input, init) => http.fetch(new Request(input, init)),
    })
    const published = await client.publishNotice(DEVIS_NOTICE)
    await log.stop()
    if (published.__typename !== 'PublishNoticePayload') throw new Error(published.message)
    await fill(deps, tenant, published.notice.sha256)
    return { env, key, notice: published.notice.sha256 }
  } finally {
    await close()
  }
}

/** Runs `constat serve` over the folder, as an operator does. `metricsPort` has it count its SQL statements. */
export const startConstat = async ({ env }: Installed, metricsPort?: number): Promise<Child> => {
  const port = await freePort()
  return startChild([MAIN, 'serve'], port, {
    ...env,
    CONSTAT_PORT: String(port),
    ...(metricsPort === undefined ? {} : { CONSTAT_METRICS_PORT: String(metricsPort) }),
  })
}

/** Waits until the log has taken in the population: it would work beside what is measured. */
export const untilLogged = async ({ url }: Child): Promise<void> => {
  for (;;) {
    const response = await fetch(`${url}/log/1/checkpoint`)
    if (Number((await response.text()).split('\n')[1]) >= EVENTS) return
    await setTimeout(200)
  }
}

/** SQL statements that a counting server has run for one GraphQL field, each of so many requests by itself. */
export const constatStatements = async (
  metricsPort: number,
  field: string,
): Promise<{ readonly statements: number; readonly requests: number }> => {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  const read = (part: string): number =>
    Number(
      new RegExp(`^constat_sql_statements_per_request_${part}\\{field="${field}"\\} (\\d+)`, 'm').exec(
        text,
      )?.[1],
    )
  return { statements: read('sum'), requests: read('count') }
}

const CHECK = `query ($input: EligibilityInput!) { checkEligibility(input: $input) { verdict reasons { code } } }`
const RECORD = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { __typename
  ... on RecordConsentPayload { events { id } receipt { statement } } } }`

const posted = (query: string, input: object): Ask => ({
  path: '/graphql',
  body: JSON.stringify({ query, variables: { input } }),
})

/** Asks whether the contact of a number may be called or written to, on a weekday in lawful hours: all of the law is walked. */
export const constatCheck = (number: number): Ask => {
  const { kind, value } = contactOf(number)
  return posted(CHECK, {
    contact: { [kind]: value },
    channel: kind === 'phone' ? 'LIVE_CALL' : 'EMAIL',
    advertiser: 'cuisines-marais',
    goods: 'cuisines',
    at: '2027-01-12T10:00:00Z',
  })
}

/** Records the consent of a person whom the server does not know yet, to one question. */
export const constatRecord = (notice: string, name: string): Ask =>
  posted(RECORD, {
    idempotencyKey: name,
    notice,
    contact: { email: `${name}@example.fr` },
    choices: [{ question: 'email', answer: 'GRANTED' }],
  })
