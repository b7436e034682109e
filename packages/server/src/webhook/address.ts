import { BlockList, isIP } from 'node:net'

// IANA IPv4 Special-Purpose Address Registry: all that is not for everyone to reach.
const NOT_PUBLIC_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
// Of IPv6 only 2000::/3 is given out; in it are those that stand for an IPv4 address (Teredo, 6to4) or for none.
const NOT_PUBLIC_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const listOf = (family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList()
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family)
  return list
}

const notPublic4 = listOf('ipv4', NOT_PUBLIC_4)
const notPublic6 = listOf('ipv6', NOT_PUBLIC_6)
const givenOut6 = listOf('ipv6', [['2000::', 3]])
const loopback4 = listOf('ipv4', [['127.0.0.0', 8]])
const loopback6 = listOf('ipv6', [['::1', 128]])

/**
 * Whether an address is one that anybody on the internet may reach: not private, shared (CGNAT), loopback, link-local,
 * multicast, reserved, nor an IPv6 address that maps, translates or tunnels to an IPv4 one.
 */
export const isPublicAddress = (address: string): boolean => {
  if (isIP(address) === 4) return !notPublic4.check(address, 'ipv4')
  if (isIP(address) !== 6 || address.includes('%')) return false
  return givenOut6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6')
}

/** Whether an address is of this machine itself. */
export const isLoopbackAddress = (address: string): boolean => {
  if (isIP(address) === 4) return loopback4.check(address, 'ipv4')
  // A mapped IPv4 address would be taken for one.
  return isIP(address) === 6 && !address.includes('.') && loopback6.check(address, 'ipv6')
}
