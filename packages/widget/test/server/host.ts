import { createServer, type IncomingMessage } from 'node:http'
import { test as base } from '@playwright/test'
import type { WidgetBuild } from '@constat/widget/build'
import { keptWidget } from '@constat/widget/kept-build'
import { callbackIn, LOCALES, publishedIn, REQUIRED } from './notices.ts'
import { somebodyAfter, type Person } from './people.ts'
import { open, startProofServer, type ProofServer } from './proof-server.ts'

/** What the page under test is made of. */
export type HostPage = {
  readonly lang?: string
  readonly dir?: 'ltr' | 'rtl'
  readonly head?: string
  /** Inside `<form method="post" action="/send">`, before the button; fields and the element when absent. */
  readonly form?: string
  /** After the form. */
  readonly body?: string
  /** A module run by the page itself. */
  readonly script?: string
  readonly csp?: string
  /** Attributes of the element's script beside `type` and `src`. */
  readonly scriptAttributes?: string
  /** The page comes without the element's script, which the test adds later. */
  readonly isLate?: boolean
}

/** A site that embeds the element, on an origin other than the server's. */
export type Host = {
  readonly url: string
  /** The element as its page writes it, with further attributes and children. */
  readonly element: (attributes?: string, children?: string) => string
  /** What its form posted. */
  readonly posts: readonly URLSearchParams[]
  /** What its pages reported with `POST /report`. */
  readonly reports: readonly unknown[]
  /** Lays the page and says where it is. */
  readonly serve: (page?: HostPage) => string
  /** Serves a file beside the page. */
  readonly addFile: (path: string, type: string, body: string | Buffer) => void
  readonly clear: () => void
}

/** The contact fields of the form. */
export const FIELDS = `
  <p><label>Nom <input name="nom" autocomplete="name"></label></p>
  <p><label>E-mail <input name="email" type="email" autocomplete="email"></label></p>
  <p><label>Téléphone <input name="telephone" autocomplete="tel"></label></p>`

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

const pageOf = (
  { lang = 'fr', dir = 'ltr', head = '', form, body = '', scriptAttributes = '', isLate = false }: HostPage,
  element: string,
): string =>
  `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>Devis</title>
  <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">${head}
  ${isLate ? '' : `<script type="module" src="/constat.js" ${scriptAttributes}></script>`}<script type="module" src="/page.js"></script></head>
  <body><main><h1>Votre devis</h1><form id="f" method="post" action="/send">${form ?? FIELDS + element}<button>Envoyer</button></form>${body}</main></body></html>`

const openHost = async (
  { code }: WidgetBuild,
  { graphql, siteKey }: ProofServer,
): Promise<{ readonly host: Host; readonly close: () => Promise<void> }> => {
  const posts: URLSearchParams[] = []
  const reports: unknown[] = []
  const files = new Map<string, { readonly type: string; readonly body: string | Buffer }>()
  const element: Host['element'] = (attributes = '', children = '') =>
    `<constat-choices server="${graphql}" site-key="${siteKey}" ${attributes.includes('notice=') ? '' : 'notice="devis"'} ${attributes}>${children}</constat-choices>`
  let page: HostPage = {}

  const server = createServer((request, response) => {
    const respond = (type: string, body: string | Buffer, headers: Record<string, string> = {}): void =>
      void response
        .writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*', ...headers })
        .end(body)
    const handle = async (): Promise<void> => {
      const path = new URL(request.url ?? '/', 'http://host').pathname
      const file = files.get(path)
      if (file) respond(file.type, file.body)
      else if (path === '/constat.js') respond('text/javascript; charset=utf-8', code)
      else if (path === '/page.js') respond('text/javascript; charset=utf-8', page.script ?? '')
      else if (path === '/report') {
        reports.push(JSON.parse(await textOf(request)))
        respond('text/plain', 'ok')
      } else if (path === '/send') {
        posts.push(new URLSearchParams(await textOf(request)))
        respond('text/html; charset=utf-8', '<!doctype html><title>Merci</title><h1>Merci</h1>')
      } else
        respond(
          'text/html; charset=utf-8',
          pageOf(page, element()),
          page.csp ? { 'content-security-policy': page.csp } : {},
        )
    }
    handle().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    host: {
      url,
      element,
      posts,
      reports,
      serve: (next = {}) => {
        page = next
        return `${url}/`
      },
      addFile: (path, type, body) => void files.set(path, { type, body }),
      clear: () => {
        posts.length = reports.length = 0
        page = {}
      },
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type WorkerFixtures = {
  readonly widget: WidgetBuild
  readonly proofs: ProofServer
  readonly site: Host
}

type TestFixtures = {
  readonly host: Host
  /** Someone new, whose records are those of this test. */
  readonly newPerson: () => Person
}

/** `test` with a real server and a site that embeds the element, each once per worker and as new for each test. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  widget: [async ({}, use) => use(await keptWidget()), { scope: 'worker' }],
  proofs: [
    async ({}, use) => {
      const proofs = await startProofServer()
      for (const notice of [...LOCALES.map(publishedIn), ...['fr', 'ar'].map(callbackIn), REQUIRED])
        await proofs.publish(notice)
      await use(proofs)
      await proofs.close()
    },
    { scope: 'worker' },
  ],
  site: [
    async ({ widget, proofs }, use) => {
      const { host, close } = await openHost(widget, proofs)
      await proofs.allow([host.url])
      await use(host)
      await close()
    },
    { scope: 'worker' },
  ],
  host: async ({ site, proofs }, use) => {
    site.clear()
    await use(site)
    proofs.setEdge(open)
    await proofs.up()
  },
  newPerson: async ({ proofs }, use) => use(somebodyAfter(await proofs.events(), proofs)),
})

export { expect } from '@playwright/test'
