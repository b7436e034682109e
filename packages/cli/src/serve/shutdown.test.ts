import { connect } from 'node:net'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { fsckLog } from '@constat/server'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { inspect, load, missing } from '../testing/load.ts'
import { install, phoneOf, publish, record, serve, type Serving } from '../testing/serve.ts'

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
  expect((await fetch(`${serving.url}/livez`)).status).toBe(200)
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
