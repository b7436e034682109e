import { pino, stdTimeFunctions, symbols, type DestinationStream, type Logger } from 'pino'
import { currentRequest } from './request.ts'

const KEY = /constat_(site|secret|partner)_\w+/g
const ADDRESS = /[^\s@"'<>()]+@[^\s@"'<>()]+/g
const NUMBER = /\+?\d(?:[\s.\-()\u00a0\u202f]{0,2}\d){7,}/g

/** A text without what may be an API key, an e-mail address or a phone number: libraries repeat input in their messages. */
export const scrub = (text: string): string =>
  text.replace(KEY, 'constat_$1_…').replace(ADDRESS, '[address]').replace(NUMBER, '[number]')

const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' ? scrub(error.code) : undefined

/** What is logged of an error: its kind, its scrubbed message and where it arose. */
const describeError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { type: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    code: codeOf(error),
    message: scrub(error.message),
    stack: frames.join('\n'),
    ...(error.cause instanceof Error
      ? { cause: { type: error.cause.name, code: codeOf(error.cause), message: scrub(error.cause.message) } }
      : {}),
  }
}

const BUFFER = 4_096
const FLUSH = 100
const WARN = 40

/**
 * Standard output, written some lines at a time: to write each by itself costs a request as much as its decision. Lines wait a
 * tenth of a second at most; with a warning or an error all that wait are written before anything else is done, and at the end of
 * the process.
 */
const standardOutput = (): DestinationStream => {
  // What is written beside the thread would come after what a warning has written at once.
  const output = pino.destination({ fd: 1, sync: true, minLength: BUFFER, periodicFlush: FLUSH })
  process.once('exit', () => output.flushSync())
  const stream = {
    [symbols.needsMetadataGsym]: true,
    lastLevel: 0,
    write: (line: string): void => {
      output.write(line)
      if (stream.lastLevel >= WARN) output.flushSync()
    },
  }
  return stream
}

/**
 * The log of a server: a JSON object a line, to standard output unless told otherwise. Lines that a request causes carry its
 * id. Nothing that is logged holds arguments, contacts or secrets; errors are scrubbed, as their messages are not ours.
 */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      mixin: () => {
        const request = currentRequest()
        return request ? { requestId: request.id } : {}
      },
    },
    destination ?? standardOutput(),
  )
