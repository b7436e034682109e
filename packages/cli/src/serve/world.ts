import { pooledRandom, type World } from '@constat/server/data'
import type { Call } from '@constat/verifier'

/** Random bytes of the system. */
export const systemRandom = pooledRandom()

/** The world of a command, with this log. */
export const worldOf = ({ io }: Call, log: World['log']): World => ({
  log,
  clock: io.clock,
  random: systemRandom,
})
