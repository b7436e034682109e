import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** A server in a process of its own, so that it does not share its thread with the load. */
export type Child = {
  readonly url: string
  /** Seconds of the cores that the process has used so far, all its threads together. */
  readonly cpuSeconds: () => Promise<number>
  readonly stop: () => Promise<void>
}

const LOOKS = 600
const LOOK = 100

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

const stopped = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (hasEnded(child)) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

/** A port of the loopback address that nobody listened on a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const cpuOf = async (child: ChildProcess): Promise<number> => {
  const answered = once(child, 'message')
  child.send('usage')
  const [{ user, system }] = await answered
  return (user + system) / 1e6
}

/**
 * Starts a server and waits until it is ready.
 *
 * @param command path of the script and its arguments
 * @param ready path that is answered with 2xx once it is ready
 * @throws Error when it ends, or does not answer within a minute.
 */
export const startChild = async (
  command: readonly string[],
  port: number,
  env: { readonly [name: string]: string },
  ready = '/readyz',
): Promise<Child> => {
  const preload = new URL('./usage.preload.ts', import.meta.url).href
  const child = spawn(process.execPath, ['--conditions=@constat/source', `--import=${preload}`, ...command], {
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const url = `http://127.0.0.1:${port}`
  for (let look = 0; look < LOOKS && !hasEnded(child); look += 1) {
    if (await answers(url + ready)) return { url, cpuSeconds: () => cpuOf(child), stop: () => stopped(child) }
    await setTimeout(LOOK)
  }
  await stopped(child)
  throw new Error(`${command.join(' ')} did not answer on ${url}.`)
}
