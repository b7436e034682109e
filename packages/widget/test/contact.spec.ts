import { contactIn } from './sent-contact.ts'
import { expect, test } from './site.ts'

test('a hidden field is read where it is named', async ({ page, site }) => {
  const fields = `<input name="tel" autocomplete="tel-national" value="0470123456"><input type="hidden" name="whole" value="+32470123456">`
  expect(await contactIn(page, site, fields, 'phone-field="whole"')).toEqual({ phone: '+32470123456' })
})

test('a custom element is read where it is named, as its form has it', async ({ page, site }) => {
  const field = `customElements.define('ds-input', class extends HTMLElement {
    static formAssociated = true
    connectedCallback() { this.attachInternals().setFormValue('0639980006') }
  })`
  expect(
    await contactIn(
      page,
      site,
      '<ds-input name="telephone"></ds-input>',
      'phone-field="telephone"',
      `;${field}`,
    ),
  ).toEqual({ phone: '0639980006' })
})

for (const [what, attributes, contact] of [
  ['takes none from a form that it is not in', '', { phone: '0639980007' }],
  [
    'takes one from another form where it is named',
    'email-field="email"',
    { phone: '0639980007', email: 'footer@example.fr' },
  ],
] as const)
  test(`an element without a form ${what}`, async ({ page, site }) => {
    const element = site.element.replace('notice=', `deliver="manual" ${attributes} notice=`)
    await page.goto(
      site.serve({
        form: '<input type="email" name="email" value="footer@example.fr"><input type="tel" value="0199000007">',
        body: `<input autocomplete="tel" value="0639980007">${element}`,
      }),
    )
    await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
    await page.evaluate(`document.querySelector('constat-choices').record()`)
    expect(site.sent('RecordConsent').at(-1)?.variables.input?.contact).toEqual(contact)
  })
