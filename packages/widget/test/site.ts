import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Observation } from '@constat/core/consent'
import { test as base, type Page } from '@playwright/test'
import { noticeSha256, type NoticeDocument } from '@constat/core/notice'
import type { WidgetBuild } from '@constat/widget/build'
import { keptWidget } from '@constat/widget/kept-build'
import { devis } from './notice.ts'

/** One GraphQL request as the network saw it. */
export type GraphqlRequest = {
  readonly path: string
  readonly operation: string
  readonly authorization: string | undefined
  readonly cookie: string | undefined
  readonly variables: { readonly input?: RecordInput; readonly locale?: string | null }
}

/** The record as it went over the network. */
export type RecordInput = {
  readonly idempotencyKey: string
  readonly challenge: string
  readonly notice: string
  readonly contact: Record<string, string>
  readonly choices: readonly { readonly question: string; readonly answer: string }[]
  readonly observation: Observation
  readonly replaces: readonly string[]
  /** Of a capture. */
  readonly waitedMs?: number
}

/** What a page's own script told the test. */
export type Report = {
  readonly type?: string
  readonly entries?: Record<string, string>
  readonly granted?: boolean
  readonly active?: boolean
  readonly said?: readonly string[]
}

/** What the page under test is made of. */
export type PageParts = {
  /** Inside `<form method="post" action="/send">`, before the button; the element stands there by default. */
  readonly form?: string
  /** After the form. */
  readonly body?: string
  readonly head?: string
  /** A module run by the page itself, so without the user activation that a driver's evaluate brings along. */
  readonly script?: string
  readonly csp?: string
  readonly lang?: string
  /** In the page that answers the form. */
  readonly thanks?: string
}

/** How the network edge answers; tests change what they are about. */
export type Answers = {
  notice: NoticeDocument | null
  status: number
  graphqlErrors: readonly { message: string; extensions: { code: string } }[] | null
  /** Given the place of a record among those that came, or the same for each. */
  record: Record<string, unknown> | ((count: number) => Record<string, unknown>)
  /** Resolved before startCapture is answered. */
  captureGate: Promise<void>
  recordGate: Promise<void>
  /** How many of the next records are taken, and their answers lost. */
  lost: number
  /** What stands where the answers to records are, as of a portal that answers in the server's place; null for the server's own. */
  body: string | null
}

/** A site that embeds the element, and the server it talks to, on one loopback port. */
export type Site = {
  readonly url: string
  readonly requests: readonly GraphqlRequest[]
  readonly posts: readonly URLSearchParams[]
  readonly reports: readonly Report[]
  readonly answers: Answers
  readonly element: string
  /** Further scripts of the site, by path. */
  readonly files: Record<string, string>
  /** Whether the server is out: requests to it get no answer. Another one, at /graphql-too, never is. */
  outage: boolean
  readonly serve: (parts?: PageParts) => string
  readonly sent: (operation: string) => readonly GraphqlRequest[]
}

export const FIELDS = `
  <p><label>Nom <input name="nom" autocomplete="name"></label></p>
  <p><label>E-mail <input name="courriel_saisi" type="email"></label></p>
  <p><label>Téléphone <input name="numero" autocomplete="tel"></label></p>`

/** A page that cancels the submit. */
export const STAYS = `document.addEventListener('submit', (event) => event.preventDefault())`

export const RECEIPT = { id: 'evt_1', manageUrl: 'https://preuves.example.org/m/abc' }

const DOCUMENTS: { readonly [id: string]: string } = JSON.parse(
  readFileSync(new URL('../src/generated/persisted-documents.json', import.meta.url), 'utf8'),
)

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

const element =
  '<constat-choices server="/graphql" site-key="constat_site_test" notice="devis"></constat-choices>'

const pageOf = ({ form = FIELDS + element, body = '', head = '', lang = 'fr' }: PageParts): string =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Devis</title>
  <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">${head}
  <script type="module" src="/constat.js"></script><script type="module" src="/page.js"></script></head>
  <body><main><h1>Votre devis</h1><form id="f" method="post" action="/send">${form}<button>Envoyer</button></form>${body}</main></body></html>`

const thanksOf = ({ thanks = '', lang = 'fr' }: PageParts): string =>
  `<!doctype html><html lang="${lang}"><title>Merci</title><script type="module" src="/constat.js"></script><h1>Merci</h1>${thanks}`

const usedPorts = new Set<number>()

/** Listens on a port on which no site of this worker was before: it would have what is stored and cached of that one. */
const listenAnew = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  if (!usedPorts.has(port)) {
    usedPorts.add(port)
    return port
  }
  await new Promise((resolve) => server.close(resolve))
  return listenAnew(server)
}

const openSite = async (code: string) => {
  const requests: GraphqlRequest[] = []
  const posts: URLSearchParams[] = []
  const reports: Report[] = []
  const answers: Answers = {
    notice: devis,
    status: 200,
    graphqlErrors: null,
    record: { kind: 'RecordConsentPayload', receipt: RECEIPT },
    captureGate: Promise.resolve(),
    recordGate: Promise.resolve(),
    lost: 0,
    body: null,
  }
  const files: Record<string, string> = {}
  let parts: PageParts = {}
  let captures = 0
  /** The challenge of each submission. */
  const challenges = new Map<string, string>()

  const data = async (operation: string, input?: RecordInput): Promise<unknown> => {
    const { notice, record, captureGate, recordGate } = answers
    const sha256 = notice && (await noticeSha256(notice))
    if (operation === 'Notice') return { notice: notice && { sha256, document: notice } }
    if (operation === 'StartCapture') {
      await captureGate
      captures += 1
      return {
        startCapture: { kind: 'StartCapturePayload', challenge: `challenge-${captures}`, notice: { sha256 } },
      }
    }
    await recordGate
    // As the server does: only who knows the challenge of the first is answered as the first time.
    if (input && (challenges.get(input.idempotencyKey) ?? input.challenge) !== input.challenge)
      return {
        recordConsent: {
          kind: 'Conflict',
          message: 'This submission was made under another challenge.',
          issues: [{ path: ['input', 'challenge'], rule: 'same-challenge' }],
        },
      }
    if (input) challenges.set(input.idempotencyKey, input.challenge)
    const number = [...challenges.keys()].indexOf(input?.idempotencyKey ?? '') + 1
    const answer = typeof record === 'function' ? record(number) : record
    // What was refused was made under no challenge.
    if (input && answer['kind'] === 'ChallengeFailed') challenges.delete(input.idempotencyKey)
    return { recordConsent: answer }
  }

  const server = createServer((request, response) => {
    const respond = (type: string, body: string, headers: Record<string, string> = {}, status = 200) =>
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(body)
    const handle = async (): Promise<void> => {
      const path = new URL(request.url ?? '/', 'http://site').pathname
      const file = files[path]
      if (file !== undefined) respond('text/javascript', file)
      else if (path === '/constat.js') respond('text/javascript', code)
      else if (path === '/page.js') respond('text/javascript', parts.script ?? '')
      else if (path === '/report') {
        reports.push(JSON.parse(await textOf(request)))
        respond('text/plain', 'ok')
      } else if (path === '/send') {
        posts.push(new URLSearchParams(await textOf(request)))
        respond('text/html', thanksOf(parts))
      } else if (path === '/thanks') respond('text/html', thanksOf(parts))
      else if (path === '/graphql' && site.outage) request.socket.destroy()
      else if (path.startsWith('/graphql')) {
        const asked = new URL(request.url ?? '/', 'http://site').searchParams
        const { documentId, variables }: { documentId: string; variables: GraphqlRequest['variables'] } =
          request.method === 'GET'
            ? {
                documentId: asked.get('documentId') ?? '',
                variables: JSON.parse(asked.get('variables') ?? ''),
              }
            : JSON.parse(await textOf(request))
        const operation = /(?:query|mutation)\s+(\w+)/.exec(DOCUMENTS[documentId] ?? '')?.[1] ?? ''
        const { authorization, cookie } = request.headers
        requests.push({ path, operation, authorization, cookie, variables })
        if (operation === 'RecordConsent' && answers.body !== null)
          return void respond('text/html', answers.body, {}, answers.status)
        const body = answers.graphqlErrors
          ? { errors: answers.graphqlErrors }
          : { data: await data(operation, variables.input) }
        const isLost = operation === 'RecordConsent' && answers.lost-- > 0
        respond('application/json', isLost ? '' : JSON.stringify(body), {}, isLost ? 504 : answers.status)
      } else respond('text/html', pageOf(parts), parts.csp ? { 'content-security-policy': parts.csp } : {})
    }
    handle().catch(() => response.destroy())
  })
  const port = await listenAnew(server)
  const site: Site = {
    url: `http://127.0.0.1:${port}`,
    requests,
    posts,
    reports,
    answers,
    element,
    files,
    outage: false,
    serve: (next = {}) => {
      parts = next
      return `http://127.0.0.1:${port}/`
    },
    sent: (operation) => requests.filter((each) => each.operation === operation),
  }
  return {
    site,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const VIEWPORT = { width: 1280, height: 720 }

/**
 * `test` with a fresh site for each test; the element is built once per worker. Each site has an origin of its own, and so a storage of
 * its own.
 */
export const test = base.extend<
  { site: Site; sharesWindow: boolean },
  { widget: Promise<WidgetBuild>; sharedWindow: () => Promise<Page> }
>({
  widget: [keptWidget(), { scope: 'worker' }],
  site: async ({ widget }, use) => {
    const { site, close } = await openSite((await widget).code)
    await use(site)
    await close()
  },
  sharesWindow: [false, { option: true }],
  sharedWindow: [
    async ({ browser }, use) => {
      let opened: Promise<Page> | undefined
      await use(() => (opened ??= browser.newPage({ viewport: VIEWPORT })))
      await (await opened)?.close()
    },
    { scope: 'worker' },
  ],
  page: async ({ sharesWindow, sharedWindow, context }, use) => {
    if (!sharesWindow) return use(await context.newPage())
    const window = await sharedWindow()
    await use(window)
    window.removeAllListeners()
    await window.setViewportSize(VIEWPORT)
    await window.goto('about:blank')
  },
})

/**
 * One case of a table, in a window that all cases share in Firefox, where to open one takes most of a second. A case neither changes the
 * window for good nor leaves its page.
 */
export const testCase = test.extend({
  sharesWindow: ({ browserName }, use) => use(browserName === 'firefox'),
})

export { expect } from '@playwright/test'
