import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { Client } from '@constat/client'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { DEVIS_NOTICE } from './notice.ts'
import { formPage, startPage, thanksPage } from './pages.ts'
import type { Scripts } from './scripts.ts'
import { readForm, settle, type Patience } from './submission.ts'

/** What the demo site is made of. */
export type SiteParts = {
  readonly client: Client
  readonly siteKey: string
  readonly noticeSha256: string
  readonly scripts: Scripts
  readonly newId: () => string
}

const MAX_FORM_BYTES = 100_000

// What an embedding site with a strict policy would send; the element must work under it.
const SECURITY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
} as const

// The browser's copy travels beside the form; two seconds cover a slow line without making anyone wait for a lost one.
const PATIENCE: Patience = { looks: 20, wait: () => setTimeout(100) }

/** The demo site: a quote-request form, and the back end that it posts to. */
export const demoSite = (parts: SiteParts): Hono => {
  const site = new Hono()
  const page = formPage({
    document: DEVIS_NOTICE,
    sha256: parts.noticeSha256,
    siteKey: parts.siteKey,
    script: parts.scripts.widget,
  })
  site.get('/demo', (c) => c.html(page, 200, { ...SECURITY, 'cache-control': 'no-store' }))
  site.get('/demo/site.css', async (c) =>
    c.body(await readFile(new URL('site.css', import.meta.url), 'utf8'), 200, {
      'content-type': 'text/css; charset=utf-8',
    }),
  )
  for (const { path, code } of [parts.scripts.widget, ...parts.scripts.locales.values()])
    site.get(path, (c) =>
      // A module script of another site is fetched under CORS.
      c.body(code, 200, {
        'content-type': 'text/javascript; charset=utf-8',
        'access-control-allow-origin': '*',
      }),
    )
  site.post('/demo/devis', bodyLimit({ maxSize: MAX_FORM_BYTES }), async (c) => {
    const form = await c.req.formData().catch(() => undefined)
    if (!form) return c.text('Envoyez le formulaire tel que la page le donne.', 400)
    const post = readForm(form)
    const settled = await settle(
      parts.client,
      post,
      post.notice ?? parts.noticeSha256,
      parts.newId(),
      PATIENCE,
    )
    return c.html(thanksPage(DEVIS_NOTICE, post, settled), 200, { ...SECURITY, 'cache-control': 'no-store' })
  })
  site.get('/', (c) => c.html(startPage(), 200, SECURITY))
  return site
}
