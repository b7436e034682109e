import { sha256Hex, type Sha256 } from '@constat/core/canonical'
import type { NoticeDocument } from '@constat/core/notice'
import { NoticeDocument as NoticeQuery } from '../generated/graphql.ts'
import { languageTag } from '../language-tag.ts'
import { ask, NO_ANSWER, Trouble, whyNoAnswer, type Site } from './ask.ts'

/** A notice version, its address, and how long ago the server gave it: 0 when it just did, null where the page had it at hand. */
export type PublishedNotice = {
  readonly sha256: Sha256
  readonly document: NoticeDocument
  readonly ageMs: number | null
}

/** A notice version as a page hands it over: what the server's `notice` answered. */
export type NoticeData = Omit<PublishedNotice, 'ageMs'>

type Given = { readonly sha256?: unknown; readonly document?: unknown; readonly at?: number }

/**
 * The bytes of a notice (RFC 8785), as core's `noticeBytes` gives them: its members have plain names, its numbers are
 * integers and its texts well-formed, so that sorting the names is all there is to do. A test holds the two equal.
 */
export const noticeBytes = (document: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    JSON.stringify(document, (_, value: unknown) =>
      value instanceof Object && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  )

const isNotice = (document: unknown): document is NoticeDocument =>
  document instanceof Object && 'schema' in document && document.schema === 'constat/notice@1'

/** Takes a notice only as what its address says: a server never publishes another text under it. */
const accept = async ({ sha256, document }: Given, ageMs: number | null): Promise<PublishedNotice> => {
  if (JSON.stringify([{ a: '' }]) !== '[{"a":""}]')
    throw new Trouble('CONFIGURATION', 'A script of this page adds toJSON to built-ins: remove it.')
  const address = await sha256Hex(noticeBytes(document))
  if (isNotice(document) && sha256 === address) return { sha256: address, document, ageMs }
  throw new Trouble('NOTICE_UNKNOWN', 'Not the sha256 and document that a server answers, or too new.')
}

// Elsewhere browsers offer no hashing.
const needHttps = (): void => {
  if (!isSecureContext) throw new Trouble('CONFIGURATION', 'Serve the page on https.')
}

/** Takes a notice that the page has at hand. A text without the address that a server gave it is nobody's. */
export const takeNotice = async (data: object): Promise<PublishedNotice> => {
  needHttps()
  // Drawn in a task of its own: the one that starts a page is long enough.
  await new Promise((resolve) => setTimeout(resolve))
  return accept(data, null)
}

/**
 * The locales to ask for among languages, best first, ending with that in which the notice was published first: a page's `lang` is
 * often its template's ("fr_FR", or "en" on a French page), and a notice in another language beats a form without any. The server
 * passes from a region to its language by itself.
 */
export const localesFor = (languages: readonly string[]): readonly (string | null)[] => [
  ...new Set(languages.flatMap((lang) => languageTag(lang) || [])),
  null,
]

const askNotice = async (site: Site, key: string, lang: string, caching: RequestCache): Promise<Given> => {
  for (const locale of localesFor([lang, ...navigator.languages])) {
    const { notice } = await ask(site, NoticeQuery, { key, locale }, caching)
    if (notice) return notice
  }
  throw new Trouble('NOTICE_UNKNOWN', `No published notice has the key "${key}".`)
}

/** The copies that the server gave in this browser: public text, nothing about the person. */
const copies = (): Promise<Cache> => caches.open('constat')

/**
 * Loads the latest published version of a notice in the page's language; while the server cannot be reached, the last
 * copy that it gave here.
 *
 * @throws Trouble
 */
export const loadNotice = async (
  site: Site,
  key: string,
  lang: string,
  now: () => number,
  caching: RequestCache,
): Promise<PublishedNotice> => {
  const missing = Object.entries({ server: site.server, 'site-key': site.key, notice: key })
    .flatMap(([attribute, value]) => (value ? [] : [attribute]))
    .join(', ')
  if (missing) throw new Trouble('CONFIGURATION', `Set ${missing}.`)
  needHttps()
  const address = `${site.server}?${site.key}&${key}=${lang}`
  try {
    const given = await askNotice(site, key, lang, caching)
    const accepted = await accept(given, 0)
    const copy = Response.json({ ...given, at: now() })
    // Where storage is refused the next visit asks the server again.
    copies().then(
      (cache) => cache.put(address, copy),
      () => undefined,
    )
    return accepted
  } catch (error) {
    if (!(error instanceof Trouble) || error.cause !== 'UNREACHABLE') throw error
    const copy = await copies()
      .then((cache) => cache.match(address))
      .catch(() => undefined)
    if (!copy) {
      if (error.message.endsWith(NO_ANSWER)) error.message += await whyNoAnswer(site.server)
      throw error
    }
    const given: Given = await copy.json()
    // The clock may have been set back since.
    return accept(given, Math.max(0, now() - (given.at ?? 0)))
  }
}
