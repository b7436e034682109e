import { expect, test } from 'vitest'
import { createMetrics } from '../metrics/metrics.ts'
import { createHttp } from '../platform/http.ts'
import { startServer } from '../testing/server-under-test.ts'

const LINE = Buffer.from('{"ref":"1","phone":"+33639980000"}\n')

test('a stream that loses its storage says so to its client, in the log and in the metrics', async () => {
  const server = await startServer()
  const { observer, text } = createMetrics()
  let send = (): void => undefined
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { authorization: `Bearer ${server.secretKey}`, 'content-type': 'application/x-ndjson' },
    body: new ReadableStream({ start: (controller) => void (send = () => controller.enqueue(LINE)) }),
    duplex: 'half',
  }
  const app = createHttp({ ...server.deps, observer })
  const response = await app.request('/v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines', init)
  const reader = response.body?.getReader()
  const next = async () => JSON.parse(Buffer.from((await reader?.read())?.value ?? []).toString())
  send()
  expect(await next()).toMatchObject({ ref: '1', verdict: 'DENY' })
  await server.deps.store.close()
  send()
  expect(await next()).toMatchObject({
    end: true,
    n: 1,
    error: { code: 'STORAGE_UNAVAILABLE' },
    receipt: null,
  })
  const logged = server
    .logged()
    .split('\n')
    .filter((line) => line.includes('a stream ended early'))
    .map((line) => JSON.parse(line))
  expect(logged).toMatchObject([{ code: 'STORAGE_UNAVAILABLE', tenantId: expect.any(String) }])
  const figures = await text()
  expect(figures).toContain(
    'constat_errors_total{route="/v1/eligibility/stream",code="STORAGE_UNAVAILABLE"} 1',
  )
  expect(figures).toMatch(/constat_storage_unavailable_total\{reason="\w+"\} 1/)
  await reader?.cancel()
  await server.close()
})
