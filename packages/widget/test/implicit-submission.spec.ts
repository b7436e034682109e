import type { Page } from '@playwright/test'
import { expect, FIELDS, test, testCase, type Site } from './site.ts'

/** A form of these fields and buttons; the title says which buttons are clicked, and that the form goes. */
const open = async (page: Page, site: Site, around: string, script = ''): Promise<void> => {
  await page.goto(
    site.serve({
      form: '',
      body: `<form id="own">${around.replace('*', site.element)}</form>`,
      script: `const say = (word) => document.title = (document.title + ' ' + word).replace('Devis ', '')
        addEventListener('submit', (event) => { event.preventDefault(); say('sent') })
        addEventListener('click', ({ target }) => target.id && say(target.id))
        ${script}`,
    }),
  )
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
}
const box = (page: Page) => page.getByRole('checkbox', { name: /accepte que/ })

for (const [what, around, title] of [
  [
    'clicks the button',
    '<input name="nom">*<button type="button" id="no">-</button><button id="yes">+</button>',
    'yes sent',
  ],
  ['clicks an input that submits', '*<input type="submit" id="yes"><button id="no">+</button>', 'yes sent'],
  ['clicks an image that submits', '<input name="nom">*<input type="image" id="yes" alt="+">', 'yes sent'],
  [
    'clicks a button elsewhere',
    '<input name="nom">*</form><button form="own" id="yes">+</button><form>',
    'yes sent',
  ],
  [
    'does nothing where the button is disabled',
    '<input name="nom">*<button id="no" disabled>-</button>',
    'Devis',
  ],
  ['does nothing without a button', '<input name="nom"><input type="email">*', 'Devis'],
] as const)
  testCase(`Enter on a control, as on a native one, ${what}`, async ({ page, site }) => {
    for (const native of ['<input type="checkbox" aria-label="native">', '']) {
      await open(page, site, around.replace('*', `${native}*`))
      await (native ? page.getByLabel('native') : box(page)).focus()
      await page.keyboard.press('Enter')
      await page.waitForTimeout(100)
      await expect(page).toHaveTitle(title)
      await expect(box(page)).not.toBeChecked()
    }
  })

for (const type of ['keydown', 'keypress'])
  test(`Enter that a page prevents at "${type}" sends nothing, nor does one that a script makes up`, async ({
    page,
    site,
  }) => {
    await open(
      page,
      site,
      '*<button id="no">+</button>',
      `addEventListener('${type}', (event) => event.preventDefault())`,
    )
    await box(page).focus()
    await page.keyboard.press('Enter')
    await box(page).evaluate((input) => {
      for (const name of ['keydown', 'keypress', 'keyup'])
        input.dispatchEvent(new KeyboardEvent(name, { key: 'Enter', bubbles: true, composed: true }))
    })
    await page.waitForTimeout(100)
    await expect(page).toHaveTitle('Devis')
  })

test('Enter on a control records what was answered, and tells what is missing', async ({ page, site }) => {
  await open(
    page,
    site,
    `${FIELDS}*<button id="yes">+</button>`,
    `document.querySelector('constat-choices').required = true`,
  )
  await page.getByLabel('Téléphone').fill('0639980001')
  await box(page).press('Space')
  await box(page).press('Enter')
  await expect(page.locator('constat-choices:state(invalid)')).toHaveCount(1)
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.getByRole('radio', { name: 'Non' }).press('Enter')
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)
  expect(site.sent('RecordConsent').at(-1)?.variables.input?.choices.slice(0, 2)).toEqual([
    { question: 'appel', answer: 'GRANTED' },
    { question: 'partenaires', answer: 'REFUSED' },
  ])
})
