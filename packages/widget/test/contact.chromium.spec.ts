import { contactIn, contactOf } from './sent-contact.ts'
import { expect, STAYS, test, testCase } from './site.ts'

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

/** What stands before a number and says something about it. */
const PARTS =
  'phone_country_code phone_type telefonLand indicatif_telephone tel-ext phonePrefix mobile_countrycode telefon_vorwahl'

for (const number of ['name="phone" type="tel"', 'name="phone"', 'name="a" type="tel"'])
  for (const kind of ['', 'type="tel"'])
    testCase(`a part of the number ${kind} is not taken for it: ${number}`, async ({ page, site }) => {
      const parts = PARTS.split(' ').map((name, nth) => [`+3${nth}`, `name="${name}" ${kind}`] as const)
      const fields = Object.fromEntries([...parts, ['0639980006', number]])
      expect(await contactOf(page, site, fields)).toEqual({ phone: '0639980006' })
    })

testCase('a field of type "tel" wins over another of such a name', async ({ page, site }) => {
  const fields = { yes: 'name="phone_consent"', '0639980006': 'name="phone" type="tel"' }
  expect(await contactOf(page, site, fields)).toEqual({ phone: '0639980006' })
})

/** Fields of plain text as sites name them in the languages of the widget. */
const NAMED = {
  phone:
    'tel telephone téléphone portable numeroTelefono teléfono móvil movil celular telefon telefonnummer Handy handynummer ' +
    'mobil mobiltelefon telefoonnummer mobiel telefone telemóvel telemovel cellulare mobile phone',
  email: 'email e-mail courriel emailadresse emailadres correo correo_electronico correio posta-elettronica',
}

for (const [kind, names] of Object.entries(NAMED))
  testCase(`a field is found by its name in each language: ${kind}`, async ({ page, site }) => {
    const values = names
      .split(' ')
      .map((_, nth) => (kind === 'phone' ? `06399801${10 + nth}` : `${nth}@example.fr`))
    await page.goto(site.serve({ form: `<input name="nom">${site.element}`, script: STAYS }))
    await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
    for (const [nth, name] of names.split(' ').entries())
      await page.evaluate(`{
        const field = document.querySelector('input:not([type])')
        field.name = '${name}'
        field.value = '${values[nth]}'
        document.querySelector('constat-choices').record()
      }`)
    expect(site.sent('RecordConsent').map(({ variables }) => variables.input?.contact)).toEqual(
      values.map((value) => ({ [kind]: value })),
    )
  })

testCase('no field is found by a word that only begins as one', async ({ page, site }) => {
  const names = 'television telefax mobilier automobile handyman cellule emailing correos posta'.split(' ')
  const fields = names.map((name, nth) => [`063998001${nth}`, `name="${name}"`] as const)
  expect(await contactOf(page, site, Object.fromEntries(fields))).toEqual({})
})

for (const [what, fields, contact] of FOUND)
  testCase(`what is sent as the contact: ${what}`, async ({ page, site }) => {
    expect(await contactOf(page, site, fields)).toEqual(contact)
  })

const OPTIONS = `<option>+33</option><option selected value="BE">Belgique (+32)</option>`
const NATIONAL = `<input name="tel" autocomplete="tel-national" value="0470123456">`

for (const [what, fields, contact] of [
  ['a choice by its value', `<select autocomplete="tel-country-code"><option>+32</option></select>`, '+32'],
  ['a choice by its label', `<select autocomplete="tel-country-code">${OPTIONS}</select>`, '+32'],
  ['a field', `<input autocomplete="tel-country-code" value="0032">`, '+32'],
  [
    'a choice by its label, whatever number its value is',
    `<select autocomplete="tel-country-code"><option value="75">Belgique (+32)</option></select>`,
    '+32',
  ],
  [
    'of two the one before the number',
    `<input autocomplete="home tel-country-code" value="+33"><input autocomplete="home tel-local"><input autocomplete="tel-country-code" value="+32">`,
    '+32',
  ],
  [
    'France, so none',
    `<select autocomplete="tel-country-code"><option>BE</option><option selected value="FR">France</option></select>`,
    '',
  ],
  ['no code, so no number', `<select autocomplete="tel-country-code"><option>BE</option></select>`, null],
] as const)
  testCase(`a national number takes its country code from ${what}`, async ({ page, site }) => {
    expect(await contactIn(page, site, fields + NATIONAL)).toEqual(
      contact === null ? {} : { phone: `${contact} 0470123456`.trim() },
    )
  })

test('a number with its country code takes no other', async ({ page, site }) => {
  const fields = `<input autocomplete="tel-country-code" value="+33"><input autocomplete="tel" value="+32470123456">`
  expect(await contactIn(page, site, fields)).toEqual({ phone: '+32470123456' })
})
