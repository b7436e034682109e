import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { createHttp } from './http.ts'
import { createLog } from './log.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const ask = (app: ReturnType<typeof createHttp>, key: string) =>
  app.request('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'x-request-id': 'mine' },
    body: JSON.stringify({ query: 'query Who_0639981234 { viewer { keyKind } }' }),
  })

test('an unexpected error is told by a number alone, which answer, error and log share', async () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const clock = (): number => {
    throw new Error('no clock for 06 39 98 12 34')
  }
  const answer = await ask(createHttp({ ...server.deps, log, clock }), server.secretKey)
  const { errors } = await answer.json()
  const requestId = answer.headers.get('x-request-id')
  expect(requestId).toMatch(/^req_/)
  expect([answer.status, errors[0].extensions]).toEqual([500, { code: 'INTERNAL_SERVER_ERROR', requestId }])
  const logged = lines.map((line) => JSON.parse(line))
  expect(logged.map((line) => [line.msg, line.requestId])).toEqual([
    ['unexpected error', requestId],
    ['answered', requestId],
  ])
  expect(lines.join('')).not.toMatch(/06 39|0639/)
})

test('what looks as if it carried a number is no name of an operation in the log', async () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  await ask(createHttp({ ...server.deps, log }), server.secretKey)
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: 'answered', status: 200, operation: null, fields: ['viewer'] },
  ])
})

test('machines that look whether it is ready are not in the log', async () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const app = createHttp({ ...server.deps, log })
  await app.request('/livez')
  await app.request('/readyz')
  expect(lines).toEqual([])
})
