import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'

const bundle = async (entry: string) => {
  const { outputFiles, metafile } = await build({
    entryPoints: [new URL(entry, import.meta.url).pathname],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@constat/source'],
  })
  const code = outputFiles[0]?.contents ?? new Uint8Array()
  const [output] = Object.values(metafile.outputs)
  const inputs = Object.entries(output?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [path] : [],
  )
  return { inputs, gzip: gzipSync(code, { level: 9 }).length }
}

describe('the entry of the verifier', () => {
  it('runs in browsers, and leaves room for a page within 30 kB', async () => {
    const { inputs, gzip } = await bundle('verify.ts')
    // The build itself fails on a module of Node's. What weighs must not come in by the back door.
    expect(
      inputs.filter((path) => /zod|libphonenumber|src\/timestamp|fflate|noble\/curves/.test(path)),
    ).toEqual([])
    expect(gzip).toBeLessThan(27_500)
  })
})
