// c15t's backend over SQLite by its own documentation; here, so that it finds its packages and the workspace does not.
import { c15tInstance } from '@c15t/backend'
import { kyselyAdapter } from '@c15t/backend/db/adapters/kysely'
import { migrator } from '@c15t/backend/db/migrator'
import { DB } from '@c15t/backend/db/schema'
import { serve } from '@hono/node-server'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'

const { BENCH_DATABASE, BENCH_PORT, BENCH_COUNT } = process.env

const database = new Database(BENCH_DATABASE)
// As Constat's writer has them: neither side is to win by its settings.
for (const pragma of [
  'journal_mode = WAL',
  'synchronous = FULL',
  'cache_size = -65536',
  'wal_autocheckpoint = 4096',
  'foreign_keys = ON',
])
  database.pragma(pragma)

let statements = 0
const counting = { log: () => (statements += 1) }
const db = new Kysely({ dialect: new SqliteDialect({ database }), ...(BENCH_COUNT ? counting : {}) })
const adapter = kyselyAdapter({ db, provider: 'sqlite' })
const migration = await migrator({ db: DB.client(adapter), schema: 'latest' })
await migration.execute()
const c15t = c15tInstance({
  appName: 'bench',
  basePath: '/api/c15t',
  trustedOrigins: ['http://127.0.0.1'],
  adapter,
  logger: { level: 'error' },
})

const answer = (request) =>
  new URL(request.url).pathname === '/statements' ? new Response(String(statements)) : c15t.handler(request)

serve({ fetch: answer, hostname: '127.0.0.1', port: Number(BENCH_PORT) })
