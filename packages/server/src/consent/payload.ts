import type { ConsentPayload } from '@constat/evidence'

/** What a statement of a consent event that this server signed says in clear. */
export const payloadOf = (jws: string): ConsentPayload => {
  const [, payload = ''] = jws.split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}
