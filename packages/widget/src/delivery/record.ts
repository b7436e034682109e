import { RecordConsentDocument, type RecordConsentInput } from '../generated/graphql.ts'
import { ask, Trouble, type Site } from './ask.ts'

/** What the server gives back for a record that is on its disk. */
export type Receipt = { readonly id: string; readonly manageUrl: string }

/**
 * Sends one record. Resending the same one is safe: its idempotency key is the submission id.
 *
 * @throws Trouble
 */
export const recordConsent = async (site: Site, input: RecordConsentInput): Promise<Receipt> => {
  const { recordConsent: result } = await ask(site, RecordConsentDocument, { input })
  if ('receipt' in result) return result.receipt
  const rules =
    'issues' in result ? result.issues.map(({ path, rule }) => `${rule} at ${path.join('.')}`).toString() : ''
  throw new Trouble(
    /\bcontact\b/.test(rules) ? 'CONTACT_REFUSED' : 'RECORD_REFUSED',
    `${result.kind} ${rules}. Are phone-field and email-field right?`,
  )
}
