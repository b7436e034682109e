import { StartCaptureDocument } from '../generated/graphql.ts'
import { ask, Trouble, type Site } from './ask.ts'

/** A one-time challenge and the notice version that it is bound to. */
export type Capture = { readonly challenge: string; readonly notice: { readonly sha256: string } }

/**
 * Asks for the challenge under which a record will be taken; says nothing about the person.
 *
 * @throws Trouble
 */
export const startCapture = async (site: Site, notice: string, locale: string): Promise<Capture> => {
  const { startCapture: result } = await ask(site, StartCaptureDocument, { input: { notice, locale } })
  if ('challenge' in result) return result
  throw new Trouble('NOTICE_UNKNOWN', result.message)
}
