import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'

/** Why a database is not copied into. */
export type CopyRefusal =
  /** It holds other rows than the file, so many in the first table that differs. */
  | { readonly code: 'differs'; readonly table: string; readonly rows: number }
  /** Another process has gone on with the copy. */
  | { readonly code: 'taken-over' }
  /** The copy of another file into it was cut off. */
  | { readonly code: 'another-file' }

const sentence = (refusal: CopyRefusal): string => {
  switch (refusal.code) {
    case 'differs':
      return `the database is no copy of this file, or was written since: ${refusal.rows} rows of "${refusal.table}" differ. Nothing was changed. Serve it if it is the one that was moved to, or copy into a new, empty database.`
    case 'taken-over':
      return 'another process has gone on with this copy: let that one end it.'
    case 'another-file':
      return 'the copy of another file into this database was cut off: finish that one, or copy into a new, empty database.'
  }
}

/** A database that is not to be copied into; the message says what to do. Nothing was changed. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused'
  readonly refusal: CopyRefusal

  constructor(refusal: CopyRefusal) {
    super(sentence(refusal))
    this.refusal = refusal
  }
}

/** The table that is there while a copy is under way, and after one that was cut off. */
export const UNDER_WAY = 'store_copy'

// By its schema, whatever the search path of a role: who does not see it would serve half a copy.
const MARK = sql.table(`public.${UNDER_WAY}`)

const isThere = async (db: Kysely<unknown>, table: string): Promise<boolean> => {
  const { rows } = await sql<{
    name: string | null
  }>`select to_regclass(${`public.${table}`})::text as name`.execute(db)
  return typeof rows[0]?.name === 'string'
}

/** Whether a copy into a database has begun and not ended. */
export const isCopyUnderWay = (db: Kysely<unknown>): Promise<boolean> => isThere(db, UNDER_WAY)

const isEmpty = async (db: Kysely<unknown>): Promise<boolean> => {
  const { rows } = await sql`select log_id from log union all select tenant_id from tenant limit 1`.execute(
    db,
  )
  return rows.length === 0
}

/** Whether a database is nobody's yet: it may be made ready for a copy. */
export const isFree = async (db: Kysely<unknown>): Promise<boolean> =>
  (await isCopyUnderWay(db)) || !(await isThere(db, 'log')) || (await isEmpty(db))

/** A copy that may write, while no other has taken it over. */
export type CopyUnderWay = {
  /**
   * Holds the copy for a transaction.
   *
   * @throws CopyRefused where another has gone on with it, or ended it
   */
  readonly requireOwn: (trx: Kysely<unknown>) => Promise<void>
  /** Ends a copy that is whole: from now on the database may be served. */
  readonly end: () => Promise<void>
}

const takenOver = (): CopyRefused => new CopyRefused({ code: 'taken-over' })

/**
 * Begins to copy a source, or goes on, where a copy may write: into a database that is empty, or where its copy was cut off. What else is
 * there was recorded by those whom it serves, or is another's: it is compared at most, and this is undefined.
 *
 * @param source what tells the source from others
 * @throws CopyRefused where the copy of another source was cut off
 */
export const beginCopy = async (db: Kysely<unknown>, source: string): Promise<CopyUnderWay | undefined> => {
  const run = randomUUID()
  const isUnderWay = await isCopyUnderWay(db)
  if (!isUnderWay && !(await isEmpty(db))) return undefined
  await db.transaction().execute(async (trx) => {
    if (isUnderWay) {
      const { rows } =
        await sql`update ${MARK} set run = ${run} where source = ${source} returning run`.execute(trx)
      if (rows.length === 1) return
      throw new CopyRefused({ code: 'another-file' })
    }
    await sql`create table ${MARK} (source text not null, run text not null)`.execute(trx)
    await sql`insert into ${MARK} values (${source}, ${run})`.execute(trx)
  })
  const requireOwn = async (trx: Kysely<unknown>): Promise<void> => {
    if (!(await isCopyUnderWay(trx))) throw takenOver()
    const { rows } = await sql`select run from ${MARK} where run = ${run} for update`.execute(trx)
    if (rows.length !== 1) throw takenOver()
  }
  return {
    requireOwn,
    end: () =>
      db.transaction().execute(async (trx) => {
        await requireOwn(trx)
        await sql`drop table ${MARK}`.execute(trx)
      }),
  }
}
