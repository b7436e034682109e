import { SourceMap } from 'node:module'
import { buildLocale, buildWidget, LOCALES, mapWidget } from './build.ts'

/** Bytes of a file as served, and by zlib at level 9. */
export type FileBytes = { readonly file: string; readonly bytes: number; readonly gzipBytes: number }

/** What the files of this package weigh, and what the one file is made of. */
export type BytesReport = {
  /** The one file, then one for each further language. */
  readonly files: readonly FileBytes[]
  /** Bytes of each source in the one file, the largest first; together exactly its bytes. */
  readonly sources: readonly { readonly source: string; readonly bytes: number }[]
}

/** What no source can be named for: what the bundler itself wrote. */
const BUNDLER = '(bundler)'

const nameOf = (path: string | undefined): string => {
  if (!path) return BUNDLER
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path)
  if (inPackage?.[1]) return inPackage[1]
  const inWorkspace = /(?:packages|\.\.)\/core\/(?:src|dist)\/(.*)$/.exec(path)
  return inWorkspace ? `@constat/core/${inWorkspace[1]}` : path.replace(/^(?:.*\/)?(?:src|dist)\//, '')
}

/** Counts the bytes of a file by the source that its map names for each character. */
const countSources = (code: string, map: string): ReadonlyMap<string, number> => {
  const sources = new SourceMap(JSON.parse(map))
  const bytes = new Map<string, number>()
  for (const [line, text] of code.split(/(?<=\n)/).entries()) {
    let column = 0
    for (const character of text) {
      const entry = sources.findEntry(line, column)
      const name = nameOf('originalSource' in entry ? entry.originalSource : undefined)
      bytes.set(name, (bytes.get(name) ?? 0) + Buffer.byteLength(character))
      column += character.length
    }
  }
  return bytes
}

/** Builds everything and weighs it. */
export const reportBytes = async (): Promise<BytesReport> => {
  const [widget, { code, map }] = await Promise.all([buildWidget(), mapWidget()])
  const locales = await Promise.all(
    LOCALES.map(async (language) => ({ file: `constat.${language}.js`, ...(await buildLocale(language)) })),
  )
  return {
    files: [
      { file: 'constat.js', bytes: widget.bytes, gzipBytes: widget.gzipBytes },
      ...locales.map(({ file, bytes, gzipBytes }) => ({ file, bytes, gzipBytes })),
    ],
    sources: [...countSources(code, map)]
      .map(([source, bytes]) => ({ source, bytes }))
      .toSorted((a, b) => b.bytes - a.bytes),
  }
}

/** The report as a table for people. */
export const printBytes = ({ files, sources }: BytesReport): string =>
  [
    'file                       bytes    gzip',
    ...files.map(
      ({ file, bytes, gzipBytes }) =>
        `${file.padEnd(22)} ${String(bytes).padStart(9)} ${String(gzipBytes).padStart(7)}`,
    ),
    '',
    'source in constat.js                       bytes',
    ...sources.map(({ source, bytes }) => `${source.padEnd(40)} ${String(bytes).padStart(7)}`),
    '',
  ].join('\n')
