import type { Page } from '@playwright/test'
import { expect, test, type Site } from './site.ts'

const STAYS = `document.addEventListener('submit', (event) => event.preventDefault())`

/** The contact that a form of these fields hands to the server, each field filled with a value of its own. */
const contactOf = async (page: Page, site: Site, fields: Readonly<Record<string, string>>) => {
  const inputs = Object.entries(fields).map(([value, attributes]) => `<input ${attributes} value="${value}">`)
  await page.goto(site.serve({ form: inputs.join('') + site.element, script: STAYS }))
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  const before = site.sent('RecordConsent').length
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => site.sent('RecordConsent').length).toBe(before + 1)
  return site.sent('RecordConsent').at(-1)?.variables.input?.contact
}

const FOUND: readonly (readonly [string, Readonly<Record<string, string>>, object])[] = [
  [
    'a card, a postal code and a one-time code are no phone number',
    {
      '4111111111111111': 'name="carte" type="tel" autocomplete="cc-number"',
      '44000': 'name="mobile" type="tel" autocomplete="postal-code"',
      '123456': 'name="code" type="tel" autocomplete="one-time-code"',
      '+33': 'name="tel" autocomplete="tel-country-code"',
    },
    {},
  ],
  ['alone, nor is an automobile', { 'AB-123-CD': 'name="automobile"' }, {}],
  [
    'the token wins over type and name',
    {
      '0199000001': 'name="telephone" type="tel"',
      '0639980001': 'name="a" autocomplete="section-x home tel-national"',
      'b@example.fr': 'name="email" type="email"',
      'a@example.fr': 'name="b" autocomplete="email"',
    },
    { phone: '0639980001', email: 'a@example.fr' },
  ],
  [
    'the name wins over type "tel", word by word',
    {
      '44000': 'name="cp" type="tel"',
      '12': 'name="automobile"',
      '0639980002': 'name="votreTelephone2"',
      x: 'name="emailing"',
      'c@example.fr': 'name="E-Mail"',
    },
    { phone: '0639980002', email: 'c@example.fr' },
  ],
  [
    'a name in capitals, and autofill turned off',
    { '0639980003': 'name="PHONE" autocomplete="off"', 'd@example.fr': 'name="EMAIL" autocomplete="off"' },
    { phone: '0639980003', email: 'd@example.fr' },
  ],
  ['type "tel" where it stands alone', { '0639980004': 'name="a" type="tel"' }, { phone: '0639980004' }],
  [
    'not where another could be it',
    { '0639980005': 'name="a" type="tel"', '44000': 'name="b" type="tel"' },
    {},
  ],
]

for (const [what, fields, contact] of FOUND)
  test(`what is sent as the contact: ${what}`, async ({ page, site }) => {
    expect(await contactOf(page, site, fields)).toEqual(contact)
  })
