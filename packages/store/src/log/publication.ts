import { ofOneOwner, operatorOf, owner } from '../scope.ts'
import type { Handle } from '../store.ts'

/** A statement as it is stored. */
export type StoredStatement = { readonly jti: string; readonly jws: string }

/** Starts the subject of the statement that a build of the widget was released. */
export const RELEASED = 'widget.released '

/** The subject of the statement of a publication that was made anew under another key. */
export const restatementOf = (jti: string, kid: string): string => `restated ${jti} ${kid}`

/**
 * The first statement of each publication in a log: of notice versions, whoever's they are, and of builds of the widget. The
 * operator alone, who signs for all tenants of a log, asks this.
 */
export const publicationsOf = async (db: Handle, logId: string): Promise<readonly StoredStatement[]> => {
  const notices = await db
    .selectFrom('notice_version as version')
    .innerJoin('statement', (join) =>
      join.on(ofOneOwner('statement', 'version')).onRef('statement.notice_id', '=', 'version.id'),
    )
    .select(['statement.jti', 'statement.jws'])
    .where('version.log_id', '=', logId)
    .execute()
  const releases = await db
    .selectFrom('statement')
    .select(['jti', 'jws'])
    .where((eb) => eb.and(owner(operatorOf(logId))))
    .where('subject', 'like', `${RELEASED}%`)
    .execute()
  return [...notices, ...releases]
}

/** The statements of a publication that were made anew under any of these keys. */
export const restatementsOf = async (
  db: Handle,
  logId: string,
  jti: string,
  kids: readonly string[],
): Promise<readonly StoredStatement[]> => {
  if (kids.length === 0) return []
  return db
    .selectFrom('statement')
    .select(['jti', 'jws'])
    .where((eb) => eb.and(owner(operatorOf(logId))))
    .where(
      'subject',
      'in',
      kids.map((kid) => restatementOf(jti, kid)),
    )
    .execute()
}
