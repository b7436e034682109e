import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { payloadOf, type Client } from '@constat/client'
import { listen } from '@constat/server'
import { NOTICE, startConfirming, TUESDAY, type ConfirmingUnderTest } from '@constat/server/testing'
import { expect, test as base, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'

/** A server whose mails arrive, on this machine. */
type Confirming = {
  readonly world: ConfirmingUnderTest
  readonly url: string
}

const test = base.extend<object, { confirming: Confirming }>({
  confirming: [
    async ({}, use) => {
      const world = await startConfirming()
      const { port, close } = await listen(
        ({ url, method, headers }) => world.server.fetch(url, { method, headers }),
        { host: '127.0.0.1', port: 0 },
      )
      await use({ world, url: `http://127.0.0.1:${port}` })
      await close(0)
      await world.close()
    },
    { scope: 'worker' },
  ],
})

let people = 0

/** Someone who consented to e-mail and was sent a link to confirm it by. */
const asked = async ({ world, url }: Confirming, locale = 'fr') => {
  const { client } = world.server
  const email = `person${people++}@example.fr`
  const { notice } = payloadOf(
    await client.publishNotice(locale === 'fr' ? NOTICE : { ...NOTICE, key: `quote-${locale}`, locale }),
  )
  const { events } = payloadOf(
    await client.recordConsent({
      notice: notice.sha256,
      contact: { email },
      choices: [{ question: 'email', answer: 'GRANTED' }],
    }),
  )
  payloadOf(await client.requestConfirmation({ event: events[0]?.id ?? '', channel: 'EMAIL' }))
  return { email, link: `${url}${world.link()}`, mail: world.relay.mails.at(-1)?.text ?? '' }
}

/** What is stored of a person, oldest first. */
const provenances = async (client: Client, email: string): Promise<readonly string[]> =>
  (await client.events({ contact: { email } })).edges.map(({ node }) => node.provenance)

const press = (page: Page): Promise<void> => page.getByRole('button', { name: 'Je confirme' }).click()

test.afterEach(({ confirming }) => confirming.world.server.setNow(TUESDAY))

test('opening the link confirms nothing, by whomever; the button does, once', async ({
  page,
  browser,
  confirming,
}) => {
  const { client } = confirming.world.server
  const { email, link } = await asked(confirming)
  // A program that looks for harmful mail opens it in a browser of its own.
  const scanner = await browser.newPage({ javaScriptEnabled: false })
  await scanner.goto(link)
  await scanner.close()
  await page.goto(link)
  await page.reload()
  await expect(page.getByText('J’accepte de recevoir par e-mail')).toBeVisible()
  expect(await provenances(client, email)).toEqual(['SERVER_ATTESTED'])

  await press(page)
  await expect(page.getByRole('status')).toHaveText(/C’est confirmé/)
  expect(page.url()).toBe(link)
  await page.reload()
  await page.goto(link)
  await expect(page.getByRole('status')).toHaveText(/C’est confirmé/)
  await expect(page.getByRole('button')).toHaveCount(0)
  expect(await provenances(client, email)).toEqual(['SERVER_ATTESTED', 'CONFIRMED'])
})

test('a link that ends while its page is open confirms nothing', async ({ page, confirming }) => {
  const { client, setNow } = confirming.world.server
  const { email, link } = await asked(confirming)
  await page.goto(link)
  setNow(TUESDAY + 600_000)
  await press(page)
  await expect(page.getByRole('status')).toHaveText(/Ce lien ne vaut plus/)
  expect((await page.goto(link))?.status()).toBe(410)
  expect(await provenances(client, email)).toEqual(['SERVER_ATTESTED'])
})

test('the link of one person confirms nothing of another, and a link that is not whole nothing at all', async ({
  page,
  confirming,
}) => {
  const { client } = confirming.world.server
  const [one, other] = [await asked(confirming), await asked(confirming)]
  await page.goto(one.link)
  await press(page)
  await expect(page.getByRole('status')).toBeVisible()
  expect(await provenances(client, one.email)).toEqual(['SERVER_ATTESTED', 'CONFIRMED'])
  expect(await provenances(client, other.email)).toEqual(['SERVER_ATTESTED'])
  expect((await page.goto(other.link.slice(0, -1)))?.status()).toBe(404)
  await expect(page.getByText('Ce lien n’ouvre rien.')).toBeVisible()
})

test('another site that knows the link cannot press the button, nor draw it into a frame of its own', async ({
  page,
  confirming,
}) => {
  const { client } = confirming.world.server
  const { email, link } = await asked(confirming)
  const site = createServer((request, response) => {
    const body =
      request.url === '/frame'
        ? `<iframe src="${link}"></iframe>`
        : `<form method="post" action="${link}"></form><script>document.forms[0].submit()</script>`
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>x</title>${body}`)
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  const { port } = site.address() as AddressInfo
  try {
    const posted = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.goto(`http://localhost:${port}/`)
    expect((await posted).status()).toBe(403)
    await page.goto(`http://localhost:${port}/frame`)
    await expect(page.frameLocator('iframe').getByRole('button')).toHaveCount(0)
  } finally {
    site.close()
  }
  expect(await provenances(client, email)).toEqual(['SERVER_ATTESTED'])
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`the pages are accessible, ${colorScheme} and small, in both languages`, async ({
    page,
    confirming,
  }) => {
    await page.emulateMedia({ colorScheme })
    for (const locale of ['fr', 'en']) {
      const { link } = await asked(confirming, locale)
      await page.goto(link)
      await expectAccessible(page)
      await page.getByRole('button').focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('status')).toBeVisible()
      await expectAccessible(page)
    }
    await page.goto(`${confirming.url}/confirm/${'A'.repeat(43)}`)
    await expectAccessible(page)
  })
