import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { readFile } from 'node:fs/promises'
import { build, type Plugin } from 'esbuild'
import { WIDGET_VERSION } from './widget-build.ts'

/** The one file that a site loads. */
export type WidgetBuild = {
  readonly version: string
  /** An ES module that registers `<constat-choices>`. */
  readonly code: string
  /** What the file reports as its own hash: its SHA-256 with these 64 digits written as zeros. */
  readonly sha256: string
  /** Subresource Integrity value of the file as served. */
  readonly integrity: string
  readonly bytes: number
  readonly gzipBytes: number
}

const NO_HASH = '0'.repeat(64)

/** Indentation means nothing to the HTML, CSS and GraphQL in our templates; a minifier of JavaScript leaves it. */
const unindentedTemplates: Plugin = {
  name: 'unindented-templates',
  setup: (pipeline) => {
    pipeline.onLoad({ filter: /[\\/](view|generated)[\\/].*\.[jt]s$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/\n\s*/g, '\n'),
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }))
  },
}

/** Bundles the element with all that it needs. Same sources, same bytes. */
export const buildWidget = async (): Promise<WidgetBuild> => {
  // From source where this file runs from source, from dist where it was compiled.
  const extension = extname(import.meta.url)
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./define${extension}`, import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    charset: 'utf8',
    conditions: extension === '.ts' ? ['@constat/source'] : [],
    plugins: [unindentedTemplates],
    define: { CONSTAT_BUILD_SHA256: JSON.stringify(NO_HASH) },
  })
  const unsigned = outputFiles[0]?.text ?? ''
  const sha256 = createHash('sha256').update(unsigned).digest('hex')
  const code = unsigned.replace(NO_HASH, sha256)
  return {
    version: WIDGET_VERSION,
    code,
    sha256,
    integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`,
    bytes: Buffer.byteLength(code),
    gzipBytes: gzipSync(code, { level: 9 }).length,
  }
}
