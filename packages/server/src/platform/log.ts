import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino'
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
    destination ?? pino.destination({ fd: 1, sync: true }),
  )
