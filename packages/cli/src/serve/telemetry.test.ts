import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { endGently, install, phoneOf, publish, record, serve } from '../testing/serve.ts'

test('traces go to the collector that the standard variables name, with names and ids and nothing personal', async () => {
  const received: string[] = []
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
      received.push(`${request.url} ${plain.toString('latin1')}`)
      response.end()
    })
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const { port } = collector.address() as AddressInfo
  const installed = await install()
  const serving = await serve(installed, {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_SERVICE_NAME: 'constat-tests' },
  })
  const phone = phoneOf(7)
  const notice = await publish(serving.client)
  await record(serving.client, notice, phone)
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  await fetch(`${serving.url}/readyz`, { headers: { traceparent } })
  expect(await endGently(serving)).toBe(0)
  collector.close()

  const sent = received.join('\n')
  expect(sent).toMatch(/^\/v1\/traces /)
  for (const name of [
    'constat-tests',
    'POST /graphql',
    'store.write',
    'recordConsent',
    'RecordConsent',
    'tnt_',
  ])
    expect(sent).toContain(name)
  // The child of the caller's span.
  expect(sent).toContain(Buffer.from('0af7651916cd43dd8448eb211c80319c', 'hex').toString('latin1'))
  for (const secret of [phone.slice(1), installed.secretKey, installed.siteKey])
    expect(sent).not.toContain(secret)
})
