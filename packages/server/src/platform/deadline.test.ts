import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOTICE, granted, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { createHttp } from './http.ts'

const RECORD = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) {
  __typename ... on RecordConsentPayload { events { id } } } }`

let server: ServerUnderTest
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** The same server when its storage takes its time: nothing is written before `goOn`, and `ended` is when it was. */
const slow = () => {
  const gate = Promise.withResolvers<void>()
  const writes: Promise<unknown>[] = []
  const { store } = server.deps
  const write: typeof store.write = (work) => {
    const written = gate.promise.then(() => store.write(work))
    writes.push(written)
    return written
  }
  const app = createHttp({ ...server.deps, store: { ...store, write } }, { deadline: 50 })
  return {
    ask: async (query: string, variables: object = {}) => {
      const answer = await app.request('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${server.secretKey}` },
        body: JSON.stringify({ query, variables }),
      })
      return { status: answer.status, body: await answer.json() }
    },
    goOn: gate.resolve,
    ended: () => Promise.allSettled(writes),
  }
}

test('a write that takes too long is given up, and sent again it is there once and whole', async () => {
  const { notice } = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload')
  const contact = { phone: '06 39 98 66 11', email: 'ada@example.fr' }
  const choices = NOTICE.questions.map(({ key }) => ({ question: key, answer: 'GRANTED' }))
  const input = { idempotencyKey: 'one', notice: notice.sha256, contact, choices }
  const { ask, goOn, ended } = slow()
  const { status, body } = await ask(RECORD, { input })
  expect(status).toBe(503)
  expect(body.data).toBeUndefined()
  expect(body.errors[0].extensions).toEqual({ code: 'DEADLINE_EXCEEDED' })
  expect(body.errors[0].message).toContain('idempotencyKey')
  goOn()
  await ended()
  const again = await server.send(server.secretKey, RECORD, { input })
  const page = await server.client.events({ first: 100 })
  expect(page.edges.map(({ node }) => node.id)).toEqual(
    again.body.data.recordConsent.events.map(({ id }: { id: string }) => id),
  )
  expect(page.edges).toHaveLength(1)
})
