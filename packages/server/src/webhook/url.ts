import { isIP } from 'node:net'
import type { InputIssue } from '@constat/core/problem'
import { issue } from '../platform/problem.ts'
import { isLoopbackAddress, isPublicAddress } from './address.ts'

const MAX_LENGTH = 2_048
// Below stand services that speak first or read lines: nothing that is told of events.
const LOWEST_PORT = 1_024
const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i

/** The host of a URL without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

const isLocal = (host: string): boolean => (isIP(host) ? !isPublicAddress(host) : LOCAL_NAME.test(host))

/** Whether a host, without brackets, is this machine itself. */
export const isLoopback = (host: string): boolean =>
  isIP(host) ? isLoopbackAddress(host) : /^localhost$/i.test(host)

/** Whether a URL names this machine itself. */
export const isLoopbackHost = (url: URL): boolean => isLoopback(hostOf(url))

/**
 * What is wrong with the URL of a webhook as it is written. What its name resolves to is looked at each time it is used.
 *
 * @param mayLoopBack whether this machine itself may be named, over http too: in development only.
 */
export const webhookUrlIssues = (
  url: URL,
  path: readonly string[],
  mayLoopBack: boolean,
): readonly InputIssue[] => {
  const host = hostOf(url)
  const allowedLoopback = mayLoopBack && isLoopback(host)
  return [
    ...(url.href.length > MAX_LENGTH
      ? [issue(path, 'too-long', `Write at most ${MAX_LENGTH} characters.`)]
      : []),
    ...(url.protocol === 'https:' || (allowedLoopback && url.protocol === 'http:')
      ? []
      : [issue(path, 'https', 'Give a URL that begins with https://.')]),
    ...(url.port === '' || Number(url.port) >= LOWEST_PORT || allowedLoopback
      ? []
      : [issue(path, 'port', `Use port 443, or one from ${LOWEST_PORT} on.`)]),
    ...(url.username || url.password
      ? [
          issue(
            path,
            'no-credentials',
            'Take user name and password out of the URL: the signature tells that it is us.',
          ),
        ]
      : []),
    ...(url.hash ? [issue(path, 'no-fragment', 'Take the part after # out: it is never sent.')] : []),
    ...(isLocal(host) && !allowedLoopback
      ? [issue(path, 'public-address', 'Name a host that can be reached from the internet.')]
      : []),
  ]
}
