import { payloadOf } from '@constat/client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { consenting, type Consenting } from '../testing/consenting.ts'
import { startConfirming, type ConfirmingUnderTest } from '../testing/confirming.ts'
import { TUESDAY } from '../testing/seeded.ts'

let world: ConfirmingUnderTest

beforeAll(async () => {
  world = await startConfirming()
})
afterEach(() => world.server.setNow(TUESDAY))
afterAll(() => world.close())

const asked = async (): Promise<Consenting & { readonly link: string }> => {
  const person = await consenting(world.server)
  payloadOf(await world.server.client.requestConfirmation({ event: person.event.id, channel: 'EMAIL' }))
  return { ...person, link: world.link() }
}

/** The provenance of what is stored of a person, oldest first. */
const provenances = async ({ contact: { email } }: Consenting): Promise<readonly string[]> =>
  (await world.server.client.events({ contact: { email } })).edges.map(({ node }) => node.provenance)

const open = async (link: string, init?: RequestInit) => {
  const response = await world.server.fetch(link, init)
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const post = (link: string, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) =>
  open(link, { method: 'POST', headers })

test('a link shows what would be confirmed, contact masked, and opening it confirms nothing however often', async () => {
  const person = await asked()
  for (const method of ['GET', 'GET', 'HEAD']) {
    const shown = await open(person.link, { method })
    expect(shown.status).toBe(200)
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
    if (method === 'HEAD') continue
    expect(shown.text).toContain('J’accepte de recevoir par e-mail')
    expect(shown.text).toContain('<form method="post"><button>Je confirme</button></form>')
    expect(shown.text).not.toContain(person.contact.email)
  }
  expect(await provenances(person)).toEqual(['SERVER_ATTESTED'])
})

test('its button confirms, and the page then says so; pressing again adds nothing', async () => {
  const person = await asked()
  for (const _ of [1, 2]) {
    const pressed = await post(person.link)
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, person.link])
  }
  const shown = await open(person.link)
  expect(shown.text).toContain('C’est confirmé.')
  expect(shown.text).not.toContain('<button>')
  expect(await provenances(person)).toEqual(['SERVER_ATTESTED', 'CONFIRMED'])
})

test('presses at the same time make one event', async () => {
  const person = await asked()
  await Promise.all(Array.from({ length: 8 }, () => post(person.link)))
  expect(await provenances(person)).toEqual(['SERVER_ATTESTED', 'CONFIRMED'])
})

test.each(['cross-site', 'same-site', 'none'])(
  'a post that comes from elsewhere (%s) confirms nothing',
  async (site) => {
    const person = await asked()
    expect((await post(person.link, { 'sec-fetch-site': site })).status).toBe(403)
    expect(await provenances(person)).toEqual(['SERVER_ATTESTED'])
  },
)

test('a post of another origin is refused where the browser says no more; without an origin, or under ours, it is not', async () => {
  const person = await asked()
  const manage = new URL(person.receipt.manageUrl).pathname
  for (const path of [person.link, manage])
    expect((await post(path, { origin: 'https://elsewhere.example' })).status).toBe(403)
  expect(await provenances(person)).toEqual(['SERVER_ATTESTED'])
  for (const origin of ['null', 'https://proofs.example'])
    expect((await post(person.link, { origin })).status).toBe(303)
  for (const site of ['cross-site', 'same-site'])
    expect((await post(manage, { 'sec-fetch-site': site })).status).toBe(403)
  expect((await post(manage)).status).toBe(303)
})

test('a browser that does not say where it comes from confirms all the same: the token is the proof', async () => {
  const person = await asked()
  expect((await post(person.link, {})).status).toBe(303)
  expect(await provenances(person)).toEqual(['SERVER_ATTESTED', 'CONFIRMED'])
})

test('after ten minutes a link shows that it has ended, and confirms nothing', async () => {
  const person = await asked()
  world.server.setNow(TUESDAY + 600_000)
  await post(person.link)
  const shown = await open(person.link)
  expect([shown.status, shown.text.includes('Ce lien ne vaut plus')]).toEqual([410, true])
  expect(await provenances(person)).toEqual(['SERVER_ATTESTED'])
})

test('what was withdrawn meanwhile is not confirmed', async () => {
  const person = await asked()
  const manage = new URL(person.receipt.manageUrl).pathname
  await open(manage, { method: 'POST' })
  await post(person.link)
  const shown = await open(person.link)
  expect([shown.status, shown.text.includes('plus rien à confirmer')]).toEqual([410, true])
  expect(await provenances(person)).toEqual(['SERVER_ATTESTED', 'SERVER_ATTESTED'])
})

test('the link of an erased record, a link cut short and one of nobody open nothing', async () => {
  const person = await asked()
  payloadOf(await world.server.client.eraseRecord({ event: person.event.id, ground: 'UNLAWFUL_PROCESSING' }))
  for (const link of [person.link, person.link.slice(0, -1), `/confirm/${'A'.repeat(43)}`]) {
    expect((await open(link)).status).toBe(404)
    expect((await post(link)).status).toBe(303)
  }
})
