import { noticeSha256 } from '@constat/core/notice'
import { devis } from './notice.ts'
import { expect, test } from './site.ts'

const ELEMENT =
  '<constat-notice server="/graphql" site-key="k" notice="devis"><p>En clair</p></constat-notice>'
const open = { form: '', body: ELEMENT }

test('<constat-notice> shows the information in layers, and asks nothing', async ({ page, site }) => {
  await page.goto(site.serve(open))
  const region = page.getByRole('group', { name: 'À propos de vos données' }).first()
  await expect(region).toContainText('Sans votre accord préalable')
  await expect(page.getByText('En clair')).toBeHidden()
  await expect(page.getByText('Vous pouvez saisir la CNIL')).toBeHidden()
  await page.getByText('À propos de vos données et de vos droits').last().click()
  await expect(page.getByText('Vous pouvez saisir la CNIL')).toBeVisible()
  await expect(page.getByRole('link', { name: /cnil\.fr/ })).toHaveAttribute('target', '_blank')
  expect(await page.locator('constat-notice input').count()).toBe(0)
  await expect(region).toHaveAttribute('lang', 'fr')
  await expect(region).toHaveAttribute('translate', 'no')
})

test('<constat-notice> takes no part in the form, and opens no capture', async ({ page, site }) => {
  await page.goto(site.serve({ form: ELEMENT }))
  await expect(page.locator('constat-notice')).toContainText('Sans votre accord')
  await page.waitForTimeout(2500)
  expect(await page.evaluate(() => [...new FormData(document.forms[0])].length)).toBe(0)
  expect(site.requests.map(({ operation }) => operation)).toEqual(['Notice'])
})

test('a notice that cannot be shown leaves the fallback, and says why to the developer', async ({
  page,
  site,
}) => {
  site.answers.notice = null
  const messages: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  await page.goto(site.serve(open))
  await expect
    .poll(() => messages.join())
    .toContain('<constat-notice>: No published notice has the key "devis"')
  await expect(page.getByText('En clair')).toBeVisible()
  await expect(page.locator('constat-notice:state(error)')).toHaveCount(1)
})

test('a notice that the page brings as a data block is shown without asking the server', async ({
  page,
  site,
}) => {
  const data = JSON.stringify({ sha256: await noticeSha256(devis), document: devis })
  await page.goto(
    site.serve({
      form: '',
      body: `<constat-notice><script type="application/json">${data}</script></constat-notice>`,
    }),
  )
  await expect(page.locator('constat-notice:state(ready)')).toContainText('Sans votre accord préalable')
  expect(site.requests).toEqual([])
})
