import { StorageUnavailable } from '@constat/store'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMetrics } from '../metrics/metrics.ts'
import { startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { createHttp } from './http.ts'
import { createLog } from './log.ts'
import { noteError } from './note-error.ts'
import { reportRequests } from './report-requests.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const VIEWER = { query: 'query Who_0639981234 { viewer { keyKind } }' }
const ask = (app: ReturnType<typeof createHttp>, key: string, body: object = VIEWER) =>
  app.request('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'x-request-id': 'mine' },
    body: JSON.stringify(body),
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

test('a request that is refused has its code in the log, and is counted by it', async () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const { observer, text } = createMetrics()
  const deps = { ...server.deps, log, observer }
  const { store } = deps
  const silent = { ...store, write: () => new Promise<never>(() => undefined) }
  const gone = { ...store, write: () => Promise.reject(new StorageUnavailable('IO')) }
  const input = { contact: { phone: '06 39 98 12 34' }, scope: 'ALL', source: 'LETTER' }
  const object = {
    query: `mutation ($input: RecordObjectionInput!) { viewer: recordObjection(input: $input) { __typename } }`,
    variables: { input: { ...input, idempotencyKey: 'one' } },
  }
  await ask(createHttp({ ...deps, store: silent }, { deadline: 200 }), server.secretKey, object)
  await ask(createHttp({ ...deps, store: gone }), server.secretKey, object)
  await ask(createHttp(deps), 'no key')
  await ask(createHttp(deps), server.secretKey, { query: '{ nothing }' })
  await ask(createHttp(deps), server.secretKey)
  await createHttp({ ...deps, store: { ...store, ready: () => Promise.resolve(false) } }).request('/readyz')
  await createHttp(deps).request('/log/none/checkpoint')
  const answered = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'answered')
  expect(answered.map(({ level, status, code }) => [level, status, code])).toEqual([
    ['warn', 503, 'DEADLINE_EXCEEDED'],
    ['warn', 503, 'STORAGE_UNAVAILABLE'],
    ['info', 401, 'UNAUTHENTICATED'],
    ['info', 200, 'GRAPHQL_VALIDATION_FAILED'],
    ['info', 200, null],
    ['warn', 503, 'STORAGE_UNAVAILABLE'],
    ['info', 404, 'NOT_FOUND'],
  ])
  expect(lines.join('')).not.toMatch(/06 39|0639/)
  const counted = (await text()).split('\n').filter((line) => line.startsWith('constat_errors_total{'))
  expect(counted.toSorted()).toEqual([
    'constat_errors_total{route="/graphql",code="DEADLINE_EXCEEDED"} 1',
    'constat_errors_total{route="/graphql",code="GRAPHQL_VALIDATION_FAILED"} 1',
    'constat_errors_total{route="/graphql",code="STORAGE_UNAVAILABLE"} 1',
    'constat_errors_total{route="/graphql",code="UNAUTHENTICATED"} 1',
    'constat_errors_total{route="/log/:log/*",code="NOT_FOUND"} 1',
    'constat_errors_total{route="/readyz",code="STORAGE_UNAVAILABLE"} 1',
  ])
})

test.each([
  ['the gravest of several', ['STORAGE_UNAVAILABLE', 'NOT_FOUND'], 'STORAGE_UNAVAILABLE'],
  ['none that is not ours', ['ada@example.fr'], 'INTERNAL_SERVER_ERROR'],
])('of the codes of an answer %s is told', async (_name, codes, told) => {
  const seen: string[] = []
  const { observer } = createMetrics()
  const app = new Hono().use(
    reportRequests({
      ...server.deps,
      observer: { ...observer, onError: (route, code) => void seen.push(route, code) },
    }),
  )
  app.get('/', (c) => {
    codes.forEach(noteError)
    return c.text('refused')
  })
  await app.request('/')
  expect(seen).toEqual(['/', told])
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
