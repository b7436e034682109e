import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'
import { minify, type MinifyOptions } from 'terser'
import type { TrustFolder } from '../trust/trust-files.ts'
import { frenchByPlace } from './french-by-place.ts'
import { pageHtml } from './html.ts'

/** The page, one file that needs nothing beside it. */
export type PageBuild = {
  readonly html: string
  /** Bytes of the page without the chunks that are run on demand, as gzip -9 packs them. */
  readonly gzipBytes: number
  /** Bytes of each chunk, as gzip -9 packs them. */
  readonly chunkGzipBytes: { readonly [name: string]: number }
}

const CHUNKS = ['timestamp', 'contact'] as const

// From source where this file runs from source, from dist where it was compiled.
const EXTENSION = extname(import.meta.url)

// After esbuild's own minifier it takes another 2 %, which the budget of the page needs; what is run on demand is as it is.
const TERSER: MinifyOptions = {
  ecma: 2020,
  module: true,
  compress: { passes: 3, sequences: false, unsafe_arrows: true, pure_getters: true, hoist_funs: true },
  format: { comments: false, inline_script: true },
}

const requireScriptText = (name: string, code: string): string => {
  // Either would end the element, or change what ends it (HTML "Restrictions for contents of script elements").
  if (/<!--|<\/?script/i.test(code)) throw new Error(`${name} cannot stand in a script element.`)
  return code
}

const bundle = async (name: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./${name}${EXTENSION}`, import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2023',
    plugins: [frenchByPlace],
    legalComments: 'none',
    charset: 'utf8',
    conditions: EXTENSION === '.ts' ? ['@constat/source'] : [],
  })
  return requireScriptText(name, outputFiles[0]?.text ?? '')
}

const css = async (): Promise<string> => {
  const source = fileURLToPath(new URL('../../src/page/page.css', import.meta.url))
  const { code } = await transform(await readFile(source, 'utf8'), { loader: 'css', minify: true })
  return code.trim()
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const gzipLength = (text: string): number => gzipSync(text, { level: 9 }).length

/**
 * Builds the page. Same sources and trust, same bytes. Nothing is allowed to it but its own style and scripts, by hash.
 *
 * @param trust Files of a trust folder that the page is to believe from the start; none where absent.
 */
export const buildPage = async (trust: TrustFolder = {}): Promise<PageBuild> => {
  const main = await minify(await bundle('main'), TERSER)
  const script = requireScriptText('main', main.code ?? '')
  const style = await css()
  const chunks = await Promise.all(
    CHUNKS.map(async (name) => ({ name, code: await bundle(`chunk.${name}`) })),
  )
  const parts = {
    css: style,
    script,
    trust: JSON.stringify(trust).replaceAll('<', '\\u003c'),
    csp: [
      `default-src 'none'`,
      `script-src ${[script, ...chunks.map(({ code }) => code)].map(hashOf).join(' ')}`,
      `style-src ${hashOf(style)}`,
      `base-uri 'none'`,
      `form-action 'none'`,
    ].join('; '),
  }
  return {
    html: pageHtml({ ...parts, chunks }),
    gzipBytes: gzipLength(pageHtml({ ...parts, chunks: [] })),
    chunkGzipBytes: Object.fromEntries(chunks.map(({ name, code }) => [name, gzipLength(code)])),
  }
}
