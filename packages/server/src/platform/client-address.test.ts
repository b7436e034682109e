import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

test.each([
  ['whoever connects, not what he says he is', '198.51.100.7', '203.0.113.1', false, '198.51.100.7'],
  ['an IPv4 address that is written as IPv6', '::ffff:198.51.100.7', null, false, '198.51.100.7'],
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
