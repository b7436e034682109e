import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { buildPage } from './build.ts'

const { html, gzipBytes, chunkGzipBytes } = await buildPage()

test('the same sources give the same bytes', async () => {
  expect(await buildPage()).toEqual({ html, gzipBytes, chunkGzipBytes })
})

test('the page is at most 30 kB without what is run on demand', () => {
  const page = html.replaceAll(/<script type="text\/plain" id="\w+">[^]*?<\/script>\n/g, '')
  expect(gzipSync(page, { level: 9 })).toHaveLength(gzipBytes)
  expect(gzipBytes).toBeLessThanOrEqual(30_000)
  expect(chunkGzipBytes['timestamp']).toBeLessThanOrEqual(8000)
  expect(chunkGzipBytes['contact']).toBeLessThanOrEqual(32_000)
})

test('its CSP allows its own style and scripts by hash, and nothing else', () => {
  const [, csp = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? []
  const hashes = (pattern: RegExp) =>
    Array.from(
      html.matchAll(pattern),
      ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    )
  const scripts = hashes(/<script(?: type="text\/plain" id="\w+")?>([^]*?)<\/script>/g)
  const styles = hashes(/<style>([^]*?)<\/style>/g)
  expect(new Set(csp.split('; '))).toEqual(
    new Set([
      `default-src 'none'`,
      expect.stringMatching(/^script-src /),
      `style-src ${styles.join(' ')}`,
      `base-uri 'none'`,
      `form-action 'none'`,
    ]),
  )
  const allowed = /script-src ([^;]*)/.exec(csp)?.[1]?.split(' ') ?? []
  expect(allowed.toSorted()).toEqual(scripts.toSorted())
  expect(html).not.toMatch(
    /unsafe-|<script src|<link|https?:\/\/(?!proofs\.example|www\.w3)[\w.]+\/[^"']*\.(js|css)/,
  )
})

test('a trust that is built in cannot end its element', async () => {
  const built = await buildPage({ 'tlog-policy.txt': '</script><script>alert(1)</script>' })
  expect(built.html).not.toContain('<script>alert(1)')
})
