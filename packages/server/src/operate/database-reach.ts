import { reachOf, UnsafeDatabase } from '@constat/store'
import { isLoopback } from '../webhook/url.ts'

/** What to do about a database that others could listen to, or answer for. */
export const REACH_BY_TLS =
  'Put ?sslmode=verify-full behind the address of a database on another machine, with &sslrootcert= and the file of its authority where that is your own: else contacts cross the network for all to read.'

/** Whether a database is on this machine itself, or is spoken to by TLS under a certificate that is believed and of its name. */
export const isReachSafe = (url: string): boolean => {
  const reach = reachOf(url)
  return reach !== undefined && (reach.isVerified || reach.host.startsWith('/') || isLoopback(reach.host))
}

/**
 * Gives an address back, for whatever is about to connect to it.
 *
 * @throws UnsafeDatabase
 */
export const reachSafely = (url: string): string => {
  if (!isReachSafe(url)) throw new UnsafeDatabase(`the way to the database is not safe. ${REACH_BY_TLS}`)
  return url
}
