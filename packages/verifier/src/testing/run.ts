import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env as host } from 'node:process'

/** What a process left behind. */
export type Ran = { readonly code: number | null; readonly out: string; readonly err: string }

/**
 * Starts a program of the workspace from source, in English and without any trust unless told otherwise.
 *
 * @param shell a line of sh that runs it as `"$@"`, to start it under limits.
 */
export const startProgram = (
  main: string,
  args: readonly string[],
  env: { readonly [name: string]: string } = {},
  shell = 'exec "$@"',
): ChildProcessWithoutNullStreams =>
  spawn('/bin/sh', ['-c', shell, 'sh', process.execPath, '--conditions=@constat/source', main, ...args], {
    env: {
      LANG: 'en_GB.UTF-8',
      HOME: '/nonexistent',
      // Loading a program is most of what starting it costs: what was compiled once serves all tests.
      NODE_COMPILE_CACHE: host['NODE_COMPILE_CACHE'] ?? '',
      ...env,
    },
  })

/** Runs such a program to its end. */
export const runMain = (
  main: string,
  args: readonly string[],
  env: { readonly [name: string]: string } = {},
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = startProgram(main, args, env)
    let out = ''
    let err = ''
    child.stdout.on('data', (text: Buffer) => (out += text.toString()))
    child.stderr.on('data', (text: Buffer) => (err += text.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
  })

const made: string[] = []
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A folder of its own, gone when the process is. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-'))
  made.push(folder)
  return folder
}
