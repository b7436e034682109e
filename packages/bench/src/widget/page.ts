import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { noticeSha256, type NoticeDocument } from '@constat/core/notice'
import type { Subject } from './subjects.ts'

/** Pages, one a subject, and the answers that the widget asks the server for. */
export type Pages = { readonly urlOf: (subject: Subject) => string; readonly close: () => Promise<void> }

const PROSE = Array.from(
  { length: 6 },
  () => '<p>Dites-nous qui vous êtes : un conseiller prépare votre devis sous deux jours ouvrés.</p>',
).join('')

// Noted from the first byte on: nothing of it can be asked of a page afterwards.
const RECORDER = `
  window.measured = { seen: null, tasks: [], shift: 0 }
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) measured.tasks.push(duration) }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) measured.shift += entry.value }).observe({ type: 'layout-shift', buffered: true })
  const look = () => {
    const element = window.find?.()
    const { width = 0, height = 0 } = element?.getBoundingClientRect() ?? {}
    // This frame is painted when the next begins.
    if (width > 0 && height > 0) requestAnimationFrame(() => (measured.seen = performance.now()))
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)`

const pageOf = (
  { markup, seen, style, as }: Subject,
  at: string,
): string => `<!doctype html><html lang="fr"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Devis</title><link rel="icon" href="data:,">
<script>${RECORDER}
window.find = () => ${seen}</script>
${style ? `<link rel="stylesheet" href="${at}/style.css">` : ''}<script ${as} src="${at}/script.js"></script></head>
<body><main><h1>Devis</h1>${PROSE}<form><p><label>Téléphone <input name="tel" type="tel"></label></p>${markup}<p><button>Envoyer</button></p></form>${PROSE}</main></body></html>`

/** Serves the pages on this machine, without compression: bytes are counted apart. */
export const servePages = async (all: readonly Subject[], notice: NoticeDocument): Promise<Pages> => {
  const sha256 = await noticeSha256(notice)
  const published = JSON.stringify({ data: { notice: { sha256, document: notice } } })
  const capture = JSON.stringify({
    data: { startCapture: { kind: 'StartCapturePayload', challenge: 'bench', notice: { sha256 } } },
  })
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://bench')
    const send = (type: string, body: string): void =>
      void response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body)
    if (pathname === '/graphql') {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () =>
        send(
          'application/json',
          (Buffer.concat(chunks).toString() + search).includes('"input"') ? capture : published,
        ),
      )
      return
    }
    const [, index = '', file = ''] = pathname.split('/')
    const subject = all[Number(index)]
    if (!subject) response.writeHead(404).end()
    else if (file === 'script.js') send('text/javascript', subject.script)
    else if (file === 'style.css') send('text/css', subject.style)
    else send('text/html', pageOf(subject, `/${index}`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    urlOf: (subject) => `http://127.0.0.1:${port}/${all.indexOf(subject)}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
