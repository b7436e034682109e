import { mkdir, writeFile } from 'node:fs/promises'
import { buildLocale, buildWidget, LOCALES, type ScriptBuild } from './build.ts'

const DIST = new URL('../dist/', import.meta.url)

const write = async (name: string, { code, bytes, gzipBytes, integrity }: ScriptBuild): Promise<void> => {
  await writeFile(new URL(name, DIST), code)
  process.stdout.write(`${name}: ${bytes} bytes, ${gzipBytes} gzip, ${integrity}\n`)
}

await mkdir(DIST, { recursive: true })
await write('constat.js', await buildWidget())
for (const language of LOCALES) await write(`constat.${language}.js`, await buildLocale(language))
