import { expect, test } from './site.ts'
import { treeOf } from './tree.ts'

test('a receipt that comes late is announced, since it stands in a live region', async ({ page, site }) => {
  await page.goto(
    site.serve({
      body: '<constat-receipt></constat-receipt>',
      script: `document.addEventListener('submit', (event) => event.preventDefault())`,
    }),
  )
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.locator('constat-receipt:state(recorded)')).toHaveCount(1)
  expect(await treeOf(page)).toMatch(/ status live=polite\n +region "Votre réponse est enregistrée."/)
})
