import { sql } from 'kysely'
import type { ContactKind } from '@constat/core/vocabulary'
import { isEmbedded, prepared, scopeIn } from '../prepared.ts'
import type { Bytes, Handle, TenantScope } from '../store.ts'

/** The state of one contact as its row has it: see `readStateEvents` for the text of its events. */
export type StateText = { readonly events: string; readonly since: number; readonly foldedTo: number }

type Lookup = { readonly scope: TenantScope; readonly kind: ContactKind; readonly keys: readonly string[] }

type Key = { readonly key: number; readonly value: string }

// From 0, as the embedded engine counts.
const keysIn = (db: Handle, json: string) =>
  isEmbedded(db)
    ? sql<Key>`json_each(${json})`.as<'k'>(sql`k`)
    : sql<Key>`(select n - 1, value from json_array_elements_text(cast(${json} as json)) with ordinality as each (value, n))`.as<'k'>(
        sql`k (key, value)`,
      )

const bytesOf = (db: Handle) =>
  isEmbedded(db) ? sql<Bytes>`unhex(k.value)` : sql<Bytes>`decode(k.value, 'hex')`

/**
 * All states as one text, a line each: rows cost the drivers of both engines more than it costs the engines to find them. Most states were never folded, and leave out that they are not.
 */
const selectTexts = prepared(
  ({ keys }: Lookup) => [JSON.stringify(keys)],
  (db, value, [json = '']) => {
    const { logId, tenantId } = scopeIn(value)
    const folded = sql`case when since = 0 and folded_to = 0 then '' else concat(' ', since, ' ', folded_to) end`
    return (
      db
        .selectFrom(keysIn(db, json))
        // In this order: the other way the embedded engine would read the whole table.
        .crossJoin('contact_state')
        .select(sql<string | null>`string_agg(concat(k.key, ${folded}, events), ${sql.lit('\n')})`.as('text'))
        .where('log_id', '=', logId)
        .where('tenant_id', '=', tenantId)
        .where(
          'kind',
          '=',
          value(({ kind }) => kind),
        )
        .where('bidx', '=', bytesOf(db))
    )
  },
)

const visitText = (text: string, first: number, visit: (index: number, state: StateText) => void): void => {
  for (let at = 0; at < text.length;) {
    const begin = text.indexOf('[', at)
    const found = text.indexOf('\n', begin)
    const end = found === -1 ? text.length : found
    const header = text.slice(at, begin)
    const [key, since = '0', foldedTo = '0'] = header.split(' ')
    visit(first + Number(key), {
      events: text.slice(begin, end),
      since: Number(since),
      foldedTo: Number(foldedTo),
    })
    at = end + 1
  }
}

/** Keys of one statement: few enough that its text dies young. */
const KEYS = 1_024
// Of one read, so that a server that is asked over a network is not waited for between two.
const LANES = 2

/**
 * Reads the states under these keys, given in hexadecimal, and shows each with the index of its key, in no order; contacts of
 * which nothing is known have none. Keys that are sorted are read several times as fast.
 */
export const visitStates = async (
  db: Handle,
  scope: TenantScope,
  kind: ContactKind,
  keys: readonly string[],
  visit: (index: number, state: StateText) => void,
): Promise<void> => {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < keys.length) {
      const from = next
      next += KEYS
      const [row] = await selectTexts(db, { scope, kind, keys: keys.slice(from, from + KEYS) })
      visitText(row?.text ?? '', from, visit)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}
