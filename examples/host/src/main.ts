import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { start } from '@constat/example-demo/start'
import { configFaults, parseConfig } from '@constat/server'
import { serveExample } from './serve.ts'

// Starts a Constat server with the demo's notice, and beside it the example whose folder is the argument.
const SITE_PORT = 8080
const [folder = '.'] = process.argv.slice(2)

process.umask(0o077)
const config = parseConfig({
  CONSTAT_DATA: resolve(import.meta.dirname, '../../../data'),
  CONSTAT_ORIGINS: `http://localhost:${SITE_PORT}`,
  ...process.env,
})
if (!config.ok) throw new Error(configFaults(config.issues))
const started = await start(config.value.config, (error) => {
  throw error
})
const example = await serveExample(
  resolve(folder),
  JSON.parse(await readFile(started.demoFile, 'utf8')),
  SITE_PORT,
)
process.stdout.write(`\nThe example   ${example.url}\nConstat       ${started.url}\nStop with Ctrl+C.\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void Promise.all([example.stop(), started.stop()]).then(() => process.exit(0)))
