import { isIP } from 'node:net'
import type { Context as HttpContext } from 'hono'
import { isLoopbackAddress } from '../webhook/address.ts'

/** What the HTTP layer is told of a request beside the request itself. */
export type Peer = { readonly address: string | undefined }

const PREFIX_GROUPS = 4

// Whoever has one IPv6 address has the 2^64 beside it.
const network = (address: string): string => {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''))
  const filled = [
    ...(before ?? []),
    ...Array<string>(8 - (before?.length ?? 0) - (after?.length ?? 0)).fill('0'),
  ]
  const groups = tail === undefined ? (before ?? []) : [...filled, ...(after ?? [])]
  return groups
    .slice(0, PREFIX_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

/**
 * Who asks, to count by: an IPv4 address, or the /64 of an IPv6 one. A proxy that speaks for others is believed when it is
 * declared or on this machine; undefined where it does not say for whom, since that would be everybody.
 *
 * @param socket address of whoever opened the connection
 * @param forwarded the request's `X-Forwarded-For`, to which the proxy has added the last
 * @param behindProxy whether every request comes from a proxy
 */
export const clientAddress = (
  socket: string | undefined,
  forwarded: string | null,
  behindProxy: boolean,
): string | undefined => {
  if (socket === undefined) return undefined
  const direct = network(socket)
  if (!behindProxy && !isLoopbackAddress(direct) && !isLoopbackAddress(socket)) return direct
  const last = forwarded?.split(',').at(-1)?.trim() ?? ''
  return isIP(last) === 0 || last.includes('%') ? undefined : network(last)
}

/** The address that a request was handed to the application with; undefined when it came without. */
export const addressOf = ({ env }: HttpContext): string | undefined => {
  const peer: unknown = env
  return typeof peer === 'object' && peer !== null && 'address' in peer && typeof peer.address === 'string'
    ? peer.address
    : undefined
}
