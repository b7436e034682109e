import { NOTICE } from './server-under-test.ts'
import type { Names } from './two-tenants.ts'

/** Arguments that a tenant may send of its own; `fresh` is a name that was not used before. */
export type Asked = (own: Names, fresh: string) => { readonly [argument: string]: unknown }

const eligibility = ({ phone, controller, party, goods }: Names) => ({
  contact: { phone },
  channel: 'LIVE_CALL',
  advertiser: controller,
  goods,
  facts: {
    timeZone: 'Europe/Paris',
    territory: 'FR-MET',
    source: { kind: 'DIRECT_FORM', collector: party },
    callback: { requestedAt: '2026-11-20T10:00:00Z', proof: true, scopeOk: true, addressee: party },
  },
})
const choices = NOTICE.questions.map(({ key }) => ({ question: key, answer: 'GRANTED' }))

/** What a tenant asks of each field that a request can start from, so that it is answered. */
export const ASKED: { readonly [rootField: string]: Asked } = {
  viewer: () => ({}),
  logHead: () => ({}),
  node: ({ event }) => ({ id: event }),
  notice: ({ own }) => ({ key: own.key }),
  noticeVersion: ({ own }) => ({ sha256: own.sha256 }),
  lintNotice: ({ own }) => ({ document: { ...own.document, controller: 'nobody' } }),
  event: ({ withdrawal }) => ({ id: withdrawal }),
  receipt: ({ receiptToken }) => ({ token: receiptToken }),
  events: ({ phone }) => ({ contact: { phone }, first: 100 }),
  checkEligibility: (own) => ({ input: eligibility(own) }),
  checkEligibilityBatch: (own) => ({ items: [{ ref: 'one', input: eligibility(own) }] }),
  explain: ({ phone }) => ({ contact: { phone } }),
  certificate: ({ certificate }) => ({ id: certificate }),
  apiKeys: () => ({ first: 100 }),
  webhook: ({ webhook }) => ({ id: webhook }),
  webhooks: () => ({}),
  publishNotice: ({ own }) => ({ input: { document: own.document } }),
  startCapture: ({ own }) => ({ input: { notice: own.key, sha256: own.sha256 } }),
  recordConsent: ({ common, phone, email }, fresh) => ({
    input: { idempotencyKey: fresh, notice: common, contact: { phone, email }, choices },
  }),
  withdrawConsent: ({ phone, party }, fresh) => ({
    input: { idempotencyKey: fresh, contact: { phone }, advertisers: [party] },
  }),
  recordObjection: ({ phone, party }, fresh) => ({
    input: {
      idempotencyKey: fresh,
      contact: { phone },
      scope: 'SMS',
      source: 'LETTER',
      advertisers: [party],
    },
  }),
  recordAttempts: ({ phone, party }, fresh) => ({
    input: {
      idempotencyKey: fresh,
      advertiser: party,
      attempts: [{ contact: { phone }, channel: 'LIVE_CALL', at: '2026-11-23T10:00:00Z' }],
    },
  }),
  issueCertificate: ({ event, party }) => ({
    input: { event, recipient: party, questions: ['partenaires'], disclose: ['email'] },
  }),
  eraseRecord: ({ erasable }, fresh) => ({
    input: { idempotencyKey: fresh, event: erasable, ground: 'UNLAWFUL_PROCESSING' },
  }),
  requestConfirmation: ({ confirmable }, fresh) => ({
    input: {
      idempotencyKey: fresh,
      event: confirmable,
      channel: 'EMAIL',
      means: 'LINK',
      address: '192.0.2.1',
    },
  }),
  confirmContact: ({ confirmation, code }) => ({ input: { confirmation, code } }),
  createApiKey: ({ party }) => ({ input: { kind: 'PARTNER', name: 'x', party } }),
  revokeApiKey: ({ apiKey }) => ({ input: { id: apiKey } }),
  rotateApiKey: ({ apiKey }) => ({ input: { id: apiKey, graceHours: 720 } }),
  createWebhook: (_own, fresh) => ({
    input: { url: `https://hooks.example.com/${encodeURIComponent(fresh)}`, description: fresh, after: '0' },
  }),
  updateWebhook: ({ webhook, webhookUrl }) => ({ input: { webhook, url: webhookUrl, description: 'CRM' } }),
  disableWebhook: ({ webhook }) => ({ input: { webhook } }),
  enableWebhook: ({ webhook }) => ({ input: { webhook } }),
  deleteWebhook: ({ webhook }) => ({ input: { webhook } }),
  rotateWebhookSecret: ({ webhook }) => ({ input: { webhook, graceHours: 0 } }),
  sendWebhookExample: ({ webhook }) => ({ input: { webhook } }),
  resendWebhookEvent: ({ webhook, event }) => ({ input: { webhook, event } }),
  recoverWebhook: ({ webhook }) => ({ input: { webhook, since: '2026-11-21T00:00:00Z' } }),
  replayWebhook: ({ webhook }) => ({ input: { webhook, after: '0' } }),
}
