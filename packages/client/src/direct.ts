import { RequestRefused } from './failure.ts'

/**
 * How to send: a redirect that was followed would take key and contacts where nobody meant them to go. Not `error`, which some
 * workers do not have and which names no reason.
 */
export const DIRECT = { redirect: 'manual' } as const

/**
 * Holds an answer to come from the address that was asked.
 *
 * @throws RequestRefused for a redirect, of which browsers hide the status.
 */
export const requireDirect = (response: Response): void => {
  const { status, type } = response
  if (type !== 'opaqueredirect' && (status < 300 || status >= 400)) return
  void response.body?.cancel()
  throw new RequestRefused(
    'The server sends its callers to another address, where nothing was sent: give the URL of the endpoint itself.',
    'UNREADABLE',
    status,
    [],
  )
}
