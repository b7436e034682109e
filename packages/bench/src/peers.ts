import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Folder of what Constat is measured against, with a lock file of its own. */
export const PEERS = fileURLToPath(new URL('../peers', import.meta.url))

/** Installs the pinned peers where they are, outside the workspace and its lock; answers their versions by name. */
export const installPeers = async (): Promise<{ readonly [name: string]: string }> => {
  const args = ['-y', 'pnpm@12', 'install', '--ignore-workspace', '--frozen-lockfile', '--ignore-scripts']
  await promisify(execFile)('npx', args, { cwd: PEERS })
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
    await readFile(`${PEERS}/package.json`, 'utf8'),
  )
  return dependencies
}
