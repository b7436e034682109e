import type { TypedDocumentString } from '../generated/graphql.ts'

/** Why the element cannot do its work; `constat-error` carries it. */
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

/** Builds a refused outcome. */
export const refused = (cause: TroubleCause, message: string): { ok: false; trouble: Trouble } => ({
  ok: false,
  trouble: { cause, message },
})

/**
 * Sends one operation over HTTP. Keepalive with JSON is what outlives the navigation that a submit starts (widget.md,
 * finding 3); nothing of the person's other sessions goes along.
 */
export const ask = async <Data, Variables>(
  { server, key }: Site,
  operation: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Outcome<Data>> => {
  const unreachable = `No GraphQL answer from ${server}: is it up, and does the site key list ${location.origin}?`
  let response: Response
  let reply: Reply<Data>
  try {
    response = await fetch(server, {
      method: 'POST',
      keepalive: true,
      credentials: 'omit',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      // Site keys are answered for documents that the server knows, by their id.
      body: JSON.stringify({ documentId: operation['__meta__']?.['hash'], variables }),
    })
    if (response.status === 401 || response.status === 403)
      return refused(
        'KEY_REFUSED',
        `${server} refused the site key: is it one, not revoked, and does it list ${location.origin}?`,
      )
    reply = await response.json()
  } catch {
    return refused('UNREACHABLE', unreachable)
  }
  const error = reply.errors?.[0]
  if (error)
    return refused(
      error.extensions?.code === 'ORIGIN_DENIED' || error.extensions?.code === 'UNAUTHENTICATED'
        ? 'KEY_REFUSED'
        : 'UNREACHABLE',
      `${server} answered: ${error.message}`,
    )
  return reply.data ? { ok: true, value: reply.data } : refused('UNREACHABLE', unreachable)
}
