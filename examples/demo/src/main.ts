import { configFaults, loadConfig, type Configured } from '@constat/server'
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

// People read what the demo prints: of its log, what went wrong, unless they ask for more.
const quiet = ({ config, lines }: Configured) =>
  lines.some(({ name, source }) => name === 'log_level' && source === 'default')
    ? { ...config, logLevel: 'warn' as const }
    : config

const configured = await loadConfig(process.env)
if (!configured.ok) fail(configFaults(configured.issues))
else {
  const config = quiet(configured.value)
  const { port } = config
  const end = (error: unknown): never => fail(reasonOf(error, port))
  const started = await start(config, end).catch(end)
  say(welcome(started.url, started.demoFile))
  const signals = ['SIGINT', 'SIGTERM'] as const
  const stop = (): void => {
    // From the first signal on, the next one ends the process at once.
    for (const signal of signals) process.off(signal, stop)
    void started.stop().then(() => process.exit(0))
  }
  for (const signal of signals) process.on(signal, stop)
}
