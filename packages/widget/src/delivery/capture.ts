import { StartCaptureDocument } from '../generated/graphql.ts'
import { ask, refused, type Outcome, type Site } from './ask.ts'

/** A one-time challenge and the notice version that it is bound to. */
export type Capture = { readonly challenge: string; readonly notice: string }

/** Asks for the challenge under which a record will be taken; says nothing about the person. */
export const startCapture = async (site: Site, notice: string, locale: string): Promise<Outcome<Capture>> => {
  const outcome = await ask(site, StartCaptureDocument, { input: { notice, locale } })
  if (!outcome.ok) return outcome
  const result = outcome.value.startCapture
  return result.kind === 'StartCapturePayload'
    ? { ok: true, value: { challenge: result.challenge, notice: result.notice.sha256 } }
    : refused('NOTICE_UNKNOWN', `${site.server} would not start a capture: ${result.message}`)
}
