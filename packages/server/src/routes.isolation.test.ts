import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createHttp } from './platform/http.ts'
import { SITE } from './testing/server-under-test.ts'
import { ADA, startTwoTenants, type Holdings, type Names, type TwoTenants } from './testing/two-tenants.ts'

/** Every route but the GraphQL endpoint's, whose fields have a matrix of their own: who is told what by it. */
const ROUTES: { readonly [route: string]: 'ANYONE' | 'GRAPHQL' | 'KEY' | 'TOKEN' } = {
  'GET /livez': 'ANYONE',
  'GET /readyz': 'ANYONE',
  'GET /log/:log/*': 'ANYONE',
  'GET /.well-known/tlog-policy.txt': 'ANYONE',
  'GET /.well-known/jwks.json': 'ANYONE',
  'OPTIONS /graphql': 'ANYONE',
  'GET /graphql': 'GRAPHQL',
  'POST /graphql': 'GRAPHQL',
  'POST /v1/eligibility/stream': 'KEY',
  'GET /v1/eligibility/receipts/:id/proof': 'KEY',
  'GET /manage/:token': 'TOKEN',
  'POST /manage/:token': 'TOKEN',
  'GET /confirm/:token': 'TOKEN',
  'POST /confirm/:token': 'TOKEN',
}

const lastLine = z.object({ end: z.literal(true), receiptId: z.string() })

let world: TwoTenants

beforeAll(async () => {
  world = await startTwoTenants()
})
afterAll(() => world.server.close())

const stream = async (key: string, parameters: Record<string, string>, phones: readonly string[]) => {
  const answer = await world.server.fetch(
    `/v1/eligibility/stream?${new URLSearchParams({ channel: 'LIVE_CALL', ...parameters })}`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson', origin: SITE },
      body: phones.map((phone, ref) => JSON.stringify({ ref: String(ref), phone })).join('\n'),
    },
  )
  const text = await answer.text()
  return { status: answer.status, lines: text.trimEnd().split('\n') }
}

/** What a stream says of one contact, without the contact. */
const answered = async (
  { keys }: Holdings,
  of: Names,
  phone: string,
  parameters: Record<string, string> = {},
) => {
  const asked = { advertiser: of.controller, goods: of.goods, ...parameters }
  const [{ lines }, statements] = await world.server.askedOf(() => stream(keys.SECRET, asked, [phone]))
  const { contact: _, ...answer } = JSON.parse(lines[0] ?? '')
  return { answer, statements }
}

test('every route is here, with who is told what', () => {
  const { routes } = createHttp(world.server.deps)
  const served = routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
  expect([...new Set(served)].toSorted()).toEqual(Object.keys(ROUTES).toSorted())
})

test('a stream answers of another tenant’s contacts, parties and goods as of nobody’s, by the same statements', async () => {
  const { alpha, beta, nobody } = world
  // A tenant's own goods are kept once they were read.
  await answered(beta, beta, beta.phone)
  const foreign = [
    await answered(beta, beta, alpha.phone),
    await answered(beta, alpha, beta.phone),
    await answered(beta, alpha, alpha.phone),
    await answered(beta, beta, beta.phone, { goods: alpha.goods }),
  ]
  const unknown = [
    await answered(beta, beta, nobody.phone),
    await answered(beta, nobody, beta.phone),
    await answered(beta, nobody, nobody.phone),
    await answered(beta, beta, beta.phone, { goods: nobody.goods }),
  ]
  expect(foreign).toEqual(unknown)
  // It would say something.
  expect((await answered(alpha, alpha, alpha.phone)).answer).not.toEqual(foreign[2]?.answer)
})

test('of a person whom both tenants know a stream tells each what it holds itself', async () => {
  const { alpha, beta, server } = world
  const asked = { advertiser: 'cuisines', goods: 'cuisines' }
  const before = await stream(beta.keys.SECRET, asked, [ADA.phone])
  const objected = { contact: { phone: ADA.phone }, scope: 'ALL', source: 'LETTER' } as const
  await alpha.client.recordObjection({ idempotencyKey: 'she objects to Alpha', ...objected })
  const after = await stream(beta.keys.SECRET, asked, [ADA.phone])
  expect(after.lines[0]).toEqual(before.lines[0])
  expect(JSON.parse((await stream(alpha.keys.SECRET, asked, [ADA.phone])).lines[0] ?? '')).toMatchObject({
    verdict: 'DENY',
  })
  // One second in ten thousand has these digits.
  expect(server.logged().replaceAll(/"time":\d+/g, '')).not.toMatch(/39 ?98|639981234/)
})

test('the proof of a receipt is for its tenant alone', async () => {
  const { alpha, beta, server } = world
  const { lines } = await stream(alpha.keys.SECRET, { advertiser: 'cuisines' }, [ADA.phone])
  const { receiptId } = lastLine.parse(JSON.parse(lines.at(-1) ?? ''))
  await server.takeTurn()
  const proof = (key: string, id: string) =>
    server.askedOf(async () => {
      const answer = await server.fetch(`/v1/eligibility/receipts/${id}/proof`, {
        headers: { authorization: `Bearer ${key}`, origin: SITE },
      })
      return [answer.status, await answer.text()] as const
    })
  const [[status]] = await proof(alpha.keys.SECRET, receiptId)
  expect(status).toBe(200)
  const foreign = await proof(beta.keys.SECRET, receiptId)
  expect(foreign[0][0]).toBe(404)
  expect(foreign).toEqual(await proof(beta.keys.SECRET, world.nobody.event))
  for (const kind of ['SITE', 'PARTNER'] as const)
    expect((await proof(alpha.keys[kind], receiptId))[0][0]).toBe(403)
})

test('a stream is refused to every key that may not ask, before a contact is read', async () => {
  for (const { keys } of [world.alpha, world.beta])
    for (const kind of ['SITE', 'PARTNER'] as const) {
      const { status, lines } = await stream(keys[kind], { advertiser: 'cuisines' }, [ADA.phone])
      expect([kind, status, JSON.parse(lines[0] ?? '').errors[0].extensions.code]).toEqual([
        kind,
        403,
        'MISSING_SCOPE',
      ])
    }
})

test.each(Object.entries(ROUTES).filter(([, who]) => who === 'TOKEN'))(
  '%s: a token opens what is its own, and a key opens nothing there',
  async (route) => {
    const { alpha, beta, nobody, server } = world
    const [method = '', path = ''] = route.split(' ')
    const open = async (token: string, key: string): Promise<readonly [number, string]> => {
      const answer = await server.fetch(path.replace(':token', token), {
        method,
        headers: { authorization: `Bearer ${key}` },
      })
      return [answer.status, await answer.text()]
    }
    const unknown = await open(nobody.manageToken, '')
    // A token of the other kind, ids, and what is no token: none is told from what never was.
    for (const token of [alpha.event, alpha.confirmation, alpha.receiptToken, alpha.tenant, 'x'])
      expect(await open(token, alpha.keys.SECRET)).toEqual(unknown)
    if (!path.startsWith('/manage')) return
    // Who asks makes no difference, and what is shown masks the contact.
    const shown = await open(alpha.manageToken, '')
    expect(await open(alpha.manageToken, beta.keys.SECRET)).toEqual(shown)
    expect(shown[1]).not.toMatch(/12 ?34|ada@example/)
  },
)
