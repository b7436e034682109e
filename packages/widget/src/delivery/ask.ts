import type { TypedDocumentString } from '../generated/graphql.ts'

/** Why the element cannot do its work; `constat-error` carries it. UNREACHABLE alone is worth another try. */
export type TroubleCause =
  | 'CONFIGURATION'
  | 'UNREACHABLE'
  | 'KEY_REFUSED'
  | 'NOTICE_UNKNOWN'
  | 'RECORD_REFUSED'
  | 'CONTACT_REFUSED'

/** A cause with what the site's developer can do about it; holds nothing that the person typed. */
export class Trouble extends Error {
  declare readonly cause: TroubleCause

  constructor(cause: TroubleCause, message: string) {
    super(message, { cause })
  }
}

/** The server and the public key by which it knows the site. */
export type Site = { readonly server: string; readonly key: string }

type Reply<Data> = {
  readonly data?: Data | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

/** As long is an answer waited for: enough for a slow network, short enough for another try. */
export const PATIENCE_MS = 30_000
const PROBE_MS = 3000

/** How the message of a server ends that gave no answer. */
export const NO_ANSWER = 'no answer: '

/** Statuses and codes of a refused key, whatever else a message may say; and statuses that no time will mend: not those of too slow, too early, too many. */
const REFUSED_KEY = /40[13]|ORIGIN_DENIED|UNAUTHENTICATED/
const FINAL = /^4(?!08|25|29)/

/**
 * Sends one operation over HTTP, by the id under which the server knows it. A query goes by GET, which caches keep, as `caching` says; keepalive
 * with JSON is what outlives the navigation that a submit starts (widget.md, finding 3). Nothing of the person's other sessions goes
 * along, nor the address of the page, which may name her.
 *
 * @throws Trouble
 */
export const ask = async <Data, Variables>(
  { server, key }: Site,
  operation: TypedDocumentString<Data, Variables>,
  variables: Variables,
  caching?: RequestCache,
): Promise<Data> => {
  if (/^constat_(?!site_)/.test(key))
    throw new Trouble('CONFIGURATION', 'site-key is a secret key: revoke it now.')
  const documentId = operation['__meta__']?.['hash']
  const query = new URLSearchParams({ documentId, variables: JSON.stringify(variables) }).toString()
  let status = 0
  let reply: Reply<Data> = {}
  try {
    const response = await fetch(caching ? `${server}?${query}` : server, {
      ...(caching ? { cache: caching } : { method: 'POST', body: JSON.stringify({ documentId, variables }) }),
      keepalive: true,
      credentials: 'omit',
      referrerPolicy: 'origin',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    })
    status = response.status
    reply = { ...(await response.json()) }
  } catch {
    // No answer, or none in JSON: what is known of it is its status.
  }
  const [error] = [reply.errors].flat()
  if (status < 400 && reply.data && !error) return reply.data
  const code = error?.extensions?.code
  const kind = `${status} ${code ?? ''}`
  const said = `${kind} ${error?.message ?? ''}`
  // What stands between here and the server, and knows none of its codes, may refuse a record for a while; a notice that it refuses is the
  // developer's to see.
  const isFinal = code ?? caching
  if (isFinal && REFUSED_KEY.test(kind))
    throw new Trouble(
      'KEY_REFUSED',
      `${server}: ${said} Give a site key that is not revoked and lists ${location.origin}.`,
    )
  throw new Trouble(
    isFinal && FINAL.test(said) ? 'CONFIGURATION' : 'UNREACHABLE',
    status ? `${server}: ${said} is no answer of a Constat server.` : `${server}: ${NO_ANSWER}`,
  )
}

/**
 * Why a server gave no answer, as far as a page can tell: a browser keeps it from scripts whether a network is down or an answer is not
 * for them (Fetch, "CORS protocol").
 */
export const whyNoAnswer = async (server: string): Promise<string> => {
  if (!navigator.onLine) return 'this browser is offline'
  let isForbidden = false
  addEventListener('securitypolicyviolation', () => (isForbidden = true), { once: true })
  const request = {
    mode: 'no-cors',
    credentials: 'omit',
    referrerPolicy: 'origin',
    signal: AbortSignal.timeout(PROBE_MS),
  } as const
  const isThere = await fetch(server, request).then(Boolean, () => false)
  // Violations are told in a turn of their own.
  await new Promise((resolve) => setTimeout(resolve))
  if (isForbidden) return 'connect-src of this page forbids it'
  return isThere ? 'its answer is not for this site (CORS): is it the endpoint?' : 'is it up?'
}
