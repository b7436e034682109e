import { sha256Hex, type Sha256 } from '@constat/core/canonical'
import type { NoticeDocument } from '@constat/core/notice'
import { NoticeDocument as NoticeQuery } from '../generated/graphql.ts'
import { ask, refused, type Outcome, type Site } from './ask.ts'
import { lastCopy } from './copy.ts'

/** A notice version, its address, and how long ago the server gave it: 0 when it just did, null where the page had it at hand. */
export type PublishedNotice = {
  readonly sha256: Sha256
  readonly document: NoticeDocument
  readonly ageMs: number | null
}

/** A notice version as a page hands it over: what the server's `notice` answered, or the document alone. */
export type NoticeData = NoticeDocument | Omit<PublishedNotice, 'ageMs'>

/**
 * The bytes of a notice (RFC 8785), as core's `noticeBytes` gives them: its members have plain names, its numbers are
 * integers and its texts well-formed, so that sorting the names is all there is to do. A test holds the two equal.
 */
export const noticeBytes = (document: object): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    JSON.stringify(document, (_, value: unknown) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  )

const isNotice = (document: unknown): document is NoticeDocument =>
  typeof document === 'object' &&
  document !== null &&
  'schema' in document &&
  document.schema === 'constat/notice@1'

/** Takes a notice only as what its address says: a server never publishes another text under it. */
const accept = async (
  { sha256, document }: { readonly sha256?: unknown; readonly document: unknown },
  ageMs: number | null,
): Promise<Outcome<PublishedNotice>> => {
  if (!isNotice(document))
    return refused(
      'NOTICE_UNKNOWN',
      'The notice is written in a schema newer than this element: update its script.',
    )
  const address = await sha256Hex(noticeBytes(document))
  return sha256 === undefined || sha256 === address
    ? { ok: true, value: { sha256: address, document, ageMs } }
    : refused(
        'NOTICE_UNKNOWN',
        'The notice is not what was published under its sha256: pass on what the server gave.',
      )
}

/** Takes a notice that the page has at hand. */
export const takeNotice = (data: object): Promise<Outcome<PublishedNotice>> =>
  accept('document' in data ? data : { document: data }, null)

/**
 * The locales to ask for, best first, ending with "whichever there is": a page's `lang` is often its template's
 * ("fr_FR", or "en" on a French page), and a notice in another language beats a form without any.
 */
export const localesFor = (lang: string): readonly (string | null)[] => {
  try {
    const { baseName, language } = new Intl.Locale(lang.replace('_', '-'))
    return [...new Set([baseName, language]), null]
  } catch {
    return [null]
  }
}

/**
 * Loads the latest published version of a notice in the page's language; while the server cannot be reached, the last
 * copy that it gave here.
 */
export const loadNotice = async (
  site: Site,
  key: string,
  lang: string,
  now: () => number,
): Promise<Outcome<PublishedNotice>> => {
  if (!isSecureContext)
    return refused('CONFIGURATION', 'Serve the page over https: elsewhere browsers offer no hashing.')
  if (!site.server || !site.key || !key)
    return refused('CONFIGURATION', 'Set the attributes server, site-key and notice.')
  const copy = lastCopy(site.server, key, lang)
  for (const locale of localesFor(lang)) {
    const outcome = await ask(site, NoticeQuery, { key, locale })
    if (!outcome.ok) {
      const kept = outcome.trouble.cause === 'UNREACHABLE' && (await copy.read())
      return kept ? accept(kept, now() - kept.at) : outcome
    }
    const { notice } = outcome.value
    if (notice) {
      const accepted = await accept(notice, 0)
      if (accepted.ok) void copy.write({ ...notice, at: now() })
      return accepted
    }
  }
  return refused(
    'NOTICE_UNKNOWN',
    `No published notice has the key "${key}". Publish it, or correct the attribute notice.`,
  )
}
