import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { listen, type Answer, type Listening, type Patience } from './listen.ts'

const HOST = '127.0.0.1'
const started: Listening[] = []
const clients: Client[] = []

afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.destroy()
  for (const listening of started.splice(0)) await listening.close(0)
})

const start = async (answer: Answer, patience: Partial<Patience> = {}): Promise<Listening> => {
  const listening = await listen(answer, { host: HOST, port: 0 }, patience)
  started.push(listening)
  return listening
}

const OK: Answer = () => new Response('ok')
const ASK = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n'

/** A client that keeps its connection. */
type Client = {
  readonly socket: Socket
  /** Asks, and gives the answer; undefined when the connection ends without one. */
  readonly ask: () => Promise<string | undefined>
  readonly closed: Promise<void>
}

const newClient = async (port: number): Promise<Client> => {
  const socket = connect(port, HOST)
  // Being cut off is what is looked for.
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  let onAnswer: (answer: string) => void = () => undefined
  let text = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part
    if (!text.endsWith('\r\n\r\nok')) return
    const answer = text
    text = ''
    onAnswer(answer)
  })
  await once(socket, 'connect')
  const client = {
    socket,
    closed,
    ask: () => {
      const answered = new Promise<string>((resolve) => (onAnswer = resolve))
      socket.write(ASK)
      return Promise.race([answered, closed.then(() => undefined)])
    },
  }
  clients.push(client)
  return client
}

const isLast = (answer: string): boolean => /\r\nconnection: close\r\n/i.test(answer)

/** Asks one question after another until it is told that an answer is the last, or gets none. */
const askOn = async (client: Client, pause: number): Promise<string | undefined> => {
  for (;;) {
    const answer = await client.ask()
    if (answer === undefined || isLast(answer)) return answer
    await wait(pause)
  }
}

test.each([
  ['at once', undefined, 0],
  ['with pauses', undefined, 20],
  ['within a time to drain', 2_000, 1],
  ['of slow answers', undefined, 1],
])(
  'a server that ends answers every request of connections that go on asking, %s',
  async (name, drain, pause) => {
    const slow: Answer = async () => {
      await wait(10)
      return new Response('ok')
    }
    const server = await start(name === 'of slow answers' ? slow : OK)
    const many = await Promise.all(Array.from({ length: 60 }, () => newClient(server.port)))
    const last = many.map((client) => askOn(client, pause))
    await wait(100)
    const ended = server.close(drain)
    const answers = await Promise.all(last)
    expect(answers.filter((answer) => answer === undefined)).toEqual([])
    await ended
  },
)

test('a request that is sent while the server begins to end is answered, with the word that it is the last', async () => {
  const server = await start(OK, { grace: 400 })
  const client = await newClient(server.port)
  expect(isLast((await client.ask()) ?? '')).toBe(false)
  const ended = server.close()
  await wait(100)
  expect(isLast((await client.ask()) ?? '')).toBe(true)
  await ended
})

test('connections over which nothing is asked any more, or ever was, do not hold up the end', async () => {
  const server = await start(OK, { grace: 100 })
  const asked = await newClient(server.port)
  await asked.ask()
  const silent = await newClient(server.port)
  const began = performance.now()
  await server.close()
  expect(performance.now() - began).toBeLessThan(5_000)
  await Promise.all([asked.closed, silent.closed])
})

test('a connection whose answer had begun before the end is asked once more', async () => {
  const body = Promise.withResolvers<void>()
  let asked = 0
  const late = (): Response => {
    asked += 1
    return new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(Buffer.from('o')),
        pull: async (controller) => {
          await body.promise
          controller.enqueue(Buffer.from('k'))
          controller.close()
        },
      }),
      { headers: { 'content-length': '2' } },
    )
  }
  const server = await start(() => (asked === 0 ? late() : new Response('ok')), { grace: 200 })
  const client = await newClient(server.port)
  const first = client.ask()
  await once(client.socket, 'data')
  const ended = server.close()
  await wait(400)
  body.resolve()
  expect(isLast((await first) ?? '')).toBe(false)
  await wait(100)
  expect(isLast((await client.ask()) ?? '')).toBe(true)
  await ended
})

test('where the end is announced, answers send clients away, and new connections are taken', async () => {
  const server = await start(OK, { grace: 100 })
  const kept = await newClient(server.port)
  await kept.ask()
  server.announceEnd()
  expect(isLast((await kept.ask()) ?? '')).toBe(true)
  await wait(200)
  const later = await newClient(server.port)
  // It is new: what it may have sent is waited for, however long ago the end was announced.
  const ended = server.close()
  await wait(50)
  expect(isLast((await later.ask()) ?? '')).toBe(true)
  await ended
})

test('what is under way when the time to drain is over is cut off', async () => {
  const server = await start(() => new Promise<Response>(() => undefined))
  const client = await newClient(server.port)
  const answer = client.ask()
  await wait(50)
  await server.close(100)
  expect(await answer).toBeUndefined()
})
