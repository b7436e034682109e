import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createClient, type Client } from '@constat/client'
import { test as base } from '@playwright/test'

const MAIN = fileURLToPath(new URL('../examples/demo/src/main.ts', import.meta.url))

/** What `demo.json` says. */
export type DemoFile = {
  readonly url: string
  readonly siteKey: string
  readonly secretKey: string
  readonly notices: readonly { readonly key: string; readonly locale: string; readonly sha256: string }[]
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const ready = async (url: string, child: ChildProcess): Promise<void> => {
  for (let look = 0; look < 300; look++) {
    if (child.exitCode !== null) throw new Error(`The demo ended with ${child.exitCode}.`)
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await setTimeout(100)
  }
  throw new Error(`The demo does not answer on ${url}.`)
}

/** The demo as `pnpm start` runs it, over a data folder of its own. */
export class Demo {
  readonly #port: number
  /** The origin of a site that embeds the element, served by the test itself. */
  readonly site: string
  readonly folder: string
  #child: ChildProcess | undefined
  #printed = ''

  constructor(port: number, sitePort: number, folder: string) {
    this.#port = port
    this.site = `http://localhost:${sitePort}`
    this.folder = folder
  }

  static async create(): Promise<Demo> {
    return new Demo(await freePort(), await freePort(), await mkdtemp(join(tmpdir(), 'constat-e2e-')))
  }

  get url(): string {
    return `http://localhost:${this.#port}`
  }

  /** Everything that the process has printed. */
  get printed(): string {
    return this.#printed
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--conditions=@constat/source', MAIN], {
      env: {
        ...process.env,
        CONSTAT_PORT: String(this.#port),
        CONSTAT_DATA: join(this.folder, 'data'),
        CONSTAT_ORIGINS: this.site,
        // All that it can log is looked at.
        CONSTAT_LOG_LEVEL: 'trace',
      },
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (this.#printed += String(text)))
    this.#child = child
    await ready(this.url, child)
  }

  /** Ends the process by this signal and waits until it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null) return
    await new Promise((resolve) => {
      child.once('exit', resolve)
      child.kill(signal)
    })
  }

  async file(): Promise<DemoFile> {
    return JSON.parse(await readFile(join(this.folder, 'data', 'demo.json'), 'utf8'))
  }

  async client(): Promise<Client> {
    return createClient({ url: `${this.url}/graphql`, key: (await this.file()).secretKey })
  }

  async remove(): Promise<void> {
    await this.end('SIGTERM')
    await rm(this.folder, { recursive: true, force: true })
  }
}

// The numbers and addresses that tests use, and whole keys, however they are written.
const PERSONAL = /(\+33|\b0)[ .]?6[ .]?39[ .]?98|[\w.]+@example\.(fr|com)|constat_[a-z]+_\w{16}_\w{49}/

const withDemo = async (use: (demo: Demo) => Promise<void>): Promise<void> => {
  const demo = await Demo.create()
  try {
    await demo.start()
    await use(demo)
    // Of all that its tests did: whatever they asked, nothing of it is in the log.
    const line = demo.printed
      .split('\n')
      .find((each) => PERSONAL.test(each) && !each.startsWith('Fill the form in with'))
    if (line !== undefined) throw new Error(`The demo printed what is personal: ${line}`)
  } finally {
    await demo.remove()
  }
}

/** A test with a running demo: `demo` is shared by the tests of a worker, `ownDemo` is the test's alone, to be killed. */
export const test = base.extend<{ ownDemo: Demo }, { demo: Demo }>({
  demo: [({}, use) => withDemo(use), { scope: 'worker' }],
  ownDemo: ({}, use) => withDemo(use),
})

export { expect } from '@playwright/test'
