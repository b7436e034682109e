import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const WRITER = fileURLToPath(new URL('./kill-writer.ts', import.meta.url))

/** A process that writes events to a store until it is killed. */
export type RunningWriter = {
  /** Resolves once it has had its first acknowledgement, or has ended without. */
  readonly isWriting: Promise<unknown>
  /** Kills it and gives the identifiers of the events that were acknowledged to it. */
  readonly kill: () => Promise<readonly string[]>
}

/**
 * Starts a process that writes to a store.
 *
 * @param at the store's address; `name` tells its events from those of others.
 * @param isFirst whether it makes the tenants first.
 */
export const startWriter = (at: string, name: string, isFirst: boolean): RunningWriter => {
  const args = ['--conditions=@constat/source', WRITER, at, name, isFirst ? 'first' : 'later']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const closed = once(child, 'close')
  return {
    isWriting: Promise.race([once(child.stdout, 'data'), closed]),
    kill: async () => {
      child.kill('SIGKILL')
      await closed
      // The last line may be cut short.
      return printed.split('\n').slice(0, -1)
    },
  }
}
