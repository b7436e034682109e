import { expect, test } from './opened.ts'

// What Firefox under this Playwright cannot be asked: it ignores emulateMedia, and says nothing of a broken CSP.

test.use({ locale: 'en-GB' })

test('printed, only the report is left, with the notice unfolded', async ({ opened: { page, golden } }) => {
  await golden('witnessed')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('This certificate is verified.')).toBeVisible()
  await expect(page.getByText('Vous pouvez retirer votre accord')).toBeVisible()
  for (const hidden of ['header', '#trust-files', '#certificate-file', '#print'])
    await expect(page.locator(hidden)).toBeHidden()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`text is legible in a ${colorScheme} room`, async ({ opened: { page, golden } }) => {
    await page.emulateMedia({ colorScheme })
    await golden('witnessed')
    const colours = await page.locator('#verdict').evaluate((heading) => getComputedStyle(heading).color)
    expect(colours).toBe(colorScheme === 'light' ? 'rgb(23, 98, 43)' : 'rgb(143, 219, 159)')
  })
