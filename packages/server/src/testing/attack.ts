/** A request that is to be refused; `keys` are those of one tenant. */
export type Attack = {
  readonly path?: string
  readonly init: RequestInit
}

/** Keys to attack with, and a page that lists the site key's origin. */
export type AttackKeys = {
  readonly secret: string
  readonly partner: string
  readonly site: string
  readonly origin: string
}

/** Attacks by name. `n` makes each distinct from the last, so that none is answered from a cache. */
export type Attacks = { readonly [name: string]: (keys: AttackKeys, n: number) => Attack }

/** A body as it stands, under a key. */
export const raw = (key: string, body: string, headers: Record<string, string> = {}): Attack => ({
  init: {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
    body,
  },
})
