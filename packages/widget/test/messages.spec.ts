import type { Page } from '@playwright/test'
import { renderFallback } from '@constat/widget/fallback'
import { devis } from './notice.ts'
import { expect, FIELDS, test, testCase, type PageParts, type Site } from './site.ts'

const FALLBACK = renderFallback(devis)

/** What the elements say in the console of a page, each line once. */
const said = async (page: Page, site: Site, parts: PageParts): Promise<() => string> => {
  const lines: string[] = []
  page.on('console', (message) => {
    if (message.text().startsWith('<constat-')) lines.push(message.text())
  })
  await page.goto(site.serve(parts))
  await expect(page.locator('constat-choices:state(loading)')).toHaveCount(0)
  return () => lines.join('\n')
}

const element = (attributes: string): string =>
  `${FIELDS}<constat-choices ${attributes}>${FALLBACK}</constat-choices>`

for (const [fault, attributes, message] of [
  ['no server', 'site-key="constat_site_x" notice="devis"', '<constat-choices>: Set server.'],
  ['no key', 'server="/graphql" notice="devis"', '<constat-choices>: Set site-key.'],
  ['no notice', 'server="/graphql" site-key="constat_site_x"', '<constat-choices>: Set notice.'],
  ['none of them', '', '<constat-choices>: Set server, site-key, notice.'],
  [
    'a secret key',
    'server="/graphql" site-key="constat_secret_x" notice="devis"',
    'site-key is a secret key: revoke it now',
  ],
] as const)
  testCase(
    `${fault}: the console says so, nothing is sent, and the fallback answers`,
    async ({ page, site }) => {
      const lines = await said(page, site, { form: element(attributes) })
      expect(lines()).toContain(message)
      expect(site.requests).toEqual([])
      await expect(page.getByRole('checkbox', { name: /accepte que/ })).toBeEnabled()
    },
  )

for (const [fault, code, status] of [
  ['a key that was revoked', 'UNAUTHENTICATED', 401],
  ['a site that the key does not list', 'ORIGIN_DENIED', 403],
] as const)
  test(`${fault}: the console says what key to give`, async ({ page, site }) => {
    site.answers.status = status
    site.answers.graphqlErrors = [{ message: 'No.', extensions: { code } }]
    const lines = await said(page, site, {
      form: element('server="/graphql" site-key="constat_site_x" notice="devis"'),
    })
    expect(lines()).toContain(
      `${status} ${code} No. Give a site key that is not revoked and lists ${site.url}.`,
    )
  })

test('an element outside of a form is told of, unless its page sends the record itself', async ({
  page,
  site,
}) => {
  const lines = await said(page, site, { form: FIELDS, body: site.element })
  await expect.poll(lines).toContain('Put it into a form')
  const manual = await said(page, site, {
    form: FIELDS,
    body: site.element.replace('notice=', 'deliver="manual" notice='),
  })
  await expect(page.getByRole('group', { name: 'Vos choix' })).toBeVisible()
  expect(manual()).toBe('')
})

test('a theme or a way to deliver that there is not is told of, with those that there are', async ({
  page,
  site,
}) => {
  const lines = await said(page, site, {
    form: FIELDS + site.element.replace('notice=', 'theme="night" deliver="later" notice='),
    body: '<constat-receipt theme="Dark"></constat-receipt><constat-notice theme="dsfr"></constat-notice>',
  })
  await expect.poll(lines).toContain('<constat-choices>: theme="night": use auto, light, dark or dsfr.')
  expect(lines()).toContain('<constat-choices>: deliver="later": use submit or manual.')
  expect(lines()).toContain('<constat-receipt>: theme="Dark": use auto, light, dark or dsfr.')
  expect(lines()).not.toContain('dsfr":')
})

test('two elements of one name in a form are told of', async ({ page, site }) => {
  const lines = await said(page, site, { form: FIELDS + site.element + site.element })
  await expect.poll(lines).toContain('<constat-choices>: Give each in a form a name of its own')
  const named = site.element.replace('notice=', 'name="partners" notice=')
  const others = await said(page, site, { form: FIELDS + site.element + named })
  await expect(page.getByRole('group', { name: 'Vos choix' })).toHaveCount(2)
  expect(others()).toBe('')
})

test('a receipt’s number without its link is told of', async ({ page, site }) => {
  const lines = await said(page, site, { body: '<constat-receipt number="r"></constat-receipt>' })
  expect(lines()).toBe('<constat-receipt>: number and manage-url go together: set both.')
})

test('a notice at hand in a page that is not on https: the console says what to do', async ({
  page,
  site,
}) => {
  const lines: string[] = []
  page.on('console', (message) => lines.push(message.text()))
  const data = JSON.stringify({ sha256: 'ab'.repeat(32), document: devis })
  const { href } = new URL(
    site.serve({
      form: `<constat-choices>${FALLBACK}<script type="application/json">${data}</script></constat-choices>`,
    }),
  )
  await page.route('http://devis.example/**', async (route) => {
    const url = route.request().url().replace('http://devis.example/', href)
    await route.fulfill({ response: await route.fetch({ url }) })
  })
  await page.goto('http://devis.example/')
  await expect.poll(() => lines).toContain('<constat-choices>: Serve the page on https.')
  await expect(page.getByRole('checkbox', { name: /accepte que/ })).toBeEnabled()
})

const at = (server: string): PageParts => ({
  form: element(`server="${server}" site-key="constat_site_x" notice="devis"`),
})
const NOWHERE = 'http://127.0.0.1:1/graphql'

test('a server that cannot be reached: is it up?', async ({ page, site }) => {
  const lines = await said(page, site, at(NOWHERE))
  expect(lines()).toBe(`<constat-choices>: ${NOWHERE}: no answer: is it up?`)
})

test('one that answers no other sites: is it the endpoint?', async ({ page, site }) => {
  const elsewhere = `${site.url.replace('127.0.0.1', 'localhost')}/elsewhere`
  const lines = await said(page, site, at(elsewhere))
  expect(lines()).toContain('its answer is not for this site (CORS)')
})

test('to learn it, the element says where the page is from and no more', async ({ page, site }) => {
  const elsewhere = `${site.url.replace('127.0.0.1', 'localhost')}/elsewhere`
  const referrers: (string | null)[] = []
  page.on('response', async (response) => {
    if (response.url().startsWith(elsewhere)) referrers.push(await response.request().headerValue('referer'))
  })
  const head = '<meta name="referrer" content="unsafe-url">'
  await page.goto(`${site.serve({ ...at(elsewhere), head })}?nom=jeanne`)
  await expect(page.locator('constat-choices:state(error)')).toHaveCount(1)
  await expect.poll(() => [...new Set(referrers)]).toEqual([`${site.url}/`])
})

test('one that the page forbids: connect-src', async ({ page, site }) => {
  const lines = await said(page, site, { ...at(NOWHERE), csp: "connect-src 'self'" })
  expect(lines()).toContain('connect-src of this page forbids it')
})

test('a browser that is offline says so', async ({ page, site, context }) => {
  await page.goto(site.serve({ form: FIELDS }))
  const lines: string[] = []
  page.on('console', (message) => lines.push(message.text()))
  await context.setOffline(true)
  await page.evaluate(
    (html) => document.body.insertAdjacentHTML('beforeend', html),
    at('/graphql').form ?? '',
  )
  await expect.poll(() => lines.join()).toContain('/graphql: no answer: this browser is offline')
})

test('a page that changes how JSON is written is told of it, and the fallback answers', async ({
  page,
  site,
}) => {
  const lines = await said(page, site, {
    head: '<script>Array.prototype.toJSON = function () { return "[" + this.join() + "]" }</script>',
    form: element('server="/graphql" site-key="constat_site_x" notice="devis"'),
  })
  expect(lines()).toContain('toJSON')
  await expect(page.getByRole('checkbox', { name: /accepte que/ })).toBeEnabled()
})

test('a record refused for something else than the contact: the console says what the server says of it', async ({
  page,
  site,
}) => {
  site.answers.record = {
    kind: 'ChallengeFailed',
    message: 'The challenge is of another notice.',
    issues: [{ path: ['input', 'challenge'], rule: 'other-notice' }],
  }
  const lines = await said(page, site, {
    script: `document.addEventListener('submit', (event) => event.preventDefault())`,
  })
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect
    .poll(lines)
    .toBe(
      '<constat-choices>: ChallengeFailed other-notice at input.challenge. The challenge is of another notice.',
    )
})
