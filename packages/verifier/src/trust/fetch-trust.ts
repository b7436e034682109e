import { readTrust, type Trust } from '@constat/evidence/verify'
import { CallFault } from '../command/command.ts'

/** What a server shows of its logs, witnesses and keys, as it served it. */
export type FetchedTrust = { readonly policy: string; readonly jwks: string; readonly trust: Trust }

const POLICY_PATH = '/.well-known/tlog-policy.txt'
const JWKS_PATH = '/.well-known/jwks.json'

const MAX_BYTES = 512 * 1024
const MAX_REDIRECTS = 3
const TIMEOUT_MS = 10_000

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

const refuse = (fr: string, en: string, cause?: unknown): never => {
  throw new CallFault({ fr, en }, { cause })
}

/**
 * The origin of a server as a person typed it: https, or http on this very machine.
 *
 * @throws CallFault for anything else
 */
export const serverOf = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))
  const isOrigin =
    url?.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === ''
  return url && isSafe && isOrigin
    ? url
    : refuse(
        'Donnez l’adresse du serveur, comme https://preuves.example.fr : en https, ou en http sur cette machine.',
        'Give the address of the server, such as https://proofs.example.fr: https, or http on this machine.',
      )
}

const readBody = async (response: Response, url: URL): Promise<string> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > MAX_BYTES) return refuse(`${url.href} dépasse 512 ko.`, `${url.href} is longer than 512 kB.`)
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks))
  } catch {
    return refuse(`${url.href} n’est pas du texte UTF-8.`, `${url.href} is not text in UTF-8.`)
  }
}

const request = async (url: URL, redirects: number): Promise<string> => {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel()
    const location = response.headers.get('location') ?? ''
    const next = URL.canParse(location, url) ? new URL(location, url) : undefined
    if (!next || next.origin !== url.origin)
      return refuse(
        `${url.href} renvoie ailleurs. Donnez l’adresse à laquelle vous faites confiance.`,
        `${url.href} points elsewhere. Give the address that you trust.`,
      )
    return redirects > 0
      ? request(next, redirects - 1)
      : refuse(`${url.href} renvoie sans fin.`, `${url.href} redirects without end.`)
  }
  if (response.status !== 200) {
    await response.body?.cancel()
    return refuse(
      `${url.href} répond ${response.status}. Est-ce un serveur de Constat ?`,
      `${url.href} answers ${response.status}. Is it a server of Constat?`,
    )
  }
  return readBody(response, url)
}

const get = async (url: URL): Promise<string> => {
  try {
    return await request(url, MAX_REDIRECTS)
  } catch (error) {
    if (error instanceof CallFault) throw error
    return refuse(
      `${url.origin} ne répond pas. Vérifiez l’adresse et le réseau.`,
      `${url.origin} does not answer. Check the address and the network.`,
      error,
    )
  }
}

/**
 * Fetches what a server says of itself, from it alone: redirects are followed on the same origin only.
 *
 * @throws CallFault when it does not answer in 10 s, sends more than 512 kB a file, or no policy and keys that can be trusted
 */
export const fetchTrust = async (server: URL): Promise<FetchedTrust> => {
  const policy = await get(new URL(POLICY_PATH, server))
  const jwks = await get(new URL(JWKS_PATH, server))
  const trust = await readTrust({ policy, jwks, tsaRoots: [] })
  if (trust.ok) return { policy, jwks, trust: trust.value }
  const faults = trust.issues.map(({ path, rule }) => `${path.join('/')} ${rule}`).join(', ')
  return refuse(
    `Ce que dit ${server.origin} est malformé : ${faults}.`,
    `What ${server.origin} says is malformed: ${faults}.`,
  )
}
