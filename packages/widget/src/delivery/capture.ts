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
  const { startCapture: result } = await ask(site, StartCaptureDocument, {
    input: { notice, locale, sha256, waitedMs },
  })
  if ('challenge' in result) return result
  throw new Trouble('NOTICE_UNKNOWN', result.message)
}
