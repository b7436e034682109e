import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The path of a database that does not exist yet, in a folder that goes when the test ends. */
export const newDatabasePath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'constat.db')
}
