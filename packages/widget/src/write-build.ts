import { mkdir, writeFile } from 'node:fs/promises'
import { buildLocale, buildWidget, LOCALES, type ScriptBuild } from './build.ts'
import { printBytes, reportBytes } from './bytes.ts'
import { buildManifest } from './manifest.ts'

const DIST = new URL('../dist/', import.meta.url)

const write = async (name: string, { code, bytes, gzipBytes, integrity }: ScriptBuild): Promise<void> => {
  await writeFile(new URL(name, DIST), code)
  process.stdout.write(`${name}: ${bytes} bytes, ${gzipBytes} gzip, ${integrity}\n`)
}

await mkdir(DIST, { recursive: true })
await write('constat.js', await buildWidget())
for (const language of LOCALES) await write(`constat.${language}.js`, await buildLocale(language))
await writeFile(new URL('custom-elements.json', DIST), `${JSON.stringify(await buildManifest(), null, 2)}\n`)

const bytes = await reportBytes()
await writeFile(new URL('bytes.json', DIST), `${JSON.stringify(bytes, null, 2)}\n`)
process.stdout.write(`\n${printBytes(bytes)}`)
