import process from 'node:process'
import { configFaults, createLog, requireSafe, runServer, type Config } from '@constat/server'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'
import { configOf } from '../config/call-config.ts'
import { refuseKnown } from '../config/refuse-known.ts'
import { startTelemetry } from './telemetry.ts'
import { worldOf } from './world.ts'

// For the last lines of the log to be written, milliseconds.
const LAST_WORDS = 500

/** Why a server does not start, in a sentence. */
const refuse = (error: unknown, { host, port }: Config): never => {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    throw new CallFault(
      {
        fr: `${host}:${port} est pris : arrêtez ce qui y écoute, ou choisissez-en un autre par CONSTAT_PORT.`,
        en: `${host}:${port} is taken: stop what listens there, or choose another with CONSTAT_PORT.`,
      },
      { cause: error },
    )
  return refuseKnown(error)
}

/** Runs a server until the process is asked to end. */
export const runServe = async (call: Call): Promise<ExitCode> => {
  const { io, locale } = call
  const config = await configOf(call)
  const safe = await requireSafe(config)
  if (!safe.ok) {
    const refused = {
      fr: 'ces réglages ne sont pas sûrs :',
      en: 'these settings are not safe:',
    }[locale]
    io.err(`constat serve: ${refused}\n${configFaults(safe.issues)}\n`)
    return 2
  }
  const { promise: faulted, resolve: onFault } = Promise.withResolvers<unknown>()
  const log = createLog(config.logLevel)
  // Node would print it as it is, on no line of the log.
  process.once('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an unexpected error ends the server')
    process.exit(1)
  })
  // From here on, as who reads that it is ready may ask it to end before anything else has run.
  const ended = io.ended().then(() => undefined)
  const telemetry = await startTelemetry(io.env)
  try {
    const server = await runServer(config, safe.value.issuer, worldOf(call, log), onFault).catch(
      (error: unknown) => refuse(error, config),
    )
    const fault = await Promise.race([ended, faulted])
    if (fault !== undefined) log.fatal({ err: fault }, 'the log must not grow any more')
    const givenUp = await server.stop()
    const code = fault === undefined ? 0 : 1
    // What still waits for an answer would keep the process, which has nothing left to do.
    if (givenUp.length > 0) setTimeout(() => process.exit(code), LAST_WORDS).unref()
    return code
  } finally {
    await telemetry.stop()
  }
}
