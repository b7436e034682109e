import { existsSync } from 'node:fs'
import { link, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrateSqlite } from '@constat/store'

const migrated = async (): Promise<Buffer> => {
  const folder = await mkdtemp(join(tmpdir(), 'constat-template-'))
  const path = join(folder, 'constat.db')
  await migrateSqlite({ path })
  const bytes = await readFile(path)
  await rm(folder, { recursive: true })
  return bytes
}

let template: Promise<Buffer> | undefined

/**
 * Puts an empty database of the newest schema there, unless there is one: migrated once a worker, as it takes half of a start.
 * Of two processes that do so one has put it there whole.
 */
export const newDatabase = async (path: string): Promise<void> => {
  if (existsSync(path)) return
  template ??= migrated()
  const beside = `${path}.${process.pid}`
  await writeFile(beside, await template)
  await link(beside, path).catch((error: unknown) => {
    if (!existsSync(path)) throw error
  })
  await rm(beside)
}
