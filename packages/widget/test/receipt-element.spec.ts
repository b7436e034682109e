import { expect, FIELDS, RECEIPT, test } from './site.ts'

const RECEIPT_ELEMENT = '<constat-receipt><p>Merci de votre demande.</p></constat-receipt>'

test('after a submit in a page that stays, the receipt shows its number, the link to withdraw, and prints', async ({
  page,
  site,
}) => {
  await page.addInitScript(() => Object.assign(window, { print: () => document.body.append('imprimé') }))
  await page.goto(
    site.serve({
      body: RECEIPT_ELEMENT,
      script: `document.addEventListener('submit', (event) => event.preventDefault())`,
    }),
  )
  await expect(page.getByText('Merci de votre demande.')).toBeVisible()
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  const receipt = page.getByRole('region', { name: 'Votre réponse est enregistrée.' })
  await expect(receipt).toContainText(RECEIPT.id)
  await expect(receipt.getByRole('link', { name: /retirer/ })).toHaveAttribute('href', RECEIPT.manageUrl)
  await expect(page.getByText('Merci de votre demande.')).toBeHidden()
  await receipt.getByRole('button', { name: 'Imprimer' }).click()
  await expect(page.getByText('imprimé')).toBeVisible()
})

test('the page that the form leads to shows the receipt, in this tab alone', async ({ page, site }) => {
  await page.goto(site.serve({ thanks: RECEIPT_ELEMENT }))
  await page.getByLabel('Téléphone').fill('06 39 98 12 34')
  await page.getByRole('checkbox', { name: /accepte que/ }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
  await expect(page.locator('constat-receipt')).toContainText(RECEIPT.id)
  const other = await page.context().newPage()
  await other.goto(`${site.url}/thanks`)
  await expect(other.getByText('Merci de votre demande.')).toBeVisible()
})

test('a site that knows the receipt gives it by attributes, in the language of the page', async ({
  page,
  site,
}) => {
  await page.goto(
    site.serve({
      form: FIELDS,
      lang: 'en',
      body: '<constat-receipt number="rcp_9" manage-url="https://preuves.example.org/m/9"></constat-receipt>',
    }),
  )
  await expect(page.locator('constat-receipt')).toContainText('Receipt number: rcp_9')
  await expect(page.getByRole('link', { name: /See or withdraw/ })).toHaveAttribute(
    'href',
    'https://preuves.example.org/m/9',
  )
})

test('of two elements in one form each has its receipt shown, here and on the next page; what is sent anew takes its place', async ({
  page,
  site,
}) => {
  site.answers.record = (count) => ({
    kind: 'RecordConsentPayload',
    receipt: { id: `evt_${count}`, manageUrl: `https://preuves.example.org/m/${count}` },
  })
  await page.goto(
    site.serve({
      form: FIELDS + site.element + site.element.replace('notice=', 'name="other" notice='),
      body: RECEIPT_ELEMENT,
      thanks: RECEIPT_ELEMENT,
      script: `document.addEventListener('submit', (event) => document.forms[0].nom.value || event.preventDefault())`,
    }),
  )
  const receipts = page.locator('constat-receipt')
  const send = () => page.getByRole('button', { name: 'Envoyer' }).click()
  await send()
  await expect(receipts).toContainText('evt_1')
  await expect(receipts).toContainText('evt_2')
  await page.getByRole('radio', { name: 'Non' }).first().check()
  await page.getByLabel('Nom').fill('Jeanne')
  await send()
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
  await expect(receipts).toContainText('evt_2')
  await expect(receipts).toContainText('evt_3')
  await expect(receipts).not.toContainText('evt_1')
})
