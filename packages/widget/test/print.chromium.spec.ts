import { expect, test } from './site.ts'

test('print opens the layers', async ({ page, site }) => {
  await page.goto(site.serve())
  const text = page.getByText('L’accord vaut un an')
  await expect(text).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(text).toBeVisible()
})

test('forced colours keep the native controls', async ({ page, site }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto(site.serve())
  const box = page.getByRole('checkbox', { name: /accepte que/ })
  await box.check()
  await expect(box).toHaveCSS('appearance', 'auto')
  await expect(box).toHaveCSS('opacity', '1')
})
