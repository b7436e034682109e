import { createHash } from 'node:crypto'
import type { Sha256 } from '@constat/core/canonical'
import { makeWidgetStatement } from '@constat/evidence'
import { insertStatement, operatorOf, RELEASED, statementAbout } from '@constat/store'
import { FIRST_LOG } from '../log/first-log.ts'
import { pledgeOf } from '../log/pledge.ts'
import type { Deps } from '../platform/context.ts'

/** A build of the widget, as it says of itself what it is. */
export type WidgetRelease = { readonly version: string; readonly sha256: Sha256 }

/** What the statement of a release is stored under. */
export const releaseOf = ({ version, sha256 }: WidgetRelease): string => `${RELEASED}${version} ${sha256}`

/**
 * States in the log that a build of the widget was released, once per build: certificates of consents that came from it
 * later then show that its code was public before (CNIL deliberation 2020-092).
 *
 * @returns whether it was stated now; false where it had been.
 */
export const releaseWidget = (
  deps: Pick<Deps, 'store' | 'keys' | 'clock' | 'random' | 'issuer' | 'witnesses'>,
  { version, sha256 }: WidgetRelease,
): Promise<boolean> =>
  deps.store.write(async (trx) => {
    const widget = { version, sha256 }
    const subject = releaseOf(widget)
    if (await statementAbout(trx, FIRST_LOG, subject)) return false
    const scope = operatorOf(FIRST_LOG)
    const recordedAt = deps.clock()
    const statement = makeWidgetStatement(
      { ...(await pledgeOf(deps, trx, scope)), recordedAt, widget },
      { key: deps.keys.statement, random: deps.random },
    )
    await insertStatement(trx, scope, { ...statement, subject, createdAt: recordedAt })
    return true
  })

const HASH = /[0-9a-f]{64}/g
const NO_HASH = '0'.repeat(64)

/**
 * The hash that a widget file says is its own: SHA-256 of the file with those 64 digits written as zeros, since none can
 * hold its own hash. Undefined for a file that holds none, or was changed since it was built.
 */
export const ownHashOf = (code: string): Sha256 | undefined => {
  const said = new Set(code.match(HASH)?.slice(0, 100))
  return [...said].find(
    (hash) => createHash('sha256').update(code.replace(hash, NO_HASH)).digest('hex') === hash,
  )
}
