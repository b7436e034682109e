import { sql, type Kysely } from 'kysely'

/** A database that is not to be copied into; the message says what to do. Nothing was changed. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused'
}

/** The table that is there while a copy is under way, and after one that was cut off. */
export const UNDER_WAY = 'store_copy'

/** Whether a copy into a database has begun and not ended. */
export const isCopyUnderWay = async (db: Kysely<unknown>): Promise<boolean> => {
  const { rows } = await sql<{ name: string | null }>`select to_regclass(${UNDER_WAY})::text as name`.execute(
    db,
  )
  return typeof rows[0]?.name === 'string'
}

const isEmpty = async (db: Kysely<unknown>): Promise<boolean> => {
  const { rows } = await sql`select log_id from log union all select tenant_id from tenant limit 1`.execute(
    db,
  )
  return rows.length === 0
}

/**
 * Whether a copy of this source may write: into a database that is empty, or where its copy was cut off. What else is there was
 * recorded by those whom it serves, or is another's: it is compared at most.
 *
 * @param source what tells the source from others
 * @throws CopyRefused where the copy of another source was cut off
 */
export const beginCopy = async (db: Kysely<unknown>, source: string): Promise<boolean> => {
  if (await isCopyUnderWay(db)) {
    const { rows } = await sql<{ source: string }>`select source from ${sql.table(UNDER_WAY)}`.execute(db)
    if (rows[0]?.source === source) return true
    throw new CopyRefused(
      'the copy of another file into this database was cut off: finish that one, or copy into a new, empty database.',
    )
  }
  if (!(await isEmpty(db))) return false
  await db.transaction().execute(async (trx) => {
    await sql`create table ${sql.table(UNDER_WAY)} (source text not null)`.execute(trx)
    await sql`insert into ${sql.table(UNDER_WAY)} values (${source})`.execute(trx)
  })
  return true
}

/** Ends a copy that is whole: from now on the database may be served. */
export const endCopy = async (db: Kysely<unknown>): Promise<void> =>
  void (await sql`drop table ${sql.table(UNDER_WAY)}`.execute(db))
