import { createClient, type Client } from '@constat/client'
import type { NoticeDocument } from '@constat/core/notice'
import { newId, type IdNoun } from '@constat/core/id'
import { issueChallenge } from '@constat/evidence'
import { claimWebhooks, endTurn, stepTurn } from '@constat/store'
import { findKey } from '../access/access.service.ts'
import { newApiKey } from '../access/api-key.ts'
import { createApiKey } from '../access/tenant.service.ts'
import { FRENCH_MOBILES } from '../confirmation/sender.ts'
import { TUESDAY } from './seeded.ts'
import { granted, NOTICE, SITE, startServer, type ServerUnderTest } from './server-under-test.ts'

/** What a request can name of a tenant. */
export type Names = {
  readonly tenant: string
  /** A notice in words of its own, and its key, address, parties and goods. */
  readonly own: {
    readonly document: NoticeDocument
    readonly id: string
    readonly key: string
    readonly sha256: string
  }
  /** The controller of that notice, and a partner whom it names. */
  readonly controller: string
  readonly party: string
  readonly goods: string
  /** A notice that both tenants published, word for word. */
  readonly common: string
  /** A contact that this tenant alone knows. */
  readonly phone: string
  readonly email: string
  readonly event: string
  readonly erasable: string
  readonly withdrawal: string
  readonly certificate: string
  readonly receiptToken: string
  readonly manageToken: string
  readonly challenge: string
  readonly apiKey: string
  readonly idempotencyKey: string
  readonly eventCursor: string
  readonly keyCursor: string
  /** A webhook that has attempts and a dead letter, and where it is told. */
  readonly webhook: string
  readonly webhookUrl: string
  /** A submission that can be confirmed, and a code that was sent for another. */
  readonly confirmable: string
  readonly confirmation: string
  readonly code: string
}

/** One of two tenants. */
export type Holdings = Names & {
  readonly keys: { readonly SECRET: string; readonly SITE: string; readonly PARTNER: string }
  readonly client: Client
}

/** The person whom both tenants know. */
export const ADA = { phone: '06 39 98 12 34', email: 'ada@example.fr' }

/** A lawful notice in which nothing but the law is the same. */
const noticeOf = (name: string): NoticeDocument => {
  const word = name.toLowerCase()
  const renamed = JSON.stringify(NOTICE)
    .replaceAll('Cuisines SAS', `Cuisines ${name} SAS`)
    .replaceAll('Sols SARL', `Sols ${name} SARL`)
    .replaceAll('Literie SAS', `Literie ${name} SAS`)
    .replaceAll(/"(cuisines|sols|literie|parquets)"/g, `"$1-${word}"`)
    .replace('"devis"', `"devis-${word}"`)
  return JSON.parse(renamed)
}

/** What the forms of both tenants name a submission by. */
const SUBMISSION = '00000000-0000-4000-8000-000000000001'
const ANSWERS = NOTICE.questions.map(({ key }) => ({ question: key, answer: 'GRANTED' as const }))

/** Names of the same shapes that belong to nobody. */
const nobodyOf = ({ deps }: ServerUnderTest, common: string): Names => {
  const id = (noun: IdNoun): string => newId(noun, deps.clock, deps.random)
  const { keyId } = newApiKey('SECRET', deps.random)
  const document = noticeOf('Nobody')
  const challenge = issueChallenge(deps.keys.challenge, {
    keyId,
    site: SITE,
    noticeSha256: common,
    now: deps.clock(),
    random: deps.random,
  })
  return {
    tenant: id('tenant'),
    own: { document, id: id('noticeVersion'), key: document.key, sha256: 'ab'.repeat(32) },
    controller: document.controller,
    party: document.parties[1]?.key ?? '',
    goods: document.goods[0]?.key ?? '',
    common,
    phone: '06 39 98 90 01',
    email: 'nobody@example.fr',
    event: id('consentEvent'),
    erasable: id('consentEvent'),
    withdrawal: id('consentEvent'),
    certificate: id('certificate'),
    receiptToken: `${challenge}.${SUBMISSION}`,
    manageToken: Buffer.from(deps.random(32)).toString('base64url'),
    challenge,
    apiKey: `key_${keyId}`,
    idempotencyKey: 'only Nobody',
    eventCursor: Buffer.from('p2').toString('base64url'),
    keyCursor: Buffer.from(`k${TUESDAY}.${keyId}`).toString('base64url'),
    webhook: id('webhook'),
    webhookUrl: 'https://nobody.example.com/told',
    confirmable: id('consentEvent'),
    confirmation: id('confirmation'),
    code: '12345678',
  }
}

/** A client of this server under a key. */
export const clientUnder = (server: ServerUnderTest, key: string): Client =>
  createClient({
    url: 'https://proofs.example/graphql',
    key,
    fetch: async (url, init) => server.fetch(url instanceof Request ? url.url : String(url), init),
  })

const CAPTURE = `mutation ($input: StartCaptureInput!) { startCapture(input: $input) { ... on StartCapturePayload { challenge } } }`
const RECORD = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { __typename ... on RecordConsentPayload { receipt { manageUrl } events { id } } ... on Problem { message } } }`

/** A webhook that was told of an event in vain and is disabled since. */
const failingWebhook = async (
  { deps }: ServerUnderTest,
  client: Client,
  url: string,
): Promise<Pick<Names, 'webhook' | 'webhookUrl'>> => {
  const { id } = granted(await client.createWebhook({ url, after: '0' }), 'CreateWebhookPayload').webhook
  const now = deps.clock()
  const until = now + 1_000
  await deps.store.write(async (trx) => {
    const [lease] = await claimWebhooks(trx, { lease: url, now, until, limit: 1 })
    if (!lease) throw new Error('There is no event to tell of.')
    await stepTurn(trx, { lease, now, until, results: [], take: 1 })
    const attempt = {
      attemptId: newId('webhookAttempt', deps.clock, deps.random),
      messageId: `message to ${url}`,
      eventId: null,
      outcome: 'REFUSED',
      status: 500,
      at: now,
      duration: 1,
    } as const
    const result = { position: 1, attempt, next: { state: 'DEAD' } } as const
    await stepTurn(trx, { lease, now, until, results: [result], take: 0 })
    await endTurn(trx, lease, { now, dueAt: null, keepFrom: 0 })
  })
  return { webhook: id, webhookUrl: url }
}

const settle = async (
  server: ServerUnderTest,
  sent: readonly string[],
  secretKey: string,
  name: string,
  contact: { readonly phone: string; readonly email: string },
): Promise<Holdings> => {
  const row = await findKey(server.deps, secretKey)
  if (!row) throw new Error('The tenant has no key.')
  const { scope } = row
  const make = (settings: Parameters<typeof createApiKey>[2]) => createApiKey(server.deps, scope, settings)
  const client = clientUnder(server, secretKey)
  const document = noticeOf(name)
  const common = granted(await client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
  const { notice } = granted(await client.publishNotice(document), 'PublishNoticePayload')
  const party = document.parties[1]?.key ?? ''
  const site = await make({ kind: 'SITE', name: `form of ${name}`, allowedOrigins: [SITE] })
  const partner = await make({ kind: 'PARTNER', name: `partner of ${name}`, party: 'sols' })
  const spare = await make({ kind: 'SECRET', name: `spare of ${name}`, scopes: ['notice:read'] })

  const capture = async (): Promise<string> => {
    const { body } = await server.send(site.text, CAPTURE, { input: { notice: 'devis' } }, { origin: SITE })
    return body.data.startCapture.challenge
  }
  // Both tenants were sent a submission of the same name; its content differs.
  const token = await capture()
  const { body } = await server.send(
    site.text,
    RECORD,
    {
      input: {
        idempotencyKey: SUBMISSION,
        challenge: token,
        notice: common,
        contact: ADA,
        choices: ANSWERS,
      },
    },
    { origin: SITE },
  )
  const { receipt, events } = body.data.recordConsent
  const record = async (idempotencyKey: string, sha256: string, who: { phone: string; email: string }) =>
    granted(
      await client.recordConsent({ idempotencyKey, notice: sha256, contact: who, choices: ANSWERS }),
      'RecordConsentPayload',
    ).events[0]?.id ?? ''
  const own = await record(`only ${name}`, notice.sha256, contact)
  const erasable = await record(`erasable ${name}`, notice.sha256, {
    phone: contact.phone.replace(/.$/, '9'),
    email: `other.${contact.email}`,
  })
  const confirmable = await record(`confirmable ${name}`, notice.sha256, {
    phone: contact.phone.replace(/.$/, '8'),
    email: `confirmable.${contact.email}`,
  })
  const asked = await record(`asked ${name}`, notice.sha256, {
    phone: contact.phone.replace(/.$/, '7'),
    email: `asked.${contact.email}`,
  })
  const { confirmation } = granted(
    await client.requestConfirmation({
      idempotencyKey: `asked ${name}`,
      event: asked,
      channel: 'SMS',
      means: 'CODE',
    }),
    'RequestConfirmationPayload',
  )
  const withdrawn = granted(
    await client.withdrawConsent({ idempotencyKey: `only ${name}`, contact: { phone: contact.phone } }),
    'WithdrawConsentPayload',
  )
  granted(
    await client.recordObjection({
      idempotencyKey: `only ${name}`,
      contact: { email: contact.email },
      scope: 'EMAIL',
      source: 'LETTER',
    }),
    'RecordObjectionPayload',
  )
  granted(
    await client.recordAttempts({
      idempotencyKey: `only ${name}`,
      advertiser: 'cuisines',
      attempts: [
        { contact: { phone: ADA.phone }, channel: 'LIVE_CALL', at: new Date(TUESDAY).toISOString() },
      ],
    }),
    'RecordAttemptsPayload',
  )
  await server.takeTurn()
  const certificate = granted(
    await client.issueCertificate({ event: events[0].id, recipient: 'sols' }),
    'IssueCertificatePayload',
  ).certificate.id
  const page = await client.events({ first: 100 })
  const keys = await client.apiKeys({ first: 100 })
  return {
    keys: { SECRET: secretKey, SITE: site.text, PARTNER: partner.text },
    client,
    tenant: scope.tenantId,
    own: { document, id: notice.id, key: notice.key, sha256: notice.sha256 },
    controller: document.controller,
    party,
    goods: document.goods[0]?.key ?? '',
    common,
    ...contact,
    event: own,
    erasable,
    withdrawal: withdrawn.events[0]?.id ?? '',
    certificate,
    receiptToken: `${token}.${SUBMISSION}`,
    manageToken: String(receipt.manageUrl).split('/').at(-1) ?? '',
    challenge: await capture(),
    apiKey: `key_${spare.keyId}`,
    idempotencyKey: `only ${name}`,
    eventCursor: page.edges[1]?.cursor ?? '',
    keyCursor: keys.edges[0]?.cursor ?? '',
    confirmable,
    confirmation: confirmation.id,
    code: /\b\d{8}\b/.exec(sent.at(-1) ?? '')?.[0] ?? '',
    ...(await failingWebhook(server, client, `https://${name.toLowerCase()}.example.com/told`)),
  }
}

/** A server with two tenants that hold the same kinds of things, partly under the same names. */
export type TwoTenants = {
  readonly server: ServerUnderTest
  readonly alpha: Holdings
  readonly beta: Holdings
  readonly nobody: Names
}

/** Starts a server with two tenants. */
export const startTwoTenants = async (): Promise<TwoTenants> => {
  // No name leads anywhere: nothing is sent.
  const sent: string[] = []
  const server = await startServer({
    webhooks: { resolve: async () => [] },
    confirming: {
      mail: async () => 'SENT',
      sms: async (_to, text) => {
        sent.push(text)
        // A gateway that takes no links.
        return text.includes('https://') ? 'REFUSED' : 'SENT'
      },
      smsPrefixes: FRENCH_MOBILES,
      limits: { perContact: 1_000, perAddress: 1_000, perTenant: 10_000 },
    },
  })
  const alpha = await settle(server, sent, server.secretKey, 'Alpha', {
    phone: '06 39 98 70 01',
    email: 'alice@example.fr',
  })
  const beta = await settle(server, sent, server.strangerKey, 'Beta', {
    phone: '06 39 98 80 01',
    email: 'berthe@example.fr',
  })
  return { server, alpha, beta, nobody: nobodyOf(server, alpha.common) }
}
