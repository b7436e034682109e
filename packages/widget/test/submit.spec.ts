import type { Page } from '@playwright/test'
import { expect, FIELDS, test, type Site, STAYS } from './site.ts'

const open = async (page: Page, site: Site, parts: Parameters<Site['serve']>[0]): Promise<void> => {
  await page.goto(site.serve(parts))
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
}

const record = (page: Page): Promise<unknown> =>
  page.evaluate('document.querySelector("constat-choices").record()')

const phonesSent = (site: Site) =>
  site.sent('RecordConsent').map(({ variables }) => variables.input?.contact['phone'])

test('a submit event that a script makes up sends nothing; the form sent by script, and record(), do', async ({
  page,
  site,
}) => {
  await open(page, site, {
    script: `${STAYS}
      document.forms[0].numero.addEventListener('input', () =>
        document.forms[0].dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true })))`,
  })
  await page.getByLabel('Téléphone').pressSequentially('0639980001')
  await page.evaluate('document.forms[0].requestSubmit()')
  await expect.poll(() => phonesSent(site)).toEqual(['0639980001'])
  await page.getByLabel('Téléphone').fill('0639980002')
  await record(page)
  expect(phonesSent(site)).toEqual(['0639980001', '0639980002'])
})

for (const [what, method, button] of [
  ['of the form', 'dialog', '<button value="cancel" formnovalidate>Annuler</button>'],
  ['of the button', 'post', '<button formmethod="dialog">Annuler</button>'],
] as const)
  test(`method "dialog" ${what}: closing a dialog sends nothing, record() does`, async ({ page, site }) => {
    await open(page, site, {
      form: '',
      body: `<dialog><form id="d" method="${method}">${FIELDS}${site.element}${button}</form></dialog>`,
      script: `document.querySelector('dialog').showModal()`,
    })
    await page.getByLabel('Téléphone').fill('0639980003')
    await page.getByRole('button', { name: 'Annuler' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.locator('[name=numero]').evaluate((field) => {
      if (field instanceof HTMLInputElement) field.value = '0639980004'
    })
    await record(page)
    expect(phonesSent(site)).toEqual(['0639980004'])
  })

const state = (page: Page, name: string) =>
  expect(page.locator(`constat-choices:state(${name})`)).toHaveCount(1)

/** Says yes and sends it, and holds back what the server answers. */
const sendHeld = async (page: Page, site: Site): Promise<() => void> => {
  const gate = Promise.withResolvers<void>()
  site.answers.recordGate = gate.promise
  await open(page, site, {
    script: `${STAYS}
      for (const type of ['constat-recorded', 'constat-error'])
        document.addEventListener(type, () => fetch('/report', { method: 'POST', body: JSON.stringify({ type }) }))`,
  })
  await page.getByLabel('Téléphone').fill('0639980005')
  await page.getByRole('radio', { name: 'Oui' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
  return gate.resolve
}

test('after another answer while a record is on its way, nothing says that what is shown is recorded', async ({
  page,
  site,
}) => {
  const release = await sendHeld(page, site)
  await page.getByRole('radio', { name: 'Non' }).check()
  release()
  await expect.poll(() => site.reports).toEqual([{ type: 'constat-recorded' }])
  await state(page, 'ready')
  await expect(page.getByRole('status')).toHaveText('')
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await state(page, 'recorded')
  const answers = site
    .sent('RecordConsent')
    .map(
      ({ variables }) => variables.input?.choices.find(({ question }) => question === 'partenaires')?.answer,
    )
  expect(answers).toEqual(['GRANTED', 'REFUSED'])
})

for (const when of ['before', 'after'])
  test(`a page that empties the form ${when} the server answers leaves the person told what became of her yes`, async ({
    page,
    site,
  }) => {
    const release = await sendHeld(page, site)
    if (when === 'before') await page.evaluate('document.forms[0].reset()')
    release()
    await state(page, 'recorded')
    if (when === 'after') await page.evaluate('document.forms[0].reset()')
    await state(page, 'recorded')
    await expect(page.getByRole('radio', { name: 'Oui' })).not.toBeChecked()
    await expect(page.getByRole('status')).toContainText('Votre réponse est enregistrée')
    await page.getByLabel('Téléphone').focus()
    await state(page, 'ready')
    await expect(page.getByRole('status')).toHaveText('')
  })

const TOO_SHORT = {
  kind: 'InvalidInput',
  issues: [{ rule: 'phone-too-short', path: ['input', 'contact', 'phone'] }],
}
/** What a page does between the submit and what the server says of it. */
const EMPTIED: readonly (readonly [string, string])[] = [
  ['empties the form', 'document.forms[0].reset()'],
  [
    'empties it and goes back to its first field',
    'document.forms[0].reset(); document.forms[0].numero.focus()',
  ],
]

for (const [what, script] of EMPTIED)
  test(`that a yes is lost is told where the page ${what} before the server refuses the number`, async ({
    page,
    site,
  }) => {
    site.answers.record = TOO_SHORT
    const release = await sendHeld(page, site)
    await page.evaluate(script)
    release()
    await state(page, 'invalid')
    await expect(page.getByRole('status')).toContainText('n’est pas enregistrée')
    await page.evaluate(script)
    await state(page, 'invalid')
    await page.getByRole('radio', { name: 'Oui' }).check()
    await expect(page.locator('constat-choices:state(invalid)')).toHaveCount(0)
    await expect(page.getByRole('status')).toHaveText('')
  })

test('nobody is told so who answered meanwhile', async ({ page, site }) => {
  site.answers.record = TOO_SHORT
  const release = await sendHeld(page, site)
  await page.evaluate('document.forms[0].reset()')
  await page.getByRole('radio', { name: 'Non' }).check()
  release()
  await expect.poll(() => site.reports).toEqual([{ type: 'constat-error' }])
  await expect(page.getByRole('status')).toHaveText('')
})

test('a required answer that is missing gets the focus and is marked until it is given', async ({
  page,
  site,
}) => {
  await open(page, site, {
    script: STAYS,
    form: FIELDS + site.element.replace('notice=', 'required notice='),
  })
  await page.getByRole('button', { name: 'Envoyer' }).click()
  const yes = page.getByRole('radio', { name: 'Oui' })
  await expect(yes).toHaveAttribute('aria-invalid', 'true')
  expect(await page.evaluate(`document.querySelector('constat-choices').shadowRoot.activeElement?.id`)).toBe(
    'partenaires-GRANTED',
  )
  await page.getByRole('radio', { name: 'Non' }).check()
  await expect(yes).not.toHaveAttribute('aria-invalid')
})
