import { statSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'

/** Waits until a file holds something. It looks at every turn of the loop: a timer would wait behind the work that goes on to write. */
export const untilWritten = async (path: string): Promise<void> => {
  while (!statSync(path, { throwIfNoEntry: false })?.size) await setImmediate()
}
