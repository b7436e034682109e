import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { openPostgresStore } from '../index.ts'
import { newPostgres, type PostgresUnderTest } from '../testing/postgres.ts'
import { storageError } from './storage-error.ts'

let database: PostgresUnderTest
beforeAll(async () => {
  database = await newPostgres()
})

/** What stands between: it passes everything on, until it drops what its connections of now send, and says nothing. */
const middleman = async () => {
  const { hostname, port } = new URL(database.url)
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const url = new URL(database.url)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    fallSilent: () => {
      for (const socket of sockets) socket.unpipe().resume()
    },
  }
}

it.each(['timeout expired', 'timeout exceeded when trying to connect', 'Query read timeout'])(
  'what the driver says of a server that does not answer, "%s", is no more than that',
  (message) =>
    expect(storageError(new Error(message))).toMatchObject({ name: 'StorageUnavailable', reason: 'IO' }),
)

it('a connection that falls silent is given up, and others take its place', async () => {
  const { url, fallSilent } = await middleman()
  const store = await openPostgresStore({ url, durable: false, answerTimeout: 200, connections: 2 })
  const read = () => store.reader.selectFrom('log').select('log_id').limit(1).execute()
  const write = () =>
    store.write(async (trx) => void (await trx.selectFrom('log').select('log_id').execute()))
  await Promise.all([read(), read(), write(), write()])
  fallSilent()
  const asked = await Promise.allSettled([read(), read(), read(), write(), write()])
  for (const each of asked.filter(({ status }) => status === 'rejected'))
    expect(each).toMatchObject({ reason: { name: 'StorageUnavailable', reason: 'IO' } })
  expect(asked[0]?.status).toBe('rejected')
  await Promise.all([read(), read(), write(), write()])
  expect(await store.ready()).toBe(true)
  await store.close()
})
