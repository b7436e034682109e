// Has a server write a little of everything, and keeps its rows under the name of the newest schema in `golden/`, unless they
// are there: what a released version wrote stays as it is.
// Run with: node --conditions=@constat/source packages/server/src/testing/make-golden.ts
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { goldenSchemas } from '@constat/store/testing/golden'
import Database from 'better-sqlite3'
import { GOLDEN_ROWS } from './golden-rows.ts'
import { TUESDAY } from './seeded.ts'
import { granted, NOTICE, startServer } from './server-under-test.ts'

const phoneOf = (index: number): string => `06 39 98 00 0${index}`

const server = await startServer({ webhooks: { resolve: async () => [] } })
const { client } = server
const { sha256: notice } = granted(await client.publishNotice(NOTICE), 'PublishNoticePayload').notice
const record = (index: number, answer: 'GRANTED' | 'REFUSED') =>
  client.recordConsent({
    idempotencyKey: `golden ${index}`,
    notice,
    contact: { phone: phoneOf(index), email: `p${index}@example.fr` },
    choices: NOTICE.questions.map(({ key }) => ({ question: key, answer })),
  })
const { events } = granted(await record(0, 'GRANTED'), 'RecordConsentPayload')
for (const [index, answer] of [
  [1, 'REFUSED'],
  [2, 'GRANTED'],
  [3, 'GRANTED'],
  [4, 'GRANTED'],
] as const)
  granted(await record(index, answer), 'RecordConsentPayload')
await server.takeTurn()
server.setNow(TUESDAY + 60_000)
granted(
  await client.withdrawConsent({ idempotencyKey: 'golden', contact: { phone: phoneOf(2) } }),
  'WithdrawConsentPayload',
)
granted(
  await client.recordObjection({
    idempotencyKey: 'golden',
    contact: { phone: phoneOf(3) },
    scope: 'ALL',
    source: 'LETTER',
  }),
  'RecordObjectionPayload',
)
granted(
  await client.recordAttempts({
    idempotencyKey: 'golden',
    advertiser: 'cuisines',
    attempts: [0, 1, 7, 29].map((days) => ({
      contact: { phone: phoneOf(4) },
      channel: 'LIVE_CALL' as const,
      at: new Date(TUESDAY - days * 24 * 3_600_000).toISOString(),
    })),
  }),
  'RecordAttemptsPayload',
)
await server.takeTurn()
const [event] = events
granted(
  await client.issueCertificate({ event: event?.id ?? '', recipient: 'sols' }),
  'IssueCertificatePayload',
)
granted(await client.createWebhook({ url: 'https://hooks.example.com/told' }), 'CreateWebhookPayload')

const literal = (value: unknown): string => {
  if (value === null) return 'null'
  if (typeof value === 'number') return String(value)
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  throw new Error(`There is no such value in SQLite: ${typeof value}.`)
}

const database = new Database(join(server.folder, 'constat.db'), { readonly: true })
const tables = database
  .prepare<[], string>(
    "select name from sqlite_schema where type = 'table' and name not like 'kysely_%' and name not like 'sqlite_%' order by name",
  )
  .pluck()
  .all()
const lines = tables.flatMap((table) =>
  database
    .prepare<[], Record<string, unknown>>(`select * from "${table}"`)
    .all()
    .map(
      (row) =>
        `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.values(row).map(literal).join(', ')});\n`,
    ),
)
database.close()
await server.close()
const level = goldenSchemas().at(-1)?.level ?? ''
const file = new URL(`${level}.sql`, GOLDEN_ROWS)
if (!existsSync(file)) writeFileSync(file, lines.join(''))
