import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Metrics } from './metrics.ts'

const TEXT = {
  'content-type': 'text/plain; version=0.0.4; charset=utf-8',
  'cache-control': 'no-store',
} as const

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

const isToken = (authorization: string | undefined, token: string): boolean =>
  timingSafeEqual(hashOf(authorization ?? ''), hashOf(`Bearer ${token}`))

/** `/metrics` for whoever sends the token. */
export const metricsRoutes = ({ text }: Metrics, token: string): Hono => {
  const app = new Hono()
  app.get('/metrics', async (c) => {
    if (!isToken(c.req.header('authorization'), token))
      return c.text('Send the token of the metrics: "Authorization: Bearer …".', 401, {
        'www-authenticate': 'Bearer',
        'cache-control': 'no-store',
      })
    return c.body(await text(), 200, TEXT)
  })
  return app
}

// A page of another site can make its own name mean this machine; it cannot make the browser say another name.
const OF_THIS_MACHINE = /^(127\.0\.0\.1|localhost)(:\d+)?$/

/** `/metrics` for this machine alone: to be listened for on the loopback address. */
export const loopbackMetrics = ({ text }: Metrics): Hono => {
  const app = new Hono()
  app.get('/metrics', async (c) =>
    OF_THIS_MACHINE.test(c.req.header('host') ?? '')
      ? c.body(await text(), 200, TEXT)
      : c.text('Ask 127.0.0.1.', 403),
  )
  return app
}
