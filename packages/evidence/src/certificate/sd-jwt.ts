/** A statement and the disclosures that came with it. */
export type SdJwt = { readonly jws: string; readonly disclosures: readonly string[] }

const MAX_DISCLOSURES = 100

/**
 * Parts an SD-JWT (RFC 9901 §4): the JWS and each disclosure are followed by `~`. One with a key binding, which v1 does
 * not have, is none.
 */
export const splitSdJwt = (text: string): SdJwt | undefined => {
  const [jws = '', ...rest] = text.split('~')
  return rest.pop() === '' && rest.length <= MAX_DISCLOSURES ? { jws, disclosures: rest } : undefined
}

/** The SD-JWT of a statement and chosen disclosures. */
export const joinSdJwt = ({ jws, disclosures }: SdJwt): string =>
  [jws, ...disclosures].map((part) => `${part}~`).join('')
