import {
  generateStatementKey,
  makeKeyAddedStatement,
  makeKeyRevokedStatement,
  statementJwk,
  statementJwks,
  type PublishedJwk,
  type StatementJwks,
  type StatementKey,
} from '@constat/evidence'
import {
  findLog,
  insertStatement,
  insertStatementKey,
  operatorOf,
  retirementOf,
  retireStatementKey,
  statementKeysOf,
  useStatementKey,
  type Handle,
  type KnownStatementKey,
  type Writer,
} from '@constat/store'
import { FIRST_LOG } from '../log/first-log.ts'
import { LogFault } from '../log/log-fault.ts'
import { pledgeOf } from '../log/pledge.ts'
import type { Deps } from '../platform/context.ts'
import { restatePublications } from './restate.ts'

type SigningDeps = Pick<Deps, 'store' | 'keys' | 'clock' | 'random' | 'issuer' | 'witnesses'>

/** Why a change of signing keys is refused. */
export type SigningKeyFault =
  | 'key-waiting'
  /** One was announced, and the server's keys do not hold it: the command that made it was ended before it wrote it. */
  | 'key-lost'
  | 'key-unknown'
  | 'key-already-retired'
  | 'key-in-use'

export type SigningKeyChange<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: SigningKeyFault; readonly kid: string }

const refuse = (fault: SigningKeyFault, kid: string) => ({ ok: false, fault, kid }) as const

const last = (keys: readonly KnownStatementKey[]): KnownStatementKey | undefined =>
  keys.reduce<KnownStatementKey | undefined>(
    (latest, key) => ((key.usedAt ?? -1) > (latest?.usedAt ?? -1) ? key : latest),
    undefined,
  )

/** A key of statements and where it stands: the one that a server has last begun to sign with is ACTIVE. */
export type SigningKey = KnownStatementKey & {
  readonly status: 'WAITING' | 'ACTIVE' | 'REPLACED' | 'RETIRED' | 'COMPROMISED'
}

const statusOf = (key: KnownStatementKey, active: string | undefined): SigningKey['status'] => {
  if (key.retiredAt !== null) return key.isCompromised ? 'COMPROMISED' : 'RETIRED'
  if (key.usedAt === null) return 'WAITING'
  return key.kid === active ? 'ACTIVE' : 'REPLACED'
}

/** Every key of statements that the first log has known, oldest first. */
export const signingKeys = async (db: Handle): Promise<readonly SigningKey[]> => {
  const keys = await statementKeysOf(db, FIRST_LOG)
  const active = last(keys)?.kid
  return keys.map((key) => ({ ...key, status: statusOf(key, active) }))
}

/**
 * Notes with which key this server signs from now on.
 *
 * @throws LogFault statement-key-retired where that key was ended, statement-key-ahead where the clock is before its
 *   announcement: verifiers refuse what it signs.
 */
export const noteSigningKey = async (
  { keys: { statement }, clock }: Pick<Deps, 'keys' | 'clock'>,
  trx: Writer,
): Promise<void> => {
  const { kid, jwk } = statement
  const known = await statementKeysOf(trx, FIRST_LOG)
  if (known.some((key) => key.kid === kid && key.retiredAt !== null))
    throw new LogFault(
      'statement-key-retired',
      `the key in statement.pem (${kid}) was retired: put back the newest statement.pem, the one that \`constat signing-key add\` made.`,
    )
  const now = clock()
  const { addedAt = null } = known.find((key) => key.kid === kid) ?? {}
  if (addedAt !== null && now < addedAt)
    throw new LogFault(
      'statement-key-ahead',
      `the clock says ${new Date(now).toISOString()}, but the key in statement.pem (${kid}) signs from ${new Date(addedAt).toISOString()} on, and verifiers refuse what it signs before: set the clock right, or start again then. If the clock was ahead when that key was added, put the statement.<kid>.pem of the key before it back as statement.pem, then \`constat signing-key retire ${kid}\` and \`constat signing-key add\`.`,
    )
  await insertStatementKey(trx, FIRST_LOG, { kid, x: jwk.x, addedAt: known.length === 0 ? null : now })
  // Later than every other, whatever the clock does.
  await useStatementKey(trx, FIRST_LOG, kid, Math.max(now, (last(known)?.usedAt ?? 0) + 1))
}

/**
 * Makes a key and announces, signed by that of today, that it signs from the next start of the server on.
 *
 * @returns the key, to be put where the server reads it; `key-waiting` while one that was announced has not begun to sign,
 *   `key-lost` where that one is not in `keys`.
 */
export const addSigningKey = (deps: SigningDeps): Promise<SigningKeyChange<StatementKey>> =>
  deps.store.write(async (trx) => {
    const { keys, random, clock } = deps
    const waiting = (await signingKeys(trx)).find(({ status }) => status === 'WAITING')
    if (waiting) return refuse(waiting.kid === keys.statement.kid ? 'key-waiting' : 'key-lost', waiting.kid)
    const key = generateStatementKey(random)
    const { kid, jwk } = key
    const recordedAt = clock()
    const scope = operatorOf(FIRST_LOG)
    const statement = makeKeyAddedStatement(
      { ...(await pledgeOf(deps, trx, scope)), recordedAt, key: { kid, x: jwk.x } },
      { key: keys.statement, random },
    )
    await insertStatement(trx, scope, { ...statement, subject: `key.added ${kid}`, createdAt: recordedAt })
    await insertStatementKey(trx, FIRST_LOG, { kid, x: jwk.x, addedAt: recordedAt })
    return { ok: true, value: key } as const
  })

/**
 * Ends a key that no server signs with any more. What it signed until then stays good by its place in the log, unless
 * someone else may have it: then only what others saw before this moment, and what it published is stated anew.
 *
 * @returns `key-in-use` for the key that signs, or last did.
 */
export const retireSigningKey = (
  deps: SigningDeps,
  kid: string,
  isCompromised: boolean,
): Promise<SigningKeyChange<SigningKey>> =>
  deps.store.write(async (trx) => {
    const key = (await signingKeys(trx)).find((each) => each.kid === kid)
    if (!key) return refuse('key-unknown', kid)
    if (key.retiredAt !== null) return refuse('key-already-retired', kid)
    const { keys, random, clock } = deps
    if (key.status === 'ACTIVE' || kid === keys.statement.kid) return refuse('key-in-use', kid)
    const recordedAt = clock()
    const scope = operatorOf(FIRST_LOG)
    const reason = isCompromised ? 'compromised' : 'retired'
    const statement = makeKeyRevokedStatement(
      { ...(await pledgeOf(deps, trx, scope)), recordedAt, key: { kid, reason } },
      { key: keys.statement, random },
    )
    await insertStatement(trx, scope, { ...statement, subject: retirementOf(kid), createdAt: recordedAt })
    await retireStatementKey(trx, FIRST_LOG, { kid, retiredAt: recordedAt, isCompromised })
    if (isCompromised) await restatePublications(deps, trx)
    return { ok: true, value: key } as const
  })

const seconds = (ms: number): number => Math.floor(ms / 1000)

const boundsOf = (
  { addedAt, retiredAt, isCompromised, retiredIndex }: KnownStatementKey,
  log: string,
): Pick<PublishedJwk, 'nbf' | 'retired' | 'revoked'> => ({
  ...(addedAt === null ? {} : { nbf: seconds(addedAt) }),
  ...(retiredAt !== null && isCompromised
    ? { revoked: { revoked_at: seconds(retiredAt), reason: 'compromised' as const } }
    : {}),
  ...(retiredIndex === null ? {} : { retired: { log, index: retiredIndex } }),
})

/** Every statement key ever used, with its bounds; that of this server alone before there is a log. */
export const publishedJwks = async ({ keys }: Pick<Deps, 'keys'>, db: Handle): Promise<StatementJwks> => {
  const log = await findLog(db, FIRST_LOG)
  const known = log ? await statementKeysOf(db, FIRST_LOG) : []
  if (!log || known.length === 0) return statementJwks([keys.statement])
  return { keys: known.map((key) => ({ ...statementJwk(key.x), ...boundsOf(key, log.origin) })) }
}
