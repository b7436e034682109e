import { randomFillSync } from 'node:crypto'
import type { Random } from '@constat/core/id'

// One call of the system's generator costs more than the bytes of a whole statement.
const POOL = 4096

/**
 * Random bytes of the system, asked for a pool at a time. Bytes are handed out once, and wiped from the pool as they are:
 * salts and keys must not lie about in memory longer than their users keep them.
 */
export const pooledRandom = (): Random => {
  const pool = new Uint8Array(POOL)
  let used = POOL
  return (length) => {
    if (length > POOL) return randomFillSync(new Uint8Array(length))
    if (used + length > POOL) {
      randomFillSync(pool)
      used = 0
    }
    const bytes = pool.slice(used, used + length)
    pool.fill(0, used, used + length)
    used += length
    return bytes
  }
}
