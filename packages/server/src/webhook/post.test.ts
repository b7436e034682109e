import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { expect, test } from 'vitest'
import { selfSigned } from '../testing/self-signed.ts'
import { startReceiver, type Receiver } from '../testing/webhook-receiver.ts'
import { postToWebhook, type WebhookReach } from './post.ts'

const POST = { headers: { 'content-type': 'application/json' }, body: '{}' }
const never = new AbortController().signal

const post = (url: string, reach: WebhookReach = {}, stopping = never) =>
  postToWebhook(new URL(url), POST, { mayLoopBack: true, ...reach }, stopping)

/** Resolves a name to these addresses, and says how often it was asked. */
const resolver = (...addresses: readonly string[]) => {
  const asked: string[] = []
  return {
    asked,
    resolve: async (name: string) => {
      asked.push(name)
      return addresses
    },
  }
}

test.each([
  [200, 'DELIVERED'],
  [204, 'DELIVERED'],
  [299, 'DELIVERED'],
  [300, 'REDIRECTED'],
  [400, 'REFUSED'],
  [410, 'GONE'],
  [429, 'REFUSED'],
  [500, 'REFUSED'],
])('status %i is %s', async (status, outcome) => {
  const receiver = await startReceiver()
  receiver.answer(status)
  expect(await post(receiver.url)).toEqual({ outcome, status })
  expect(receiver.received).toMatchObject([{ body: '{}', headers: { connection: 'close' } }])
})

test('a redirect is not followed', async () => {
  const [receiver, other] = [await startReceiver(), await startReceiver()]
  receiver.answer((_message, response) => void response.writeHead(307, { location: other.url }).end())
  expect(await post(receiver.url)).toEqual({ outcome: 'REDIRECTED', status: 307 })
  expect(other.received).toEqual([])
})

const denied = async (receiver: Receiver, url: string, reach: WebhookReach) => {
  expect(await post(url, reach)).toEqual({ outcome: 'ADDRESS_DENIED', status: null })
  expect(receiver.received).toEqual([])
}

test('a name that resolves to a private address is denied, though it resolves to a public one too', async () => {
  const receiver = await startReceiver()
  const url = `https://hook.example:${receiver.port}/`
  for (const address of [
    '127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '::1',
    'fd00::1',
    '::ffff:127.0.0.1',
  ]) {
    await denied(receiver, url, { ...resolver(address), mayLoopBack: false })
    await denied(receiver, url, { ...resolver('93.184.215.14', address), mayLoopBack: false })
  }
  await denied(receiver, url, resolver())
})

test('an address in the URL is denied like one of a name, however it is written', async () => {
  const receiver = await startReceiver()
  for (const host of [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '10.0.0.1',
  ])
    await denied(receiver, `https://${host}:${receiver.port}/`, { mayLoopBack: false })
})

test('plain http goes to this machine alone, in development alone', async () => {
  const receiver = await startReceiver()
  await denied(receiver, receiver.url, { mayLoopBack: false })
  await denied(receiver, `http://hook.example:${receiver.port}/`, resolver('93.184.215.14'))
  await denied(receiver, `http://hook.example:${receiver.port}/`, resolver('127.0.0.1', '93.184.215.14'))
  expect(await post(receiver.url)).toMatchObject({ outcome: 'DELIVERED' })
})

test('the connection goes to the address that was looked at: the name is resolved once', async () => {
  const receiver = await startReceiver()
  const { asked, resolve } = resolver('127.0.0.1')
  // No other resolver knows this name.
  expect(await post(`http://hook.example:${receiver.port}/path?x=1`, { resolve })).toMatchObject({
    outcome: 'DELIVERED',
  })
  expect(asked).toEqual(['hook.example'])
  expect(receiver.received).toMatchObject([
    { path: '/path?x=1', headers: { host: `hook.example:${receiver.port}` } },
  ])
})

test('over TLS the certificate must be of the name, and of an authority that is trusted', async () => {
  const tls = await selfSigned('hook.example')
  const receiver = await startReceiver(tls)
  const { resolve } = resolver('127.0.0.1')
  const [own, other] = ['hook', 'other'].map((name) => `https://${name}.example:${receiver.port}/`)
  expect(await post(own ?? '', { resolve })).toEqual({ outcome: 'TLS_FAILED', status: null })
  const trusted = getCACertificates('default')
  setDefaultCACertificates([...trusted, tls.cert])
  try {
    expect(await post(own ?? '', { resolve })).toMatchObject({ outcome: 'DELIVERED' })
    expect(await post(other ?? '', { resolve })).toEqual({ outcome: 'TLS_FAILED', status: null })
  } finally {
    setDefaultCACertificates(trusted)
  }
  expect(receiver.received).toHaveLength(1)
})

test('an answer that never comes, never ends or is too long holds nobody up', async () => {
  const receiver = await startReceiver()
  receiver.answer(() => {})
  expect(await post(receiver.url, { deadline: 50 })).toEqual({ outcome: 'TIMED_OUT', status: null })
  receiver.answer((_message, response) => void response.writeHead(200).write('x'))
  expect(await post(receiver.url, { deadline: 300 })).toEqual({ outcome: 'DELIVERED', status: 200 })
  receiver.answer((_message, response) => {
    response.writeHead(200)
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
      if (!response.destroyed) response.once('drain', write)
    }
    write()
  })
  expect(await post(receiver.url)).toEqual({ outcome: 'DELIVERED', status: 200 })
  receiver.answer(
    (_message, response) => void response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end(),
  )
  expect(await post(receiver.url)).toEqual({ outcome: 'UNREACHABLE', status: null })
})

test('a name that does not resolve, in time or at all, and a port where nobody listens are said', async () => {
  const failing = async (): Promise<readonly string[]> => {
    throw new Error('ENOTFOUND')
  }
  expect(await post('https://hook.example/', { resolve: failing })).toEqual({
    outcome: 'UNREACHABLE',
    status: null,
  })
  const hanging = (): Promise<readonly string[]> => new Promise(() => {})
  expect(await post('https://hook.example/', { resolve: hanging, deadline: 20 })).toEqual({
    outcome: 'TIMED_OUT',
    status: null,
  })
  expect(await post('http://127.0.0.1:1/')).toEqual({ outcome: 'UNREACHABLE', status: null })
})

test('an answer that switches protocols, or none before the connection ends, is no answer', async () => {
  const receiver = await startReceiver()
  receiver.answer((_message, response) => void response.socket?.destroy())
  expect(await post(receiver.url)).toEqual({ outcome: 'UNREACHABLE', status: null })
  receiver.answer((_message, response) => {
    const switching = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'
    response.socket?.write(switching)
  })
  expect(await post(receiver.url)).toEqual({ outcome: 'UNREACHABLE', status: null })
})

test('what is stopped is not known to have arrived', async () => {
  const receiver = await startReceiver()
  const stopping = new AbortController()
  receiver.answer(() => stopping.abort())
  expect(await post(receiver.url, {}, stopping.signal)).toBeUndefined()
  expect(receiver.received).toHaveLength(1)
})
