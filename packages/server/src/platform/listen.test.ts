import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { STREAM_PATH } from '../screening/stream-path.ts'
import { startServer } from '../testing/server-under-test.ts'
import { listen, type Answer, type Listening, type Patience } from './listen.ts'

const HOST = '127.0.0.1'
const started: Listening[] = []
const sockets: Socket[] = []

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const listening of started.splice(0)) await listening.close(0)
})

const start = async (answer: Answer, patience: Partial<Patience> = {}): Promise<number> => {
  const listening = await listen(answer, { host: HOST, port: 0 }, patience)
  started.push(listening)
  return listening.port
}

const open = async (port: number): Promise<Socket> => {
  const socket = connect(port, HOST)
  sockets.push(socket)
  // Being cut off is what is tested.
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

// Not by events.once, which takes a reset for a failure.
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()))

const readAll = async (socket: Socket): Promise<string> => {
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  await closed(socket)
  return text
}

test('a client that never ends its headers is told so and cut off', async () => {
  const port = await start(() => new Response('ok'), { headers: 100, request: 100 })
  const socket = await open(port)
  socket.write('GET / HTTP/1.1\r\nhost: a\r\nx-slow: ')
  expect(await readAll(socket)).toContain('408')
})

test('a client that never ends its body is cut off, and its request asks nothing', async () => {
  const bodies: string[] = []
  const port = await start(
    async (request) => {
      bodies.push(await request.text())
      return new Response('ok')
    },
    { headers: 100, request: 100 },
  )
  const socket = await open(port)
  socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf')
  await readAll(socket)
  expect(bodies).toEqual([])
})

test('a reader that stops is cut off, and holds back what is not answered yet', async () => {
  const megabyte = new Uint8Array(1_000_000)
  let answered = 0
  const port = await start(
    () => {
      answered += 1
      return new Response(megabyte)
    },
    { idle: 300 },
  )
  const socket = await open(port)
  socket.pause()
  for (let sent = 0; sent < 2_000; sent += 1)
    socket.write(`GET /${'x'.repeat(4_000)} HTTP/1.1\r\nhost: a\r\n\r\n`)
  // It reads nothing, but cannot send on.
  await closed(socket)
  // What the parser has at once, and no more, is held in memory.
  expect(answered).toBeLessThan(100)
})

test('a stream whose answers are taken too slowly is cut off, however long they go on', async () => {
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        await wait(5)
        controller.enqueue(Buffer.from('line\n'))
      },
    })
  const port = await start(() => new Response(endless()), { stream: 200 })
  const socket = await open(port)
  socket.write(`POST ${STREAM_PATH}?channel=SMS HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n`)
  expect(await readAll(socket)).toContain('line')
})

test('a body of unknown length above the cap is refused with an answer that is read', async () => {
  const server = await startServer()
  try {
    const port = await start((request) => server.fetch(new URL(request.url).pathname, request))
    const socket = await open(port)
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${server.secretKey}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
    )
    const chunk = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`
    // As clients do, it reads nothing before it has sent all.
    for (let sent = 0; sent < 60; sent += 1) if (!socket.write(chunk)) await once(socket, 'drain')
    socket.write('0\r\n\r\n')
    const answer = await readAll(socket)
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
    expect(answer).toContain('"rule":"body-size"')
  } finally {
    await server.close()
  }
})

const HEAD = 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n'

const SHORT = 'content-length: 100\r\n\r\n{"que'
const TOO_LARGE = 'content-length: 1000001\r\n\r\n{"que'
const CHUNKED = 'transfer-encoding: chunked\r\n\r\n5\r\n{"que\r\n'

test.each([SHORT, TOO_LARGE, CHUNKED])(
  'of whoever has no key nothing is read, whether the body says how long it is or not (%j)',
  async (body) => {
    const server = await startServer()
    try {
      const port = await start((request) => server.fetch(new URL(request.url).pathname, request))
      const socket = await open(port)
      socket.write(`${HEAD}${body}`)
      const [answer] = await once(socket, 'data')
      expect(String(answer)).toMatch(/^HTTP\/1.1 401 /)
      socket.destroy()
      await closed(socket)
      expect(server.logged()).not.toContain('"level":50')
    } finally {
      await server.close()
    }
  },
)

test.each([SHORT, TOO_LARGE, CHUNKED])(
  'a client that hangs up within its body is no fault of the server (%j)',
  async (body) => {
    const server = await startServer()
    try {
      const { promise: reached, resolve } = Promise.withResolvers<void>()
      const port = await start((request) => {
        resolve()
        return server.fetch(new URL(request.url).pathname, request)
      })
      const socket = await open(port)
      socket.write(`${HEAD}authorization: Bearer ${server.secretKey}\r\n${body}`)
      await reached
      socket.destroy()
      while (!server.logged().includes('"answered"')) await wait(5)
      expect(server.logged()).toContain('"status":408')
      expect(server.logged()).not.toContain('"level":50')
    } finally {
      await server.close()
    }
  },
)

test.each([SHORT, TOO_LARGE, CHUNKED])(
  'a client that is cut off within its body is no fault of the server (%j)',
  async (body) => {
    const server = await startServer()
    try {
      const port = await start((request) => server.fetch(new URL(request.url).pathname, request), {
        request: 100,
      })
      const socket = await open(port)
      socket.write(`${HEAD}authorization: Bearer ${server.secretKey}\r\n${body}`)
      await closed(socket)
      while (!server.logged().includes('"answered"')) await wait(5)
      expect(server.logged()).toContain('"status":408')
      expect(server.logged()).not.toContain('"level":50')
    } finally {
      await server.close()
    }
  },
)
