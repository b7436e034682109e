import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'

/** A server in a process of its own, so that it does not share its thread with the load. */
export type Child = { readonly url: string; readonly stop: () => Promise<void> }

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

const stopped = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

/**
 * Starts a server and waits until it is ready.
 *
 * @throws Error when it does not answer within 20 seconds.
 */
export const startChild = async (
  script: string,
  port: number,
  env: Record<string, string>,
): Promise<Child> => {
  const child = spawn(process.execPath, ['--conditions=@constat/source', script], {
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  for (let look = 0; look < 200; look++) {
    if (await answers(`${url}/readyz`)) return { url, stop: () => stopped(child) }
    await setTimeout(100)
  }
  await stopped(child)
  throw new Error(`${script} did not answer on ${url}.`)
}
