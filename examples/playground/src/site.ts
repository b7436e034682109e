import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { playgroundPage } from './page.ts'
import type { Script } from './settings.ts'

/** What the playground is made of. */
export type PlaygroundParts = {
  /** Origin of the Constat server, which serves the playground as well. */
  readonly url: string
  readonly siteKey: string
  readonly script: Script
  /** Files of the further languages, by language. */
  readonly locales: { readonly [language: string]: Script }
}

const SECURITY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'x-content-type-options': 'nosniff',
} as const

const bundled = async (): Promise<string> => {
  const extension = extname(import.meta.url)
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`client/main${extension}`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
  })
  return outputFiles[0]?.text ?? ''
}

/** The playground at `/playground`: nothing of it is a server's, all is a page's. */
export const playground = async (parts: PlaygroundParts): Promise<Hono> => {
  const script = await bundled()
  const style = await readFile(new URL('../src/style.css', import.meta.url), 'utf8')
  const data = JSON.stringify({ ...parts, server: `${parts.url}/graphql` }).replaceAll('<', '\\u003c')
  const page = playgroundPage(
    data,
    [parts.script, ...Object.values(parts.locales)].map(({ url }) => new URL(url).pathname),
  )
  const site = new Hono()
  site.get('/playground', (c) => c.html(page, 200, { ...SECURITY, 'cache-control': 'no-store' }))
  site.get('/playground/main.js', (c) =>
    c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  )
  site.get('/playground/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }))
  return site
}
