import { randomBytes } from 'node:crypto'
import type { World } from '@constat/server'
import type { Call } from '@constat/verifier'

/** Random bytes of the system. */
export const systemRandom = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length))

/** The world of a command, with this log. */
export const worldOf = ({ io }: Call, log: World['log']): World => ({
  log,
  clock: io.clock,
  random: systemRandom,
})
