import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

test.each([
  ['whoever connects, not what he says he is', '198.51.100.7', '203.0.113.1', false, '198.51.100.7'],
  ['an IPv4 address that is written as IPv6', '::ffff:198.51.100.7', null, false, '198.51.100.7'],
  ['an IPv4 address that is written as IPv6 in digits', '::ffff:c633:6407', null, false, '198.51.100.7'],
  ['the same written out', '0:0:0:0:0:FFFF:198.51.100.7', null, false, '198.51.100.7'],
  ['a network of IPv6 with a zone', 'fe80::1%eth0', null, false, 'fe80:0:0:0'],
  ['a network of IPv6 whose end is written as IPv4', '64:ff9b::192.0.2.1', null, false, '64:ff9b:0:0'],
  ['a network of IPv6 without a gap', '2001:db8:1:2:3:4:5:6', null, false, '2001:db8:1:2'],
  ['a network of IPv6', '2001:db8:1:2:aaaa::1', null, false, '2001:db8:1:2'],
  ['the same network written otherwise', '2001:0db8:1:2::', null, false, '2001:db8:1:2'],
  ['a short IPv6 address', '2001:db8::1', null, false, '2001:db8:0:0'],
  ['what a declared proxy added last', '10.0.0.1', '1.2.3.4, 203.0.113.1', true, '203.0.113.1'],
  ['what a proxy on this machine added', '127.0.0.1', '203.0.113.1', false, '203.0.113.1'],
  ['nobody, when a proxy does not say', '127.0.0.1', null, false, undefined],
  ['nobody, when a proxy says no address', '::1', 'unknown', false, undefined],
  ['nobody, in process', undefined, '203.0.113.1', false, undefined],
])('counted is %s', (_name, socket, forwarded, behindProxy, expected) => {
  expect(clientAddress(socket, forwarded, behindProxy)).toBe(expected)
})
