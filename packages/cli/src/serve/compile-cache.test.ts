import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { endGently, install, serve } from '../testing/serve.ts'

// Set to nothing is as not set.
const unset = { NODE_COMPILE_CACHE: '' }

test(
  'a server keeps what was compiled for it in the cache folder of its user, for the next start',
  { timeout: 180_000 },
  async () => {
    const installed = await install()
    const { folder } = installed
    const env = { ...unset, XDG_CACHE_HOME: folder, HOME: join(folder, 'home') }
    expect(await endGently(await serve(installed, { env }))).toBe(0)
    expect(readdirSync(join(folder, 'constat'))).toHaveLength(1)
    expect(await endGently(await serve(installed, { env }))).toBe(0)
  },
)

test('a server starts for a user who has no folder to keep it in, and makes him no home', async () => {
  const installed = await install()
  const home = join(installed.folder, 'home')
  for (const HOME of [join(installed.data, 'constat.db'), home])
    expect(
      await endGently(await serve(installed, { env: { ...unset, XDG_CACHE_HOME: 'not/absolute', HOME } })),
    ).toBe(0)
  expect(existsSync(home)).toBe(false)
})
