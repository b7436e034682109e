import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
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

/** Puts an empty database of the newest schema there, unless there is one: migrated once a worker, as it takes half of a start. */
export const newDatabase = async (path: string): Promise<void> => {
  template ??= migrated()
  if (!existsSync(path)) await writeFile(path, await template)
}
