/** What a field costs beside what is selected of it. */
export type FieldCost =
  /** A page of so many as its argument `first` says; its `edges` are as many. */
  | { readonly page: 'first' }
  /** The edges of a page: as many as the page was asked for. */
  | { readonly edges: true }
  /** A list of about so many. */
  | { readonly about: number }
  /** Work for each member of the list that stands at this path of the arguments; answered by a list where it is one. */
  | { readonly each: string }
  /** Work that is done once, in units of one look-up. */
  | { readonly once: number }

/** Of a mutation that says nothing else: a commit that is flushed to disk. */
export const WRITE: FieldCost = { once: 5 }

const ISSUES: FieldCost = { about: 3 }
const EDGES: FieldCost = { edges: true }
const PAGE: FieldCost = { page: 'first' }
const FINDINGS: FieldCost = { about: 5 }
// A submission answers each question of its notice.
const CHOICES: FieldCost = { about: 5 }

/**
 * What fields cost, in units of one object that is looked up. An object not named here costs 1, a leaf nothing. Every list
 * of objects and every connection is here: a test holds this against the schema.
 */
export const COSTS: { readonly [field: string]: FieldCost } = {
  'Query.apiKeys': PAGE,
  'Query.events': PAGE,
  'Query.checkEligibilityBatch': { each: 'items' },
  'Query.explain': { about: 10 },
  'Query.lintNotice': FINDINGS,
  'Query.webhooks': { about: 20 },
  'Mutation.recordAttempts': { each: 'input.attempts' },
  'Mutation.issueCertificate': { once: 20 },
  'ApiKeyConnection.edges': EDGES,
  'ConsentEventConnection.edges': EDGES,
  'WebhookAttemptConnection.edges': EDGES,
  'WebhookDeadLetterConnection.edges': EDGES,
  'Webhook.attempts': PAGE,
  'Webhook.deadLetters': PAGE,
  'ConsentEvent.choices': CHOICES,
  'Decision.evidence': { about: 3 },
  'Decision.reasons': { about: 3 },
  'NoticeVersion.questions': { about: 5 },
  'Question.advertisers': { about: 5 },
  'RecordConsentPayload.events': { about: 1 },
  'WithdrawConsentPayload.events': { about: 3 },
  'PublishNoticePayload.findings': FINDINGS,
  'NoticeUnlawful.findings': FINDINGS,
  'ChallengeFailed.issues': ISSUES,
  'Conflict.issues': ISSUES,
  'IdempotencyMismatch.issues': ISSUES,
  'InvalidInput.issues': ISSUES,
  'NotDelivered.issues': ISSUES,
  'NotFound.issues': ISSUES,
  'NoticeUnlawful.issues': ISSUES,
  'Problem.issues': ISSUES,
}
