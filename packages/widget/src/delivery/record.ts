import { RecordConsentDocument, type RecordConsentInput } from '../generated/graphql.ts'
import { ask, Trouble, type Site } from './ask.ts'

/** What the server gives back for a record that is on its disk. */
export type Receipt = { readonly id: string; readonly manageUrl: string }

/**
 * Whether the server has a record of this submission already: it came under another challenge, and its receipt is told to nobody else, or
 * it says something else, as what took its place does.
 */
export const isThere = (trouble: unknown): boolean =>
  /^Error: (Conflict|IdempotencyMismatch) /.test(String(trouble))

/** Whether the server refused the challenge: too old, made under other keys of the server, used. */
export const isChallengeRefused = (trouble: unknown): boolean =>
  String(trouble).startsWith('Error: ChallengeFailed')

/**
 * Sends one record. Resending the same one is safe: its idempotency key is the submission id.
 *
 * @throws Trouble
 */
export const recordConsent = async (site: Site, input: RecordConsentInput): Promise<Receipt> => {
  const { recordConsent: result } = await ask(site, RecordConsentDocument, { input })
  if ('receipt' in result) return result.receipt
  const { kind, message, issues } = result
  const rules = issues.map(({ path, rule }) => `${rule} at ${path.join('.')}`).toString()
  const isContact = /\bcontact\b/.test(rules)
  throw new Trouble(
    isContact ? 'CONTACT_REFUSED' : 'RECORD_REFUSED',
    `${kind} ${rules}. ${isContact ? 'Are phone-field and email-field right?' : message}`,
  )
}
