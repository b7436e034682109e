import { sql, type Kysely } from 'kysely'
import { isCopyUnderWay } from '../copy/under-way.ts'
import { excessRights } from './grants.ts'

/** A database that would lose or change what it is told to keep; the message says what to do. */
export class UnsafeDatabase extends Error {
  override readonly name = 'UnsafeDatabase'
}

// The first with the right to vacuum a table of another role.
const OLDEST = 17

type Settings = {
  readonly version: number
  readonly fsync: string
  readonly full_page_writes: string
  readonly encoding: string
}

/**
 * Checks that a database is fit to serve: recent enough, flushed to disk, in UTF-8, and such that the role of the connection can
 * change or remove no fact.
 *
 * @throws UnsafeDatabase
 */
export const requireSafe = async (db: Kysely<unknown>, durable: boolean): Promise<void> => {
  const { rows } = await sql<Settings>`
    select current_setting('server_version_num')::int / 10000 as version, current_setting('fsync') as fsync,
      current_setting('full_page_writes') as full_page_writes, current_setting('server_encoding') as encoding`.execute(
    db,
  )
  const [settings] = rows
  if (settings === undefined || settings.version < OLDEST)
    throw new UnsafeDatabase(`this needs PostgreSQL ${OLDEST} or newer: upgrade the server.`)
  if (settings.encoding !== 'UTF8')
    throw new UnsafeDatabase(
      `the database is encoded in ${settings.encoding}: make one with "create database … encoding 'UTF8' template template0".`,
    )
  if (durable && (settings.fsync !== 'on' || settings.full_page_writes !== 'on'))
    throw new UnsafeDatabase(
      'the server may lose commits in a power cut: set fsync and full_page_writes to on in postgresql.conf.',
    )
  if (await isCopyUnderWay(db))
    throw new UnsafeDatabase(
      'a copy into this database has not ended: run `constat store copy` until it has, and serve it then.',
    )
  const excess = await excessRights(db)
  if (excess.length > 0)
    throw new UnsafeDatabase(
      `the role of this address may change what must stay (${excess.slice(0, 3).join(', ')}${excess.length > 3 ? ' …' : ''}): give the server a role of its own that neither is a superuser nor owns the tables, and run \`constat migrate\`, which gives it its rights.`,
    )
}
