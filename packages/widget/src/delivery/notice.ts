import type { NoticeDocument } from '@constat/core/notice'
import { NoticeDocument as NoticeQuery } from '../generated/graphql.ts'
import { ask, refused, type Outcome, type Site } from './ask.ts'

/** A published notice version and its address. */
export type PublishedNotice = { readonly sha256: string; readonly document: NoticeDocument }

const isNotice = (document: unknown): document is NoticeDocument =>
  typeof document === 'object' &&
  document !== null &&
  'schema' in document &&
  document.schema === 'constat/notice@1'

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

/** Loads the latest published version of a notice in the page's language. */
export const loadNotice = async (
  site: Site,
  key: string,
  locales: readonly (string | null)[],
): Promise<Outcome<PublishedNotice>> => {
  if (!isSecureContext)
    return refused('CONFIGURATION', 'Serve the page over https: elsewhere browsers offer no hashing.')
  if (!site.server || !site.key || !key)
    return refused('CONFIGURATION', 'Set the attributes server, site-key and notice.')
  for (const locale of locales) {
    const outcome = await ask(site, NoticeQuery, { key, locale })
    if (!outcome.ok) return outcome
    const found = outcome.value.notice
    if (found)
      return isNotice(found.document)
        ? { ok: true, value: { sha256: found.sha256, document: found.document } }
        : refused(
            'NOTICE_UNKNOWN',
            `The notice "${key}" is written in a schema newer than this element: update its script.`,
          )
  }
  return refused(
    'NOTICE_UNKNOWN',
    `No published notice has the key "${key}". Publish it, or correct the attribute notice.`,
  )
}
