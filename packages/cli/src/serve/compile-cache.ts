import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { isAbsolute, join } from 'node:path'

/**
 * Has Node keep what it compiles from now on in the user's own cache folder ($XDG_CACHE_HOME, else ~/.cache; XDG Base Directory
 * Specification), so that the next start need not compile it again. Without such a folder, or where it cannot be written, all is
 * as without. `NODE_COMPILE_CACHE` and `NODE_DISABLE_COMPILE_CACHE` win over it.
 */
export const keepCompiled = (env: { readonly [name: string]: string | undefined }): void => {
  const { XDG_CACHE_HOME = '', HOME = '' } = env
  // Never a folder that others may write to: what lies there is run.
  if (isAbsolute(XDG_CACHE_HOME)) enableCompileCache(join(XDG_CACHE_HOME, 'constat'))
  // The home of a service is often a folder that is not to be.
  else if (isAbsolute(HOME) && existsSync(HOME)) enableCompileCache(join(HOME, '.cache', 'constat'))
}
