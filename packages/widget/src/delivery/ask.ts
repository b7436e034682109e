import type { TypedDocumentString } from '../generated/graphql.ts'

/** Why the element cannot do its work; `constat-error` carries it. UNREACHABLE alone is worth another try. */
export type TroubleCause =
  | 'CONFIGURATION'
  | 'UNREACHABLE'
  | 'KEY_REFUSED'
  | 'NOTICE_UNKNOWN'
  | 'RECORD_REFUSED'

/** A cause with what the site's developer can do about it; holds nothing that the person typed. */
export type Trouble = { readonly cause: TroubleCause; readonly message: string }

/** What came of a request. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly trouble: Trouble }

/** The server and the public key by which it knows the site. */
export type Site = { readonly server: string; readonly key: string }

type Reply<Data> = {
  readonly data?: Data | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

/** Long enough for a slow network, short enough for another try. */
const PATIENCE_MS = 30_000

/** Refusals that time may lift: too slow, too early, too many. */
const TEMPORARY: readonly number[] = [408, 425, 429]

/** Builds a refused outcome. */
export const refused = (cause: TroubleCause, message: string): { ok: false; trouble: Trouble } => ({
  ok: false,
  trouble: { cause, message },
})

const causeOf = (status: number, code = ''): TroubleCause => {
  if (status === 401 || status === 403 || /^(ORIGIN_DENIED|UNAUTHENTICATED)$/.test(code)) return 'KEY_REFUSED'
  return status >= 400 && status < 500 && !TEMPORARY.includes(status) ? 'CONFIGURATION' : 'UNREACHABLE'
}

/**
 * Sends one operation over HTTP. Keepalive with JSON is what outlives the navigation that a submit starts (widget.md,
 * finding 3); nothing of the person's other sessions goes along, nor the address of the page, which may name her.
 */
export const ask = async <Data, Variables>(
  { server, key }: Site,
  operation: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Outcome<Data>> => {
  let status = 0
  let reply: Reply<Data> = {}
  try {
    const response = await fetch(server, {
      method: 'POST',
      keepalive: true,
      credentials: 'omit',
      referrerPolicy: 'origin',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: operation.toString(), variables }),
    })
    status = response.status
    reply = await response.json()
  } catch {
    // No answer, or none in JSON: what is known of it is its status.
  }
  const [error] = reply.errors ?? []
  if (status < 400 && reply.data && !error) return { ok: true, value: reply.data }
  const cause = causeOf(status, error?.extensions?.code)
  return refused(
    cause,
    `${server} ${
      cause === 'KEY_REFUSED'
        ? `refused the site key: is it one, not revoked, and does it list ${location.origin}?`
        : `did not answer as a Constat server (HTTP ${status || 'failed'}): is it up?`
    } ${error?.message ?? ''}`,
  )
}
