import { mkdir, writeFile } from 'node:fs/promises'
import { readTrustFolder } from '../trust/trust-folder.ts'
import { buildPage } from './build.ts'

// `pnpm --filter @constat/verifier build [TRUST-DIR]`: writes dist/verify.html.
const [folder] = process.argv.slice(2)
const { html, gzipBytes, chunkGzipBytes } = await buildPage(
  folder === undefined ? {} : await readTrustFolder(folder),
)
const path = new URL('../../dist/verify.html', import.meta.url)
await mkdir(new URL('.', path), { recursive: true })
await writeFile(path, html)
process.stdout.write(`dist/verify.html ${gzipBytes} B gzip, on demand ${JSON.stringify(chunkGzipBytes)}\n`)
