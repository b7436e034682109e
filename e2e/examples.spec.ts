import type { Page } from '@playwright/test'
import { expect, test } from './demo.ts'
import { built, GIVEN, recorded, tick, withSite } from './example.ts'

const APPEL = { name: 'm’appelle' }

const fillIn = async (page: Page, phone: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Nom' }).fill('Ada')
  await page.getByRole('textbox', { name: 'Téléphone' }).fill(phone)
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.fr')
}

test('a plain page: the form posts, the back end redeems the receipt', async ({ page, demo }) => {
  await withSite(await built('plain-form'), demo, async (url) => {
    await page.goto(url)
    await expect(page.getByRole('checkbox')).toHaveCount(4)
    await fillIn(page, '06 39 98 31 01')
    await tick(page.getByRole('checkbox', APPEL))
    await page.getByRole('button').click()
    await expect(page.getByRole('heading', { name: 'Merci Ada' })).toBeVisible()
    await expect(page.locator('#receipt')).toHaveText(/\w{8}/)
    expect(await recorded(demo, '06 39 98 31 01')).toEqual(GIVEN)
  })
})

for (const [example, phone] of [
  ['react-form', '06 39 98 31 02'],
  ['vue-form', '06 39 98 31 03'],
  ['angular-form', '06 39 98 31 04'],
] as const)
  test(`${example}: answers reach the application, the record the server, the receipt the page`, async ({
    page,
    demo,
  }) => {
    await withSite(await built(example), demo, async (url) => {
      await page.goto(url)
      await expect(page.getByRole('checkbox')).toHaveCount(4)
      await fillIn(page, phone)
      await expect(page.getByText('Nous ne vous appellerons pas.')).toBeVisible()
      await tick(page.getByRole('checkbox', APPEL))
      await expect(page.getByText('Nous pourrons vous appeler.')).toBeVisible()
      await page.getByRole('button', { name: 'Recevoir mon devis' }).click()
      await expect(page.locator('#receipt')).not.toHaveText('')
      await expect(page.getByRole('textbox', { name: 'Nom' })).toHaveValue('Ada')
      expect(await recorded(demo, phone)).toEqual(GIVEN)
    })
  })

test('scripts delayed until the visitor types: what she typed stays, nothing is ticked for her', async ({
  page,
  demo,
}) => {
  await withSite(await built('delayed-scripts'), demo, async (url) => {
    await page.goto(url)
    await expect(page.getByRole('checkbox')).toHaveCount(1)
    await page.getByRole('textbox', { name: 'Nom' }).focus()
    await page.keyboard.type('Ada')
    await expect(page.getByRole('checkbox')).toHaveCount(4)
    await expect(page.getByRole('textbox', { name: 'Nom' })).toHaveValue('Ada')
    await expect(page.getByRole('textbox', { name: 'Nom' })).toBeFocused()
    await page.getByRole('textbox', { name: 'Téléphone' }).fill('06 39 98 31 05')
    for (const box of await page.getByRole('checkbox').all()) await expect(box).not.toBeChecked()
    // The theme would print them at 14 px.
    await expect(page.getByText('m’appelle pour me proposer')).toHaveCSS('font-size', '16px')
    await tick(page.getByRole('checkbox', APPEL))
    await page.getByRole('button').click()
    await expect(page.getByRole('heading', { name: /Merci/ })).toBeVisible()
    await expect.poll(() => recorded(demo, '06 39 98 31 05')).toEqual(GIVEN)
  })
})
