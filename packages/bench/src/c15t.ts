import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { freePort, startChild, type Child } from './child.ts'
import { PEERS } from './peers.ts'
import { CONTACTS, EVENTS_EACH } from './population.ts'
import type { Ask } from './requests.ts'

const TYPE = 'marketing_communications'

/** Whether c15t's tables are as its migrator makes them, or have the indexes that its queries would need. */
export type C15tSchema = 'stock' | 'indexed'

/** Starts c15t's backend over a database, made when it is not there. `counting` has it count its SQL statements. */
export const startC15t = async (database: string, counting = false): Promise<Child> => {
  const port = await freePort()
  return startChild(
    [join(PEERS, 'c15t.server.js')],
    port,
    { BENCH_PORT: String(port), BENCH_DATABASE: database, ...(counting ? { BENCH_COUNT: '1' } : {}) },
    '/api/c15t/status',
  )
}

/** How many SQL statements a counting server has run. */
export const c15tStatements = async ({ url }: Child): Promise<number> =>
  Number(await (await fetch(`${url}/statements`)).text())

// c15t takes only letters and digits of base58, which has no zero.
const subjectId = (name: string): string => `sub_${name.replaceAll('0', 'z')}`

/** Asks whether the person of a number consented. */
export const c15tCheck = (number: number): Ask => ({
  path: `/api/c15t/consents/check?externalId=user${number}&type=${TYPE}`,
})

/** Records the consent of a person whom c15t does not know yet, for one purpose. */
export const c15tRecord = (name: string, givenAt: number): Ask => ({
  path: '/api/c15t/subjects',
  body: JSON.stringify({
    type: TYPE,
    subjectId: subjectId(name),
    externalSubjectId: name,
    domain: 'example.fr',
    preferences: { marketing: true },
    givenAt,
  }),
})

const INDEXES = [
  'create index bench_subject on subject ("externalId")',
  'create index bench_consent on consent ("subjectId", "domainId", "policyId", "givenAt")',
  'create index bench_policy on "consentPolicy" (type, "isActive")',
  'create index bench_purpose on "consentPurpose" (code)',
  'create index bench_domain on domain (name)',
]

const fill = (database: string): void => {
  const db = new DatabaseSync(database)
  // Copies of what the server itself recorded, under other ids.
  db.exec(`begin;
    create temp table number as with recursive up(n) as (select 0 union all select n + 1 from up where n + 1 < ${CONTACTS}) select n from up;
    insert into subject (id, "externalId", "identityProvider", "createdAt", "updatedAt")
      select 'sub_' || replace(printf('%09d', n), '0', 'z'), 'user' || n, "identityProvider", "createdAt", "updatedAt"
      from number, (select * from subject limit 1);
    insert into consent (id, "subjectId", "domainId", "policyId", "purposeIds", "userAgent", "givenAt", jurisdiction)
      select 'cns_' || n || 'x' || time, 'sub_' || replace(printf('%09d', n), '0', 'z'), "domainId", "policyId", "purposeIds", "userAgent",
        "givenAt" - time * 86400000, jurisdiction
      from number, (with recursive times(time) as (select 1 union all select time + 1 from times where time < ${EVENTS_EACH}) select time from times),
        (select * from consent limit 1);
    commit; analyze; pragma wal_checkpoint(truncate)`)
  db.close()
}

/** Makes two databases with the population in them, and gives their paths. */
export const makeC15tDatabases = async (
  folder: string,
): Promise<{ readonly [schema in C15tSchema]: string }> => {
  const stock = join(folder, 'c15t-stock.db')
  const indexed = join(folder, 'c15t-indexed.db')
  const server = await startC15t(stock)
  try {
    const { path, body } = c15tRecord('first', Date.now())
    const recorded = await fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: body ?? null,
    })
    if (!recorded.ok) throw new Error(`c15t does not record: ${await recorded.text()}`)
  } finally {
    await server.stop()
  }
  fill(stock)
  await copyFile(stock, indexed)
  const db = new DatabaseSync(indexed)
  for (const index of INDEXES) db.exec(index)
  db.exec('analyze; pragma wal_checkpoint(truncate)')
  db.close()
  return { stock, indexed }
}
