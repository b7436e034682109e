import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const QUESTION = `query ($input: EligibilityInput!) { checkEligibility(input: $input) { verdict } }`
const asking = (advertiser: string) => ({
  input: { contact: { phone: '+33639981234' }, channel: 'LIVE_CALL', advertiser },
})

it('text with U+0000, which PostgreSQL cannot hold, is refused where it stands, on every engine', async () => {
  const { status, body } = await server.send(server.secretKey, QUESTION, asking('cuisines\0'))
  expect(status).toBe(400)
  expect(body.errors[0].extensions).toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: ['input', 'advertiser'], rule: 'nul' }],
  })
})

it.each([String.raw`\u0000`, String.raw`\u{0}`])('so is %s written in the document', async (escaped) => {
  const { body } = await server.send(server.secretKey, `{ event(id: "evt_${escaped}") { id } }`)
  expect(body.errors[0].extensions).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: ['query'] }] })
})

it('while the text a backslash away from it is an answer like any other', async () => {
  const { body } = await server.send(server.secretKey, QUESTION, asking(String.raw`\u0001`))
  expect(body.errors).toBeUndefined()
})
