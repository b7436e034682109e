import { codedError } from '../platform/problem.ts'

/** How much one stream may ask. */
export type StreamLimits = {
  /** Bytes of a line. */
  readonly line: number
  /** Lines, blank ones too; one that is too long counts once for each `line` bytes. */
  readonly lines: number
  /** Milliseconds. */
  readonly time: number
  /** How long a line that is not blank may take to come, milliseconds. */
  readonly idle: number
}

/** `idle` is below what a connection on which nothing moves is kept for (30 s), so that the last line is still read. */
export const STREAM_LIMITS: StreamLimits = { line: 4_096, lines: 1_000_000, time: 3_600_000, idle: 25_000 }

/** When a stream has to end, whatever its client sends. */
export type StreamEnding = {
  /** Aborted when it has to, for the reason of a GraphQLError: STOPPING or DEADLINE_EXCEEDED. */
  readonly signal: AbortSignal
  /** A line is waited for from now on. */
  readonly awaitLine: () => void
  /** One has come: while it is answered, it is not the client who is waited for. */
  readonly onLine: () => void
  readonly close: () => void
}

/** Watches time, and a server that is about to end, from now on. */
export const watchEnding = (
  { time, idle }: Pick<StreamLimits, 'time' | 'idle'>,
  stopping: AbortSignal | undefined,
): StreamEnding => {
  const ending = new AbortController()
  const endLate = (message: string): void => ending.abort(codedError('DEADLINE_EXCEEDED', message))
  const late = setTimeout(() => endLate('A stream may take no longer: go on from the last answer.'), time)
  let waiting: NodeJS.Timeout | undefined
  const onLine = (): void => clearTimeout(waiting)
  const onStop = (): void =>
    ending.abort(codedError('STOPPING', 'The server is about to end: go on from the last answer elsewhere.'))
  stopping?.addEventListener('abort', onStop, { once: true })
  if (stopping?.aborted) onStop()
  return {
    signal: ending.signal,
    awaitLine: () => {
      onLine()
      waiting = setTimeout(
        () => endLate(`No line came for ${idle / 1000} s: go on from the last answer with another stream.`),
        idle,
      )
    },
    onLine,
    close: () => {
      clearTimeout(late)
      onLine()
      stopping?.removeEventListener('abort', onStop)
    },
  }
}
