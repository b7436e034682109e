/**
 * Whether a post of a form comes from a page of this server itself. Browsers say where a request comes from, which no page can
 * forge (Fetch Metadata); older ones say their origin alone, and `null` on pages that give no referrer, as ours are. What is
 * no browser says neither: it has the token of the page, which is what counts.
 *
 * @param issuer public origin of the server
 */
export const isFromOwnPage = (headers: Headers, issuer: string): boolean => {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = headers.get('origin')
  return origin === null || origin === 'null' || origin === new URL(issuer).origin
}
