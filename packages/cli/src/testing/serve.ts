import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { env as host } from 'node:process'
import { createClient, type Client } from '@constat/client'
import {
  createApiKey,
  createLog,
  createTenant,
  loadConfig,
  migrateData,
  openData,
  type Config,
} from '@constat/server'
import { NOTICE } from '@constat/server/testing'
import { newFolder, startProgram } from '@constat/verifier/testing'
import { systemRandom } from '../serve/world.ts'
import { MAIN } from './witness.ts'

export const PUBLIC_URL = 'https://proofs.example.fr'
export const SITE = 'https://www.example.fr'

/** A data folder fit to be served, with a tenant and its keys. */
export type Installed = {
  readonly folder: string
  readonly data: string
  readonly keys: string
  readonly siteKey: string
  readonly secretKey: string
  /** What a process is told to serve it. */
  readonly env: { readonly [name: string]: string }
}

/** The configuration of an environment that is at no fault. */
export const configIn = async (env: { readonly [name: string]: string }): Promise<Config> => {
  const configured = await loadConfig(env)
  if (!configured.ok) throw new Error(JSON.stringify(configured.issues))
  return configured.value.config
}

/** Opens a data folder in this process, as one that administers it does. */
export const openInstalled = async (env: { readonly [name: string]: string }) =>
  openData(await configIn(env), PUBLIC_URL, 'REQUIRE', {
    log: createLog('silent'),
    clock: Date.now,
    random: systemRandom,
  })

/** Makes a data folder by what commands do, in a folder of its own unless told otherwise; `more` is set beside. */
export const install = async (
  folder = newFolder(),
  more: { readonly [name: string]: string } = {},
): Promise<Installed> => {
  const data = join(folder, 'data')
  const keys = join(folder, 'keys')
  mkdirSync(folder, { recursive: true })
  const env = {
    CONSTAT_PUBLIC_URL: PUBLIC_URL,
    CONSTAT_PORT: '0',
    CONSTAT_DATA: data,
    CONSTAT_KEYS: keys,
    ...more,
  }
  await migrateData(await configIn(env), systemRandom)
  const { deps, close } = await openInstalled(env)
  const tenant = await createTenant(deps, 'Cuisines du Marais')
  const site = await createApiKey(deps, tenant, { kind: 'SITE', name: 'form', allowedOrigins: [SITE] })
  const secret = await createApiKey(deps, tenant, { kind: 'SECRET', name: 'back end' })
  await close()
  return { folder, data, keys, siteKey: site.text, secretKey: secret.text, env }
}

/** A served data folder. */
export type Serving = {
  readonly url: string
  readonly metricsUrl: string
  readonly pid: number
  readonly client: Client
  /** All that the process has printed. */
  readonly printed: () => string
  readonly kill: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => void
  /** Resolves with the exit code, null after a kill. */
  readonly ended: Promise<number | null>
}

/** How {@link serve} starts the process. */
export type ServeOptions = {
  readonly env?: { readonly [name: string]: string }
  /** Runs `constat serve`, given as `"$@"`, in this line of sh. */
  readonly shell?: string
}

/** Serves a data folder in a process of its own, as an operator does; resolves when it is ready. */
export const serve = async (
  { env, secretKey }: Pick<Installed, 'env' | 'secretKey'>,
  { env: more = {}, shell }: ServeOptions = {},
): Promise<Serving> => {
  const child = startProgram(MAIN, ['serve'], { PATH: host['PATH'] ?? '', ...env, ...more }, shell)
  let printed = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ready = new Promise<{ port: number; metricsPort?: number }>((resolve, reject) => {
    const look = (text: Buffer): void => {
      printed += text.toString()
      const line = printed.split('\n').find((each) => each.includes('"msg":"ready"'))
      if (line !== undefined) resolve(JSON.parse(line))
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    void ended.then((code) => reject(new Error(`The server ended with ${code}: ${printed}`)))
  })
  const { port, metricsPort } = await ready
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    pid: child.pid ?? 0,
    client: createClient({ url: `${url}/graphql`, key: secretKey }),
    printed: () => printed,
    kill: (signal) => void child.kill(signal),
    ended,
  }
}

/** Ends a served folder as an orchestrator does. */
export const endGently = async (serving: Serving): Promise<number | null> => {
  serving.kill('SIGTERM')
  return serving.ended
}

/** Publishes the notice of tests and gives its address. */
export const publish = async (client: Client): Promise<string> => {
  const published = await client.publishNotice(NOTICE)
  if (published.__typename !== 'PublishNoticePayload') throw new Error(JSON.stringify(published))
  return published.notice.sha256
}

/** A phone number of ARCEP's fiction ranges, of which there are 60,000: later ones begin anew. */
export const phoneOf = (number: number): string => {
  const range = ['+3319900', '+3326191', '+3335301', '+3346571', '+3353649', '+3363998'][
    Math.floor(number / 10_000) % 6
  ]
  return `${range}${String(number % 10_000).padStart(4, '0')}`
}

/** Records a consent to be called; its event once it is acknowledged. */
export const record = async (
  client: Client,
  notice: string,
  phone: string,
  idempotencyKey = `consent of ${phone}`,
): Promise<string> => {
  const recorded = await client.recordConsent({
    idempotencyKey,
    notice,
    contact: { phone },
    choices: [{ question: 'appel', answer: 'GRANTED' }],
  })
  if (recorded.__typename !== 'RecordConsentPayload') throw new Error(JSON.stringify(recorded))
  return recorded.events[0]?.id ?? ''
}
