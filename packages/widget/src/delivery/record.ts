import { RecordConsentDocument, type RecordConsentInput } from '../generated/graphql.ts'
import { ask, refused, type Outcome, type Site } from './ask.ts'

/** What the server gives back for a record that is on its disk. */
export type Receipt = { readonly id: string; readonly manageUrl: string }

/** Sends one record. Resending the same one is safe: its idempotency key is the submission id. */
export const recordConsent = async (site: Site, input: RecordConsentInput): Promise<Outcome<Receipt>> => {
  const outcome = await ask(site, RecordConsentDocument, { input })
  if (!outcome.ok) return outcome
  const result = outcome.value.recordConsent
  if (result.kind === 'RecordConsentPayload') return { ok: true, value: result.receipt }
  const rules =
    'issues' in result ? result.issues.map(({ path, rule }) => `${rule} at ${path.join('.')}`).join() : ''
  return refused(
    'RECORD_REFUSED',
    `${site.server} refused the record: ${result.kind} ${rules}${
      rules.includes('contact-missing') ? '. Is the field named in phone-field or email-field?' : ''
    }`,
  )
}
