import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { SourceMap } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { minify as compress } from '@swc/core'
import { build, transform, type Plugin } from 'esbuild'
import { minify } from 'terser'
import { arrange, type Minified } from './compile/arrange.ts'
import { withBackticks } from './compile/quotes.ts'
import { leanLit } from './compile/lean-lit.ts'
import { compileTemplates } from './compile/templates.ts'
import { WIDGET_VERSION } from './widget-build.ts'

export { LOCALES } from './languages.ts'

/** A file that a site loads. */
export type ScriptBuild = {
  /** An ES module. */
  readonly code: string
  /** Subresource Integrity value of the file as served. */
  readonly integrity: string
  readonly bytes: number
  /** Bytes by zlib at level 9. */
  readonly gzipBytes: number
}

/** The one file that a site loads: it registers the elements. */
export type WidgetBuild = ScriptBuild & {
  /** What the file reports as its own hash: its SHA-256 with these 64 digits written as zeros. */
  readonly sha256: string
  readonly version: string
}

const NO_HASH = '0'.repeat(64)

// From source where this file runs from source, from dist where it was compiled.
const EXTENSION = extname(import.meta.url)

const pathOf = (file: string): string => fileURLToPath(new URL(`./${file}${EXTENSION}`, import.meta.url))

/** A module with the sheet that it holds minified. */
const withShortSheet = async (source: string): Promise<string> => {
  const [before = '', sheet = '', after = ''] = source.split('`')
  const { code } = await transform(sheet, { loader: 'css', minify: true, charset: 'utf8' })
  // The values of custom properties, too, are the same without spaces.
  return `${before}\`${code.trim().replaceAll(/(?<=--\w+:|,) /g, '')}\`${after}`
}

const withoutTypes = async (source: string): Promise<string> =>
  (await transform(source, { loader: 'ts', target: 'es2022', charset: 'utf8' })).code

type Rewrite = (source: string) => string | Promise<string>

/** What comes through the plugin: [which files, what becomes of them]. */
const REWRITES: readonly (readonly [RegExp, Rewrite])[] = [
  [/[\\/]lit-html[\\/]development[\\/]lit-html\.js$/, leanLit],
  [/[\\/]view[\\/]styles\.[jt]s$/, async (source) => withShortSheet(await withoutTypes(source))],
  [
    /\.[jt]s$/,
    async (source) =>
      source.includes("from 'lit/html.js'")
        ? compileTemplates(await withoutTypes(source))
        : withoutTypes(source),
  ],
]

const rewriting: Plugin = {
  name: 'rewriting',
  setup: (pipeline) => {
    for (const [filter, rewrite] of REWRITES)
      pipeline.onLoad({ filter }, async ({ path }) => ({
        contents: await rewrite(await readFile(path, 'utf8')),
        loader: 'js',
      }))
  },
}

/**
 * Names of members that only this file's own modules speak: those of Lit begin with one underscore, told events with "on". None is on the
 * wire, in the form, in the page's sight or the platform's.
 */
const INNER_NAMES =
  /^(_(?!_)|on[A-Z]|lookAt|(act|addStep|ageMs|begin|block|carried|circumstances|complain|connect|controls|draw|element|end|enter|fate|first|given|help|isLate|isPlain|isRepeat|item|layer|load|look|placeOf|post|prefixes|readText|root|seen|session|setData|setDisabled|settle|since|site|submit|take|template|total|trusted|via|watch|words|__meta__|hash)$)/

/** The name and the map of what one step of the build made of its one file. */
type Made = { readonly code: string; readonly map: string }

const bundled = async (entry: string): Promise<Made> => {
  const { outputFiles } = await build({
    entryPoints: [pathOf(entry)],
    outdir: '.',
    bundle: true,
    write: false,
    minifySyntax: true,
    sourcemap: 'external',
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    charset: 'utf8',
    conditions: EXTENSION === '.ts' ? ['@constat/source', 'development'] : ['development'],
    plugins: [rewriting],
    define: { CONSTAT_BUILD_SHA256: JSON.stringify(NO_HASH) },
  })
  const textOf = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? ''
  return { code: textOf('.js'), map: textOf('.map') }
}

/** A minified file; `maps` lead from it to the bundle, then to its sources. */
type Minimal = Minified & { readonly maps: readonly string[] }

type Renamed = { readonly props?: Readonly<Record<string, string>> }

/** What a name cache of Terser says of names at the top and of members: the short one of each, after a "$". */
type NameCache = { readonly vars?: Renamed; readonly props?: Renamed }

// Each of the two minifiers finds what the other leaves.
const minified = async (entry: string): Promise<Minimal> => {
  const { code: source, map: sources } = await bundled(entry)
  const compressed = await compress(source, {
    module: true,
    ecma: 2022,
    compress: { passes: 3 },
    mangle: false,
    sourceMap: true,
  })
  const nameCache: NameCache = {}
  const { code = '', map } = await minify(compressed.code, {
    module: true,
    ecma: 2020,
    compress: { passes: 3, pure_getters: true },
    mangle: { properties: { regex: INNER_NAMES, builtins: true } },
    nameCache,
    sourceMap: { content: compressed.map ?? '' },
  })
  const sourceNames = new Map(
    Object.entries(nameCache.vars?.props ?? {}).map(([name, short]) => [short, name.slice(1)]),
  )
  return {
    code: withBackticks(code),
    sourceNames,
    members: new Set(Object.values(nameCache.props?.props ?? {})),
    maps: [typeof map === 'string' ? map : JSON.stringify(map), sources],
  }
}

const measured = (code: string): ScriptBuild => ({
  code,
  integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`,
  bytes: Buffer.byteLength(code),
  gzipBytes: gzipSync(code, { level: 9 }).length,
})

/** Bundles the elements with all that they need. Same sources, same bytes. */
export const buildWidget = async (): Promise<WidgetBuild> => {
  const { code: unsigned } = arrange(await minified('define'))
  const sha256 = createHash('sha256').update(unsigned).digest('hex')
  return { ...measured(unsigned.replace(NO_HASH, sha256)), sha256, version: WIDGET_VERSION }
}

/** Bundles one further language: a script that registers itself, before or after the elements. */
export const buildLocale = async (language: string): Promise<ScriptBuild> =>
  measured((await minified(`locales/${language}`)).code)

/** The one file before its arrangement, for the search of a better one. */
export const minifyWidget = (): Promise<Minified> => minified('define')

/** The path of the source that each character (UTF-16 code unit) of the one file comes from, where there is one. */
export const sourcesOfWidget = async (): Promise<readonly (string | undefined)[]> => {
  const { maps, ...file } = await minified('define')
  const [toBundle, toSources] = maps.map((map) => new SourceMap(JSON.parse(map)))
  const sourceAt = (line: number, column: number): string | undefined => {
    const inBundle = toBundle?.findEntry(line, column)
    if (!inBundle || !('originalLine' in inBundle)) return undefined
    const inSource = toSources?.findEntry(inBundle.originalLine, inBundle.originalColumn)
    return inSource && 'originalSource' in inSource ? inSource.originalSource : undefined
  }
  const sources = file.code
    .split(/(?<=\n)/)
    .flatMap((text, line) => Array.from({ length: text.length }, (_, column) => sourceAt(line, column)))
  return arrange(file)
    .origins()
    .map((origin) => sources[origin])
}
