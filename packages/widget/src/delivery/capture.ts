import { StartCaptureDocument } from '../generated/graphql.ts'
import { ask, Trouble, type Site } from './ask.ts'

/** A one-time challenge and the notice version that it is bound to. */
export type Capture = { readonly challenge: string; readonly notice: { readonly sha256: string } }

/**
 * Asks for the challenge under which a record will be taken: of the latest version, or of the one that was shown, which a publication may
 * have replaced meanwhile, for answers given `waitedMs` ago. Says nothing about the person.
 *
 * @throws Trouble
 */
export const startCapture = async (
  site: Site,
  notice: string,
  locale: string,
  sha256?: string,
  waitedMs?: number,
): Promise<Capture> => {
  const answer = await ask(site, StartCaptureDocument, { input: { notice, locale, sha256, waitedMs } })
  // Something between here and the server may answer in its place.
  const result: Capture | { readonly message?: string } | null | undefined = answer.startCapture
  if (result && 'challenge' in result) return result
  const message = result?.message
  throw new Trouble(message ? 'NOTICE_UNKNOWN' : 'UNREACHABLE', message ?? `${site.server}: no challenge.`)
}
