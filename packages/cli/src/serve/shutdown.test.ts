import { once } from 'node:events'
import { Agent, request as newRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { fsckLog } from '@constat/server'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { inspect, load, missing } from '../testing/load.ts'
import { install, phoneOf, publish, record, serve, type Installed, type Serving } from '../testing/serve.ts'

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await wait(5)
}

const says = (serving: Serving, message: string) =>
  until(() => serving.printed().includes(`"msg":"${message}"`))

/** Begins a request and gives how to end it. */
const beginRequest = async (serving: Serving, key: string) => {
  const socket = connect(Number(new URL(serving.url).port), '127.0.0.1')
  await once(socket, 'connect')
  const body = JSON.stringify({ query: '{ viewer { keyKind } }' })
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
  // A server that is killed resets it.
  socket.on('error', () => undefined)
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n{`,
  )
  // The server has it once it answers a later one.
  await fetch(`${serving.url}/livez`)
  return {
    end: async (): Promise<string> => {
      socket.write(body.slice(1))
      await once(socket, 'close')
      return answer
    },
    destroy: () => socket.destroy(),
  }
}

test('SIGTERM under load loses nothing that was acknowledged, brings it into the log, and ends with 0', async () => {
  const installed = await install()
  const serving = await serve(installed)
  const notice = await publish(serving.client)
  const loaded = load(serving.client, notice, 0)
  await until(() => loaded.acknowledged.length >= 20)
  serving.kill('SIGTERM')
  await loaded.over
  expect(await serving.ended).toBe(0)
  expect(serving.printed()).not.toMatch(/"status":5/)
  await inspect(installed, async (client, deps) => {
    expect(await missing(client, loaded.acknowledged)).toEqual([])
    expect(await fsckLog(deps, '1')).toEqual([])
    // Its publication, and every submission: nothing waits.
    const head = await deps.checkpoints.newest('1')
    expect(head?.size).toBeGreaterThanOrEqual(loaded.acknowledged.length + 1)
  })
})

test('a request under way is answered before the server ends', async () => {
  const installed = await install()
  const serving = await serve(installed)
  const request = await beginRequest(serving, installed.secretKey)
  serving.kill('SIGTERM')
  await says(serving, 'stopping')
  const answer = await request.end()
  expect(answer).toContain('"keyKind":"SECRET"')
  expect(answer.toLowerCase()).toContain('connection: close')
  expect(await serving.ended).toBe(0)
})

/** Records one consent after another over one connection until an answer is its last; gives those that got none. */
const recordOn = async (
  { url }: Serving,
  { secretKey }: Installed,
  notice: string,
  from: number,
): Promise<readonly string[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (phone: string) =>
    new Promise<'kept' | 'last' | 'none'>((resolve) => {
      const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' }
      const asking = newRequest(`${url}/graphql`, { agent, headers, method: 'POST' }, (response) => {
        const { connection } = response.headers
        response.resume().once('end', () => resolve(connection === 'close' ? 'last' : 'kept'))
      })
      asking.once('error', () => resolve('none'))
      asking.end(
        JSON.stringify({
          query: 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { __typename } }',
          variables: {
            input: {
              idempotencyKey: `consent of ${phone}`,
              notice,
              contact: { phone },
              choices: [{ question: 'appel', answer: 'GRANTED' }],
            },
          },
        }),
      )
    })
  for (let number = from; ; number += 1) {
    const answer = await ask(phoneOf(number))
    if (answer === 'kept') continue
    agent.destroy()
    return answer === 'none' ? [phoneOf(number)] : []
  }
}

test.each([
  ['', '0'],
  [', not ready first', '1'],
])('connections over which one write follows the other lose none at SIGTERM%s', async (_name, seconds) => {
  const installed = await install()
  const serving = await serve(installed, { env: { CONSTAT_UNREADY_SECONDS: seconds } })
  const notice = await publish(serving.client)
  const writers = Array.from({ length: 24 }, (_, each) => recordOn(serving, installed, notice, each * 2_000))
  await wait(1_000)
  serving.kill('SIGTERM')
  expect((await Promise.all(writers)).flat()).toEqual([])
  expect(await serving.ended).toBe(0)
})

/** Asks by a stream that never ends; gives its whole answer. */
const askByStream = async ({ url }: Serving, { secretKey }: Installed, text: string) => {
  const asking = newRequest(`${url}/v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/x-ndjson' },
  })
  asking.on('error', () => undefined)
  const again = setInterval(() => asking.write(text), 50)
  asking.write(text)
  const [response]: IncomingMessage[] = await once(asking, 'response')
  const answer = response?.setEncoding('utf8').toArray() ?? Promise.resolve([])
  return answer.then((parts) => {
    clearInterval(again)
    return parts.join('')
  })
}

test('an endless stream of blank lines gets its last line at SIGTERM, and does not take the time to drain', async () => {
  const installed = await install()
  const serving = await serve(installed, { env: { CONSTAT_DRAIN_SECONDS: '600' } })
  const answer = askByStream(serving, installed, '\n')
  while (!serving.printed().includes('/v1/eligibility/stream')) await wait(5)
  serving.kill('SIGTERM')
  expect(JSON.parse(await answer)).toMatchObject({ end: true, error: { code: 'STOPPING' } })
  expect(await serving.ended).toBe(0)
})

test('what is still under way after the time to drain is cut off, and the server ends with 0', async () => {
  const installed = await install()
  const serving = await serve(installed, { env: { CONSTAT_DRAIN_SECONDS: '0' } })
  const request = await beginRequest(serving, installed.secretKey)
  serving.kill('SIGTERM')
  expect(await serving.ended).toBe(0)
  request.destroy()
})

test('it is not ready first, answers on meanwhile, and a second signal ends it at once', async () => {
  const installed = await install()
  const serving = await serve(installed, { env: { CONSTAT_UNREADY_SECONDS: '600' } })
  const notice = await publish(serving.client)
  serving.kill('SIGTERM')
  await says(serving, 'stopping')
  expect((await fetch(`${serving.url}/readyz`)).status).toBe(503)
  const livez = await fetch(`${serving.url}/livez`)
  expect([livez.status, livez.headers.get('connection')]).toEqual([200, 'close'])
  const event = await record(serving.client, notice, phoneOf(1))
  serving.kill('SIGINT')
  expect(await serving.ended).toBeNull()
  await inspect(installed, async (client) => expect(await missing(client, [event])).toEqual([]))
})

test('it ends with 1, saying why, when its log must not grow any more', async () => {
  const installed = await install()
  const serving = await serve(installed)
  const notice = await publish(serving.client)
  // As if another server had signed a larger head of this log.
  const checkpoints = new Database(join(installed.data, 'checkpoints.db'))
  checkpoints.exec('update head set size = size + 1000')
  checkpoints.close()
  const event = await record(serving.client, notice, phoneOf(1))
  expect(await serving.ended).toBe(1)
  expect(serving.printed()).toContain('rolled-back')
  await inspect(installed, async (client) => expect(await missing(client, [event])).toEqual([]))
})
