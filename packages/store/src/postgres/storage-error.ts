import { DatabaseError } from 'pg'
import { StorageUnavailable, type UnavailableReason } from '../store.ts'
import { isTlsFault } from '../tls-fault.ts'

// SQLSTATE codes (PostgreSQL, appendix A) by what they begin with; the first that fits holds.
const REASONS: readonly (readonly [string, UnavailableReason])[] = [
  ['53100', 'FULL'],
  ['53', 'LOCKED'],
  ['55P03', 'LOCKED'],
  ['40', 'LOCKED'],
  ['57014', 'LOCKED'],
  ['25P03', 'LOCKED'],
  ['25P04', 'LOCKED'],
  ['25006', 'READ_ONLY'],
  ['57P', 'IO'],
  ['08', 'IO'],
  ['58', 'IO'],
  ['F0', 'IO'],
  ['XX001', 'CORRUPT'],
  ['XX002', 'CORRUPT'],
]

// What Node says of sockets and names.
const NETWORK = /^E[A-Z_]+$/
// What pg says of a connection that ended, without a code.
const LOST =
  /^(Connection terminated|Client (was closed|has encountered)|timeout (exceeded|expired)|Query read timeout)/
// What pg says of a server that answers that it speaks no TLS.
const NO_TLS = /^(The server does not support SSL|There was an error establishing an SSL)/

/** Of integrity (class 23) and of names and rights (class 42): those messages hold names of tables and columns alone. */
const NAMES_ONLY = /^(23|42)/

/** A statement that PostgreSQL refused, without the values of its rows: its own error holds them in `detail`. */
export class StatementRefused extends Error {
  override readonly name = 'StatementRefused'
  /** SQLSTATE. */
  readonly code: string

  constructor({ code = '', message }: DatabaseError) {
    super(NAMES_ONLY.test(code) ? message : `PostgreSQL refused a statement with SQLSTATE ${code}`)
    this.code = code
  }
}

/**
 * What to throw for what the driver threw: {@link StorageUnavailable} for a fault of server, network, TLS, disk or lock; a refusal
 * without the values that it was about; anything else as it is.
 */
export const storageError = (error: unknown): unknown => {
  if (error instanceof DatabaseError) {
    const { code = '' } = error
    const [, reason] = REASONS.find(([prefix]) => code.startsWith(prefix)) ?? []
    const refused = new StatementRefused(error)
    return reason === undefined ? refused : new StorageUnavailable(reason, { cause: refused })
  }
  if (!(error instanceof Error) || error instanceof StorageUnavailable) return error
  if (isTlsFault(error) || NO_TLS.test(error.message)) return new StorageUnavailable('TLS', { cause: error })
  const isNetwork = 'code' in error && typeof error.code === 'string' && NETWORK.test(error.code)
  return isNetwork || LOST.test(error.message) ? new StorageUnavailable('IO', { cause: error }) : error
}

/** PostgreSQL takes no connection now, for whatever reason; the cause is what it said. */
class ConnectionRefused extends StorageUnavailable {}

/**
 * What to throw for what went wrong while connecting: always {@link StorageUnavailable}. A role, a password or a database that is not
 * accepted was accepted before, and may be again without a word of ours: while its manager changes it, or in a failover.
 */
export const connectionError = (error: unknown): StorageUnavailable => {
  const fault = storageError(error)
  return fault instanceof StorageUnavailable ? fault : new ConnectionRefused('IO', { cause: fault })
}

/** The same before anything was ever answered: a refusal that will not pass by itself is what PostgreSQL said. */
export const faultAtStart = (error: unknown): unknown => {
  const fault = storageError(error)
  return fault instanceof ConnectionRefused ? fault.cause : fault
}
