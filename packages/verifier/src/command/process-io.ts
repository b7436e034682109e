import { homedir } from 'node:os'
import type { Io } from './command.ts'

// Where there is no terminal nobody counts columns; long lines are then left to whoever shows them.
const COLUMNS = 100
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** The world of a process. */
export const ioOf = (host: NodeJS.Process): Io => {
  // A reader that has seen enough closes the pipe, which is no failure of ours.
  host.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  return {
    out: (text) => void host.stdout.write(text),
    err: (text) => void host.stderr.write(text),
    terminal: { isTerminal: host.stdout.isTTY, columns: host.stdout.columns || COLUMNS },
    env: host.env,
    home: homedir(),
    clock: Date.now,
    ended: () =>
      new Promise((resolve) => {
        // From the first signal on, the next one ends the process at once.
        const end = (): void => {
          for (const signal of SIGNALS) host.off(signal, end)
          resolve()
        }
        for (const signal of SIGNALS) host.on(signal, end)
      }),
  }
}
