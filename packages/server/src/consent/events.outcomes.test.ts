import { afterAll, beforeAll, expect, test } from 'vitest'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest
let ids: readonly string[]

beforeAll(async () => {
  server = await startServer()
  const { notice } = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload')
  const recorded: string[] = []
  for (let person = 0; person < 7; person++) {
    const { events } = granted(
      await server.client.recordConsent({
        idempotencyKey: `person ${person}`,
        notice: notice.sha256,
        contact: { phone: `06 39 98 60 0${person}` },
        choices: [{ question: 'appel', answer: 'GRANTED' }],
      }),
      'RecordConsentPayload',
    )
    recorded.push(events[0]!.id)
  }
  ids = recorded
})
afterAll(() => server.close())

test('pages follow each other oldest first, without gap or overlap', async () => {
  const seen: string[] = []
  let after: string | null | undefined
  do {
    const page = await server.client.events({ first: 3, after })
    seen.push(...page.edges.map(({ node }) => node.id))
    expect(page.pageInfo.hasPreviousPage).toBe(after !== undefined)
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after)
  expect(seen).toEqual(ids)
})

test('positions have no gaps', async () => {
  const { edges } = await server.client.events({ first: 100 })
  expect(edges.map(({ node }) => Number(node.position))).toEqual(ids.map((_, index) => index + 1))
})

test('the events of one contact are found by any spelling of it', async () => {
  const { edges } = await server.client.events({ contact: { phone: '+33 (0)6 39.98.60.03' } })
  expect(edges.map(({ node }) => node.id)).toEqual([ids[3]])
})

test('what belongs to another tenant is as absent as what does not exist', async () => {
  expect(await server.stranger.event(ids[0]!)).toBeNull()
  expect((await server.stranger.events()).edges).toEqual([])
  expect((await server.stranger.events({ contact: { phone: '06 39 98 60 03' } })).edges).toEqual([])
  const { body } = await server.send(server.strangerKey, `{ node(id: "${ids[0]}") { id } }`)
  expect(body.data.node).toBeNull()
})

test('a node is found by its id and knows its type', async () => {
  const { tenant } = await server.client.viewer()
  const { body } = await server.send(
    server.secretKey,
    `{ event: node(id: "${ids[0]}") { __typename id } tenant: node(id: "${tenant.id}") { __typename id } nothing: node(id: "evt_x") { id } }`,
  )
  expect(body.data).toEqual({
    event: { __typename: 'ConsentEvent', id: ids[0] },
    tenant: { __typename: 'Tenant', id: tenant.id },
    nothing: null,
  })
})

test.each([
  [{ first: 0 }, ['first'], 'page-size'],
  [{ first: 101 }, ['first'], 'page-size'],
  [{ after: 'garbage' }, ['after'], 'cursor'],
  [{ contact: { phone: 'none' } }, ['contact', 'phone'], 'phone-letters'],
])('a page that cannot be asked for is refused: %j', async (page, path, rule) => {
  const refusal = await server.client.events(page).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path, rule }] })
})
