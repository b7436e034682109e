import {
  makeNoticeStatement,
  makeWidgetStatement,
  NOTICE_PUBLISHED,
  type NoticePayload,
  type WidgetPayload,
} from '@constat/evidence'
import {
  insertStatement,
  operatorOf,
  publicationsOf,
  restatementOf,
  restatementsOf,
  statementKeysOf,
  type Handle,
  type KnownStatementKey,
  type StoredStatement,
  type Writer,
} from '@constat/store'
import { FIRST_LOG } from '../log/first-log.ts'
import { pledgeOf } from '../log/pledge.ts'
import type { Deps } from '../platform/context.ts'

const partOf = (jws: string, at: 0 | 1): string =>
  Buffer.from(jws.split('.')[at] ?? '', 'base64url').toString()

const signerOf = (jws: string): string => {
  const { kid }: { readonly kid: string } = JSON.parse(partOf(jws, 0))
  return kid
}

const publishedIn = (jws: string): NoticePayload | WidgetPayload => JSON.parse(partOf(jws, 1))

const believedOf = (keys: readonly KnownStatementKey[]): readonly string[] =>
  keys.filter(({ isCompromised }) => !isCompromised).map(({ kid }) => kid)

/**
 * The statements of a publication that were made anew since keys that signed it were ended as compromised; none while no
 * key was.
 */
export const restatedOf = async (
  db: Handle,
  logId: string,
  { jti }: StoredStatement,
): Promise<readonly StoredStatement[]> => {
  const keys = await statementKeysOf(db, logId)
  return keys.some(({ isCompromised }) => isCompromised)
    ? restatementsOf(db, logId, jti, believedOf(keys))
    : []
}

/**
 * States anew, under the key of today, each notice version and each build of the widget whose publication is signed by
 * compromised keys alone: consents from now on then show again that what they rest on was public before.
 */
export const restatePublications = async (
  deps: Pick<Deps, 'keys' | 'clock' | 'random' | 'issuer' | 'witnesses'>,
  trx: Writer,
): Promise<void> => {
  const known = await statementKeysOf(trx, FIRST_LOG)
  if (!known.some(({ isCompromised }) => isCompromised)) return
  const believed = believedOf(known)
  const scope = operatorOf(FIRST_LOG)
  const recordedAt = deps.clock()
  const facts = { ...(await pledgeOf(deps, trx, scope)), recordedAt }
  const signer = { key: deps.keys.statement, random: deps.random }
  for (const { jti, jws } of await publicationsOf(trx, FIRST_LOG)) {
    if (believed.includes(signerOf(jws))) continue
    if ((await restatementsOf(trx, FIRST_LOG, jti, believed)).length > 0) continue
    const published = publishedIn(jws)
    const statement =
      published.event === NOTICE_PUBLISHED
        ? makeNoticeStatement({ ...facts, tenant: published.tenant, notice: published.notice }, signer)
        : makeWidgetStatement({ ...facts, widget: published.widget }, signer)
    const subject = restatementOf(jti, signer.key.kid)
    await insertStatement(trx, scope, { ...statement, subject, createdAt: recordedAt })
  }
}
