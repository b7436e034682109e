import type { Page } from '@playwright/test'
import { expect, testCase, type Site, STAYS } from './site.ts'

const NAME = '<p><label>Nom <input name="nom"></label></p>'
const EMAIL = '<p><label>E-mail <input name="email" type="email" required></label></p>'

const open = async (
  page: Page,
  site: Site,
  { form = NAME, script = '' }: { readonly form?: string; readonly script?: string },
): Promise<void> => {
  await page.goto(
    site.serve({ form: form + site.element.replace('notice=', 'required notice='), script: STAYS + script }),
  )
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
}
const told = (page: Page) => page.locator('constat-choices:state(invalid)')
const yes = (page: Page) => page.getByRole('radio', { name: 'Oui' })
const run = (page: Page, script: string) => page.evaluate(script)

for (const type of ['input', 'change', 'focusout', 'keyup'])
  testCase(
    `a page that asks at each "${type}" whether the form could go has nobody told what is missing`,
    async ({ page, site }) => {
      await open(page, site, {
        form: EMAIL + NAME,
        script: `;const [form] = document.forms
        form.addEventListener('${type}', () => document.title = form.checkValidity())`,
      })
      await page.getByRole('textbox', { name: 'E-mail' }).click()
      await page.keyboard.type('ada')
      await page.getByLabel('Nom').click()
      await page.getByRole('textbox', { name: 'E-mail' }).click()
      await page.keyboard.type('@example.fr')
      await page.keyboard.press('Tab')
      await page.keyboard.type('Ada')
      await page.keyboard.press('Tab')
      expect(await run(page, `document.activeElement.localName`)).toBe('constat-choices')
      await expect(page).toHaveTitle('false')
      await expect(told(page)).toHaveCount(0)
      await page.getByRole('checkbox', { name: /accepte que/ }).check()
      await expect(told(page)).toHaveCount(0)
      await expect(yes(page)).not.toHaveAttribute('aria-invalid')
      await page.getByRole('button', { name: 'Envoyer' }).click()
      await expect(told(page)).toHaveCount(1)
      await expect(yes(page)).toHaveAttribute('aria-invalid', 'true')
    },
  )

/** What attempts to send the form, of which the element is all, the first, or a later one that is invalid. */
const ATTEMPTS: readonly (readonly [string, string, (page: Page) => Promise<unknown>])[] = [
  ['the button', NAME, (page) => page.getByRole('button', { name: 'Envoyer' }).click()],
  ['the button, after another field', EMAIL, (page) => page.getByRole('button', { name: 'Envoyer' }).click()],
  ['Enter in another field', NAME, (page) => page.getByLabel('Nom').press('Enter')],
  [
    'Enter in the first field that is invalid',
    EMAIL,
    (page) => page.getByRole('textbox', { name: 'E-mail' }).press('Enter'),
  ],
  ['a script', NAME, (page) => run(page, 'document.forms[0].requestSubmit()')],
  ['a script, after another field', EMAIL, (page) => run(page, 'document.forms[0].requestSubmit()')],
  ['a page that reports', EMAIL, (page) => run(page, 'document.forms[0].reportValidity()')],
  [
    'a page that asks and gives the focus itself',
    NAME,
    (page) =>
      run(page, `document.forms[0].checkValidity() || document.forms[0].querySelector(':invalid').focus()`),
  ],
  [
    'a page that reports of the element, where the focus is',
    NAME,
    async (page) => {
      await yes(page).focus()
      await run(page, `document.querySelector('constat-choices').reportValidity()`)
    },
  ],
]

for (const [what, form, attempt] of ATTEMPTS)
  testCase(`who attempts to send the form is told what is missing: ${what}`, async ({ page, site }) => {
    await open(page, site, { form })
    await attempt(page)
    await expect(told(page)).toHaveCount(1)
    await expect(yes(page)).toHaveAttribute('aria-invalid', 'true')
    const active = `document.activeElement.shadowRoot?.activeElement.id ?? document.activeElement.name`
    expect(await run(page, active)).toBe(form === EMAIL ? 'email' : 'partenaires-GRANTED')
  })

for (const [what, mend, spoil] of [
  [
    'is no longer required',
    `document.querySelector('constat-choices').removeAttribute('required')`,
    `document.querySelector('constat-choices').setAttribute('required', '')`,
  ],
  [
    'can no longer be given',
    `document.querySelector('#around').disabled = true`,
    `document.querySelector('#around').disabled = false`,
  ],
] as const)
  testCase(
    `of an answer that ${what} nothing is said any more, nor when it is again`,
    async ({ page, site }) => {
      await open(page, site, {
        script: `;const around = document.createElement('fieldset')
        around.id = 'around'
        document.querySelector('constat-choices').replaceWith(around)
        around.append(element)`.replace(
          ';const',
          `;const element = document.querySelector('constat-choices')\nconst`,
        ),
      })
      await expect(page.locator('#around constat-choices:state(ready)')).toHaveCount(1)
      await page.getByRole('button', { name: 'Envoyer' }).click()
      await expect(told(page)).toHaveCount(1)
      for (const script of [mend, spoil]) {
        await run(page, script)
        await expect(told(page)).toHaveCount(0)
        await expect(yes(page)).not.toHaveAttribute('aria-invalid')
        await expect(page.locator('constat-choices [part=error]')).toHaveText('')
      }
    },
  )
