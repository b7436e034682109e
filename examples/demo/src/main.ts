import { parseConfig } from '@constat/server'
import { start } from './start.ts'
import { welcome } from './welcome.ts'

// What the demo writes is for its owner alone.
process.umask(0o077)

const say = (text: string): void => void process.stdout.write(text)
const fail = (text: string): never => {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

const reasonOf = (error: unknown, port: number): string => {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `Port ${port} is taken: stop what listens there, or choose another with CONSTAT_PORT.`
  }
  return error instanceof Error ? error.message : String(error)
}

const config = parseConfig(process.env)
if (!config.ok) fail(config.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
else {
  const { port } = config.value
  const end = (error: unknown): never => fail(reasonOf(error, port))
  const started = await start(config.value, end).catch(end)
  say(welcome(started.url, started.demoFile))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void started.stop().then(() => process.exit(0)))
  }
}
