import { gzipSync } from 'node:zlib'
import { buildLocale, buildWidget, LOCALES, sourcesOfWidget } from './build.ts'

/** Bytes of a file as served, and by zlib at level 9. */
export type FileBytes = { readonly file: string; readonly bytes: number; readonly gzipBytes: number }

/** What the files of this package weigh, and what the one file is made of. */
export type BytesReport = {
  /** The one file, then one for each further language. */
  readonly files: readonly FileBytes[]
  /**
   * Bytes of each source in the one file, the heaviest first; together exactly its bytes. `gzipBytes` is what the file would lose
   * without it: they are together less than the file, since sources share what they repeat.
   */
  readonly sources: readonly {
    readonly source: string
    readonly bytes: number
    readonly gzipBytes: number
  }[]
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

const weigh = (text: string): number => gzipSync(text, { level: 9 }).length

const weighSources = (code: string, sources: readonly (string | undefined)[]): BytesReport['sources'] => {
  const characters = Array.from(code, (character, place) => ({ character, source: nameOf(sources[place]) }))
  const whole = weigh(code)
  return [...new Set(characters.map(({ source }) => source))]
    .map((source) => {
      const [its, others] = [true, false].map((isOf) =>
        characters.flatMap((each) => ((each.source === source) === isOf ? [each.character] : [])).join(''),
      )
      return { source, bytes: Buffer.byteLength(its ?? ''), gzipBytes: whole - weigh(others ?? '') }
    })
    .toSorted((a, b) => b.gzipBytes - a.gzipBytes)
}

/** Builds everything and weighs it. */
export const reportBytes = async (): Promise<BytesReport> => {
  const [widget, sources] = await Promise.all([buildWidget(), sourcesOfWidget()])
  const locales = await Promise.all(
    LOCALES.map(async (language) => ({ file: `constat.${language}.js`, ...(await buildLocale(language)) })),
  )
  return {
    files: [
      { file: 'constat.js', bytes: widget.bytes, gzipBytes: widget.gzipBytes },
      ...locales.map(({ file, bytes, gzipBytes }) => ({ file, bytes, gzipBytes })),
    ],
    sources: weighSources(widget.code, sources),
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
    'source in constat.js                       bytes    gzip',
    ...sources.map(
      ({ source, bytes, gzipBytes }) =>
        `${source.padEnd(40)} ${String(bytes).padStart(7)} ${String(gzipBytes).padStart(7)}`,
    ),
    '',
  ].join('\n')
