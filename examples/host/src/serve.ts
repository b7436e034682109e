import { createHash, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createClient } from '@constat/client'
import { readForm, settle, type Patience } from '@constat/example-demo/submission'
import { listen } from '@constat/server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'

/** The Constat server that an example uses, with the keys that it was given. */
export type Constat = { readonly url: string; readonly siteKey: string; readonly secretKey: string }

/** An example that answers. */
export type ServedExample = { readonly url: string; readonly stop: () => Promise<void> }

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

const MAX_FORM_BYTES = 100_000
const PATIENCE: Patience = { looks: 20, wait: () => setTimeout(100) }

/** What the sources of the examples write where a site has its own: read by people as they stand, filled in when served. */
const placeholders = async ({ url, siteKey }: Constat): Promise<readonly (readonly [string, string])[]> => {
  const script = await (await fetch(`${url}/demo/constat.js`)).text()
  return [
    ['http://localhost:4000', url],
    ['constat_site_…', siteKey],
    ['sha384-…', `sha384-${createHash('sha384').update(script).digest('base64')}`],
  ]
}

/**
 * Serves a folder as a site of its own on this machine, and takes the form's post at `/devis` as a back end does: it
 * redeems the receipt token with its secret key and shows the number of the receipt.
 *
 * @param folder holds `index.html` and what it loads
 * @param port 0 for any that is free
 */
export const serveExample = async (
  folder: string,
  constat: Constat,
  port: number,
): Promise<ServedExample> => {
  const client = createClient({ url: `${constat.url}/graphql`, key: constat.secretKey })
  const replaced = await placeholders(constat)
  const site = new Hono()
  site.post('/devis', bodyLimit({ maxSize: MAX_FORM_BYTES }), async (c) => {
    const post = readForm(await c.req.formData())
    const settled = await settle(client, post, post.notice ?? '', randomUUID(), PATIENCE)
    return c.html(
      settled.kind === 'receipt'
        ? html`<!doctype html>
            <html lang="fr">
              <title>Merci</title>
              <h1>Merci ${post.name}</h1>
              <p>Reçu <code id="receipt">${settled.receipt.id}</code> (${settled.from})</p>
            </html>`
        : html`<!doctype html>
            <html lang="fr">
              <title>Merci</title>
              <h1>Merci ${post.name}</h1>
              <ul class="issues">
                ${settled.messages.map((message) => html`<li>${message}</li>`)}
              </ul>
            </html>`,
    )
  })
  site.get('/*', async (c) => {
    const path = normalize(c.req.path === '/' ? '/index.html' : c.req.path)
    const type = TYPES[extname(path)]
    const text = type ? await readFile(join(folder, path), 'utf8').catch(() => undefined) : undefined
    if (type === undefined || text === undefined) return c.text('There is no such file.', 404)
    const filled = replaced.reduce((before, [from, to]) => before.replaceAll(from, to), text)
    return c.body(filled, 200, { 'content-type': type, 'cache-control': 'no-store' })
  })
  const listening = await listen((request) => site.fetch(request), { host: '127.0.0.1', port })
  return { url: `http://localhost:${listening.port}`, stop: () => listening.close() }
}
