import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import {
  createHttp,
  createLog,
  graphiqlPage,
  listen,
  openData,
  pooledRandom,
  releaseWidget,
  startLog,
  startWebhooks,
  type Answer,
  type Config,
  type World,
} from '@constat/server'
import { playground } from '@constat/example-playground'
import { Hono } from 'hono'
import { demoClient, demoKeys, publishDemoNotices, writeDemoFile } from './demo.ts'
import { buildScripts, type Script } from './scripts.ts'
import { demoSite } from './site.ts'
import { exampleQuery } from './welcome.ts'

const ANY_ADDRESS = ['0.0.0.0', '::']
const LOOPBACK = ['127.0.0.1', '::1']

// People type and read "localhost"; both names reach a loopback address.
const nameOf = (host: string): string => ([...ANY_ADDRESS, ...LOOPBACK].includes(host) ? 'localhost' : host)

const worldOf = ({ logLevel }: Config): World => ({
  log: createLog(logLevel),
  clock: Date.now,
  random: pooledRandom(),
})

const starting: Answer = () => new Response('starting', { status: 503, headers: { 'retry-after': '1' } })

/** A demo that answers. */
export type Started = {
  readonly url: string
  readonly demoFile: string
  readonly stop: () => Promise<void>
}

const addressed = (url: string, { path, integrity }: Script) => ({ url: url + path, integrity })

/**
 * Starts server and demo site over one data folder.
 *
 * @param onFault told once when the log cannot grow any more.
 * @throws LogFault when database and checkpoint store do not belong together.
 * @throws Error when the port is taken, the keys are missing, or the folder cannot be written.
 */
export const start = async (config: Config, onFault: (error: unknown) => void): Promise<Started> => {
  let answer = starting
  const listening = await listen((request) => answer(request), config)
  const { port } = listening
  const url = `http://${nameOf(config.host)}:${port}`
  const demoFile = join(config.data, 'demo.json')
  const { deps, close } = await openData(config, url, 'MIGRATE', worldOf(config))
  const stopping = new AbortController()
  const log = await startLog(deps, onFault)
  const webhooks = startWebhooks(deps)
  const keys = await demoKeys(deps, demoFile, [url, `http://127.0.0.1:${port}`, ...config.origins])
  const server = createHttp(deps, {
    graphiqlPage: graphiqlPage(keys.secretKey, exampleQuery('06 39 98 12 34')),
    stopping: stopping.signal,
  })
  const inProcess: typeof fetch = async (target, init) => server.fetch(new Request(target, init))
  const notices = await publishDemoNotices(demoClient(url, keys, inProcess))
  const [notice] = notices
  if (!notice) throw new Error('The demo form has no notice.')
  const scripts = await buildScripts()
  await releaseWidget(deps, scripts.widget)
  const site = demoSite({
    // The demo's back end speaks to the server as any other would: over HTTP, with its key.
    client: demoClient(url, keys),
    siteKey: keys.siteKey,
    noticeSha256: notice.sha256,
    scripts,
    newId: randomUUID,
  })
  const tried = await playground({
    url,
    siteKey: keys.siteKey,
    script: addressed(url, scripts.widget),
    locales: Object.fromEntries(
      [...scripts.locales].map(([language, script]) => [language, addressed(url, script)]),
    ),
  })
  const both = new Hono().route('/', server).route('/', site).route('/', tried)
  await writeDemoFile(demoFile, { url, ...keys, notices })
  // Ready only now: whoever waits for it finds the demo file written.
  answer = (request) => both.fetch(request)
  return {
    url,
    demoFile,
    stop: async () => {
      stopping.abort()
      await listening.close(config.drainSeconds * 1000)
      await webhooks.stop()
      await log.stop()
      await close()
    },
  }
}
