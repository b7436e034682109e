import { findLog, type Handle } from '@constat/store'
import { formatPolicy, parsePolicy, QUORUM_NONE, type Policy } from '@constat/tlog'
import type { Deps } from '../platform/context.ts'
import { readSetting } from '../platform/setting.ts'
import { FIRST_LOG } from './first-log.ts'
import { vkeyOfLog } from './log-key.ts'

/** The witnesses that are asked to cosign, and how many of them a verifier should insist on. */
export type WitnessPolicy = Omit<Policy, 'logs'>

const NO_WITNESSES: WitnessPolicy = { witnesses: [], groups: [], quorum: QUORUM_NONE }

/**
 * Reads the witnesses of a tlog-policy file; the logs that it may name are left out, as this server knows its own.
 *
 * @throws Error naming the file and the line when it is no policy, or a witness has no http(s) URL to be asked at.
 */
export const readWitnesses = async (path: string): Promise<WitnessPolicy> => {
  const parsed = parsePolicy(await readSetting('CONSTAT_WITNESSES', path))
  if (!parsed.ok) throw new Error(`${path} is no tlog-policy: ${parsed.code}, line ${parsed.line}.`)
  const { witnesses, groups, quorum } = parsed.value
  const mute = witnesses.find(({ url }) => !/^https?:\/\//.test(url ?? ''))
  if (mute) throw new Error(`${path}: the witness ${mute.name} needs the http(s) URL at which it is asked.`)
  return { witnesses, groups, quorum }
}

/** Whether the published policy believes no head that witnesses have not signed. */
export const isQuorumRequired = ({ witnesses = NO_WITNESSES }: Pick<Deps, 'witnesses'>): boolean =>
  witnesses.quorum !== QUORUM_NONE

/** What a verifier of this server's first log should trust (C2SP tlog-policy); undefined before there is a log. */
export const policyText = async (
  { keys, witnesses = NO_WITNESSES }: Pick<Deps, 'keys' | 'witnesses'>,
  db: Handle,
): Promise<string | undefined> => {
  const log = await findLog(db, FIRST_LOG)
  return log && formatPolicy({ logs: [{ vkey: vkeyOfLog(log.origin, keys.log) }], ...witnesses })
}
