import { getCACertificates } from 'node:tls'
import type { ClientConfig } from 'pg'
import { parse, toClientConfig, type ConnectionOptions } from 'pg-connection-string'

// The one mode that pg reads as libpq does, and that holds the certificate to the name. It takes prefer, require and verify-ca
// for the same now, says that it will not for long, and without a mode speaks in clear.
const isVerifyFull = ({ sslmode }: ConnectionOptions): boolean => sslmode === 'verify-full'

// libpq's word for the authorities of this machine; the driver takes it for a file.
const SYSTEM = 'system'

/** An address as the driver reads it, and whether its authorities are those of this machine. */
const read = (url: string): { readonly parsed: ConnectionOptions; readonly isOfSystem: boolean } => {
  if (!URL.canParse(url)) return { parsed: parse(url), isOfSystem: false }
  const named = new URL(url)
  // The driver goes by the last.
  const isOfSystem = named.searchParams.getAll('sslrootcert').at(-1) === SYSTEM
  if (isOfSystem) named.searchParams.delete('sslrootcert')
  return { parsed: parse(isOfSystem ? named.href : url), isOfSystem }
}

/** How a PostgreSQL server is reached by an address, as the driver reads it. */
export type PostgresReach = {
  /** Name or IP address of the server, or the folder of its Unix socket. */
  readonly host: string
  /** Whether TLS is spoken, and to nobody but a server whose certificate is believed and of this name. */
  readonly isVerified: boolean
}

/** How an address is reached; undefined when it cannot be read, or a file that it names. */
export const reachOf = (url: string): PostgresReach | undefined => {
  try {
    const { parsed } = read(url)
    return { host: parsed.host ?? '', isVerified: isVerifyFull(parsed) }
  } catch {
    return undefined
  }
}

/** What the driver is given for an address. A certificate that has to be believed is, whatever the process is told of others. */
export const connectionOf = (url: string): ClientConfig => {
  const { parsed, isOfSystem } = read(url)
  const ssl = typeof parsed.ssl === 'object' ? parsed.ssl : {}
  const authorities = isOfSystem ? { ca: getCACertificates('system').join('\n') } : {}
  return toClientConfig(
    isVerifyFull(parsed) ? { ...parsed, ssl: { ...ssl, ...authorities, rejectUnauthorized: true } } : parsed,
  )
}
