import type { Names } from './two-tenants.ts'

/** What a request puts into one place of its arguments. */
export type Named =
  /** Names of things: another tenant's are answered as what belongs to nobody is. */
  | {
      readonly names: readonly ((of: Names) => unknown)[]
      /** Why its own tenant is answered no otherwise. */
      readonly alike?: string
      /** What whoever knows such a name can work out. */
      readonly implied?: (of: Names) => string
    }
  /** A place in a page: whatever it is, the page is of the asking tenant. */
  | { readonly place: (of: Names) => unknown }
  /** Text that names nothing of a tenant, and why. */
  | { readonly free: string }

const TAKEN = 'what is told is taken, whoever it is told of: the asking tenant alone knows it then'
const WORDS = 'it is compared with a closed list'
const contact = { phone: { names: [(of: Names) => of.phone] }, email: { names: [(of: Names) => of.email] } }
const told = { phone: { ...contact.phone, alike: TAKEN }, email: { ...contact.email, alike: TAKEN } }
const webhook: Named = { names: [(of) => of.webhook] }
const party: Named = { names: [(of) => of.party] }
const question = (place: string): { readonly [place: string]: Named } => ({
  [`${place}input.advertiser)`]: { names: [(of) => of.controller] },
  [`${place}input.goods)`]: {
    names: [(of) => of.goods],
    alike: 'goods that nobody knows are GENERAL, as these are',
  },
  [`${place}input.contact.phone)`]: contact.phone,
  [`${place}input.contact.email)`]: contact.email,
  [`${place}input.facts.timeZone)`]: { free: WORDS },
  [`${place}input.facts.territory)`]: { free: WORDS },
  [`${place}input.facts.source.collector)`]: {
    names: [(of) => of.party],
    alike: 'stated facts come after stored ones',
  },
  [`${place}input.facts.callback.addressee)`]: {
    names: [(of) => of.party],
    alike: 'stated facts come after stored ones',
  },
})

/** Every place where a request can name something. One that is not here fails the test below. */
export const NAMED: { readonly [place: string]: Named } = {
  'node(id)': {
    names: [
      (of) => of.event,
      (of) => of.withdrawal,
      (of) => of.own.id,
      (of) => of.certificate,
      (of) => of.apiKey,
      (of) => of.webhook,
      (of) => of.tenant,
    ],
  },
  'notice(key)': { names: [(of) => of.own.key] },
  'noticeVersion(sha256)': { names: [(of) => of.own.sha256] },
  'lintNotice(document)': { names: [(of) => of.own.document], alike: 'the lint reads what it is given' },
  'event(id)': { names: [(of) => of.event, (of) => of.withdrawal] },
  'receipt(token)': { names: [(of) => of.receiptToken] },
  'events(contact.phone)': contact.phone,
  'events(contact.email)': contact.email,
  'events(after)': { place: (of) => of.eventCursor },
  'apiKeys(after)': { place: (of) => of.keyCursor },
  ...question('checkEligibility('),
  ...question('checkEligibilityBatch(items.'),
  'checkEligibilityBatch(items.ref)': { free: 'it is given back as it came' },
  'explain(contact.phone)': contact.phone,
  'explain(contact.email)': contact.email,
  'certificate(id)': { names: [(of) => of.certificate] },
  'withdrawConsent(input.token)': { names: [(of) => of.manageToken] },
  'withdrawConsent(input.contact.phone)': contact.phone,
  'withdrawConsent(input.contact.email)': contact.email,
  'withdrawConsent(input.advertisers)': { names: [(of) => [of.party]] },
  'withdrawConsent(input.idempotencyKey)': { names: [(of) => of.idempotencyKey] },
  'issueCertificate(input.event)': { names: [(of) => of.event] },
  'issueCertificate(input.recipient)': { names: [(of) => of.party] },
  'issueCertificate(input.questions)': { free: 'it is looked for in the notice of the event' },
  'issueCertificate(input.disclose)': { free: WORDS },
  'eraseRecord(input.event)': { names: [(of) => of.erasable, (of) => of.event] },
  'eraseRecord(input.idempotencyKey)': {
    names: [(of) => of.idempotencyKey],
    alike: 'no record was erased under that key',
  },
  'requestConfirmation(input.event)': { names: [(of) => of.confirmable, (of) => of.event] },
  'requestConfirmation(input.idempotencyKey)': {
    names: [(of) => of.idempotencyKey],
    alike: 'no confirmation was requested under that key',
  },
  'requestConfirmation(input.address)': { free: 'it is counted under a keyed hash' },
  'confirmContact(input.confirmation)': { names: [(of) => of.confirmation] },
  'confirmContact(input.code)': { free: 'it is compared with the one of that confirmation' },
  'createApiKey(input.party)': party,
  'createApiKey(input.name)': { free: 'it is kept as it came' },
  'createApiKey(input.scopes)': { free: WORDS },
  'createApiKey(input.allowedOrigins)': { free: 'an origin belongs to nobody here' },
  'revokeApiKey(input.id)': { names: [(of) => of.apiKey] },
  'rotateApiKey(input.id)': { names: [(of) => of.apiKey] },
  'webhook(id)': webhook,
  'createWebhook(input.url)': { names: [(of) => of.webhookUrl] },
  'createWebhook(input.description)': { free: 'it is kept as it came' },
  'createWebhook(input.after)': { free: 'it is a number in the asking tenant' },
  'updateWebhook(input.webhook)': webhook,
  'updateWebhook(input.url)': {
    names: [(of) => of.webhookUrl],
    alike: 'a webhook may be given the URL that it has',
  },
  'updateWebhook(input.description)': { free: 'it is kept as it came' },
  'disableWebhook(input.webhook)': webhook,
  'enableWebhook(input.webhook)': webhook,
  'deleteWebhook(input.webhook)': webhook,
  'rotateWebhookSecret(input.webhook)': webhook,
  'sendWebhookExample(input.webhook)': webhook,
  'resendWebhookEvent(input.webhook)': webhook,
  'resendWebhookEvent(input.event)': { names: [(of) => of.event] },
  'recoverWebhook(input.webhook)': webhook,
  'replayWebhook(input.webhook)': webhook,
  'replayWebhook(input.after)': { free: 'it is a number in the asking tenant' },
  'startCapture(input.notice)': { names: [(of) => of.own.key] },
  'startCapture(input.sha256)': { names: [(of) => of.own.sha256] },
  'recordObjection(input.contact.phone)': told.phone,
  'recordObjection(input.contact.email)': told.email,
  'recordObjection(input.advertisers)': { names: [(of) => [of.party]] },
  'recordObjection(input.idempotencyKey)': { names: [(of) => of.idempotencyKey] },
  'recordAttempts(input.advertiser)': party,
  'recordAttempts(input.attempts.contact.phone)': told.phone,
  'recordAttempts(input.attempts.contact.email)': told.email,
  'recordAttempts(input.idempotencyKey)': { names: [(of) => of.idempotencyKey] },
  'recordConsent(input.notice)': { names: [(of) => of.own.sha256] },
  'recordConsent(input.challenge)': { names: [(of) => of.challenge] },
  'recordConsent(input.idempotencyKey)': { names: [(of) => of.idempotencyKey] },
  'recordConsent(input.replaces)': {
    names: [(of) => [of.idempotencyKey]],
    alike: 'what is asked grants all that the submission replaced did, so that nothing ends',
  },
  'recordConsent(input.contact.phone)': told.phone,
  'recordConsent(input.contact.email)': told.email,
  'recordConsent(input.choices.question)': { free: 'it is looked for in the notice' },
  'recordConsent(input.observation)': { free: 'it is measured by the page and kept under seal' },
  'publishNotice(input.document)': {
    names: [(of) => of.own.document],
    alike: 'a notice is published in the tenant that publishes it',
    implied: (of) => of.own.sha256,
  },
}
