import { spawnSync } from 'node:child_process'

// Says which modules a program loads, in a process of its own.
const SCRIPT = `
import { registerHooks } from 'node:module'
const seen = []
registerHooks({ resolve: (specifier, context, next) => {
  const found = next(specifier, context)
  seen.push(found.url)
  return found
} })
const [main, ...args] = JSON.parse(process.argv[1])
process.argv.splice(1, 1, main, ...args)
process.on('exit', () => process.stderr.write(JSON.stringify(seen)))
await import(main)
`

/** URLs of all modules that a program loads when it is called so. */
export const loadedBy = (main: string, args: readonly string[]): readonly string[] => {
  const { stderr } = spawnSync(
    process.execPath,
    [
      '--conditions=@constat/source',
      '--input-type=module',
      '--eval',
      SCRIPT,
      JSON.stringify([main, ...args]),
    ],
    { encoding: 'utf8' },
  )
  return JSON.parse(stderr)
}
