import { isIP } from 'node:net'
import type { Context as HttpContext } from 'hono'
import { isLoopbackAddress } from '../webhook/address.ts'

/** What the HTTP layer is told of a request beside the request itself. */
export type Peer = { readonly address: string | undefined }

const PREFIX_GROUPS = 4

const ipv4Of = (groups: readonly string[]): string =>
  groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.')

/**
 * What is counted as one address: an IPv4 address, also where it is written as IPv6, or the /64 of an IPv6 one, since whoever
 * has one of its addresses has the 2^64 beside it.
 */
export const networkOf = (address: string): string => {
  if (isIP(address) !== 6) return address
  const [unzoned = ''] = address.split('%')
  // URLs write each address in one way, without dots.
  const written = new URL(`http://[${unzoned}]`).hostname.slice(1, -1)
  const [, ...mapped] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(written) ?? []
  if (mapped.length > 0) return ipv4Of(mapped)
  const [before = [], after = []] = written
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''))
  const gap = Array<string>(8 - before.length - after.length).fill('0')
  return [...before, ...gap, ...after].slice(0, PREFIX_GROUPS).join(':')
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
  const direct = networkOf(socket)
  if (!behindProxy && !isLoopbackAddress(direct) && !isLoopbackAddress(socket)) return direct
  const last = forwarded?.split(',').at(-1)?.trim() ?? ''
  return isIP(last) === 0 || last.includes('%') ? undefined : networkOf(last)
}

/** The address that a request was handed to the application with; undefined when it came without. */
export const addressOf = ({ env }: HttpContext): string | undefined => {
  const peer: unknown = env
  return typeof peer === 'object' && peer !== null && 'address' in peer && typeof peer.address === 'string'
    ? peer.address
    : undefined
}
