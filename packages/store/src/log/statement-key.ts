import { ofOneOwner, operatorOf } from '../scope.ts'
import type { Handle, Writer } from '../store.ts'

/** A key that signs, or has signed, the statements of a log. Instants in epoch milliseconds. */
export type KnownStatementKey = {
  readonly kid: string
  /** The public key, base64url. */
  readonly x: string
  /** When it was announced; null for the first, which nothing came before. */
  readonly addedAt: number | null
  /** When a server last began to sign with it; null for one that none has signed with. */
  readonly usedAt: number | null
  readonly retiredAt: number | null
  readonly isCompromised: boolean
  /** Where the log says that it was retired: it signed nothing from there on. Null until the log does. */
  readonly retiredIndex: number | null
}

/** The subject of the statement that a key was retired. */
export const retirementOf = (kid: string): string => `key.revoked ${kid}`

/** Every key that was ever to sign statements of a log, in the order in which they were announced. */
export const statementKeysOf = async (db: Handle, logId: string): Promise<readonly KnownStatementKey[]> => {
  const { tenantId } = operatorOf(logId)
  const rows = await db
    .selectFrom('statement_key as known')
    .leftJoin('statement', (join) =>
      join
        .onRef('statement.log_id', '=', 'known.log_id')
        .on('statement.tenant_id', '=', tenantId)
        .on((eb) => eb('statement.subject', '=', eb(eb.val(retirementOf('')), '||', eb.ref('known.kid')))),
    )
    .leftJoin('leaf', (join) => join.on(ofOneOwner('leaf', 'statement', 'jti')))
    .select([
      'known.kid',
      'known.x',
      'known.added_at as addedAt',
      'known.used_at as usedAt',
      'known.retired_at as retiredAt',
      'known.is_compromised as isCompromised',
      'leaf.leaf_index as retiredIndex',
    ])
    .where('known.log_id', '=', logId)
    // Null, of the first, comes first.
    .orderBy('known.added_at', (order) => order.asc().nullsFirst())
    .orderBy('known.kid')
    .execute()
  return rows.map((row) => ({ ...row, isCompromised: row.isCompromised === 1 }))
}

/** Adds a key; one that is there already stays as it is. */
export const insertStatementKey = async (
  trx: Writer,
  logId: string,
  { kid, x, addedAt }: Pick<KnownStatementKey, 'kid' | 'x' | 'addedAt'>,
): Promise<void> => {
  await trx
    .insertInto('statement_key')
    .values({ log_id: logId, kid, x, added_at: addedAt, is_compromised: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Notes that a server signs with a key from now on. */
export const useStatementKey = async (
  trx: Writer,
  logId: string,
  kid: string,
  usedAt: number,
): Promise<void> => {
  await trx
    .updateTable('statement_key')
    .set({ used_at: usedAt })
    .where('log_id', '=', logId)
    .where('kid', '=', kid)
    .execute()
}

/** Ends a key. */
export const retireStatementKey = async (
  trx: Writer,
  logId: string,
  { kid, retiredAt, isCompromised }: Pick<KnownStatementKey, 'kid' | 'isCompromised'> & { retiredAt: number },
): Promise<void> => {
  await trx
    .updateTable('statement_key')
    .set({ retired_at: retiredAt, is_compromised: isCompromised ? 1 : 0 })
    .where('log_id', '=', logId)
    .where('kid', '=', kid)
    .execute()
}
