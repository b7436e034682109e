import type { Page } from '@playwright/test'
import { expect, FIELDS, test, type Site } from './site.ts'

/** As phone libraries do: at the submit, the whole number goes into a hidden field. */
const FILLS = `const form = document.forms[0]
form.addEventListener('submit', () => (form.whole.value = form.numero.value.replace('0', '+33')));`

const open = async (page: Page, site: Site, script: string, named = 'phone-field="whole"'): Promise<void> => {
  const element = site.element.replace('notice=', `${named} notice=`)
  await page.goto(site.serve({ form: `${FIELDS}<input type="hidden" name="whole">${element}`, script }))
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
}
const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Envoyer' }).click()
const sayYes = async (page: Page, phone: string): Promise<void> => {
  await page.getByLabel('Téléphone').fill(phone)
  await page.getByRole('radio', { name: 'Oui' }).check()
  await send(page)
}
/** What was recorded: for whom, and what was answered to the partners. */
const records = (site: Site) =>
  site
    .sent('RecordConsent')
    .map(({ variables: { input } }) => [
      input?.contact['phone'],
      input?.choices.find(({ question }) => question === 'partenaires')?.answer,
    ])

for (const [what, then] of [
  ['sends the form to the site', ''],
  [
    'lets no other listener hear of it',
    `form.addEventListener('submit', (event) => event.stopImmediatePropagation())`,
  ],
  [
    'sends it by script',
    `form.addEventListener('submit', (event) => {
      event.preventDefault()
      fetch('/send', { method: 'POST', body: new URLSearchParams(new FormData(form)) })
    })`,
  ],
  [
    'sends it by script and empties it',
    `form.addEventListener('submit', (event) => {
      event.preventDefault()
      fetch('/send', { method: 'POST', body: new URLSearchParams(new FormData(form)) })
      form.reset()
    })`,
  ],
  [
    'sends it by script and takes it out of the page',
    `form.addEventListener('submit', (event) => {
      event.preventDefault()
      event.stopPropagation()
      fetch('/send', { method: 'POST', body: new URLSearchParams(new FormData(form)) })
      form.remove()
    })`,
  ],
] as const)
  test(`a number that the page fills in at the submit is read where it ${what}`, async ({ page, site }) => {
    await open(page, site, FILLS + then)
    await sayYes(page, '0639980001')
    await expect.poll(() => records(site)).toEqual([['+33639980001', 'GRANTED']])
    await expect.poll(() => site.posts.length).toBe(1)
    const [post] = site.posts
    const { idempotencyKey, observation } = site.sent('RecordConsent')[0]?.variables.input ?? {}
    expect(post?.get('choices[partenaires]')).toBe('granted')
    expect(post?.get('choices-receipt')?.split('.')[1]).toBe(idempotencyKey)
    expect(JSON.parse(post?.get('choices-observation') ?? '')).toEqual(observation)
  })

test('what was typed is read before the page empties its field', async ({ page, site }) => {
  await open(
    page,
    site,
    `document.forms[0].addEventListener('submit', (event) => {
      event.preventDefault()
      document.forms[0].numero.value = ''
    })`,
    'phone-field="numero"',
  )
  await sayYes(page, '0639980002')
  await expect.poll(() => records(site)).toEqual([['0639980002', 'GRANTED']])
})

test('a yes for one number is none for the next that the page fills in, and the same is sent once', async ({
  page,
  site,
}) => {
  await open(page, site, `${FILLS}form.addEventListener('submit', (event) => event.preventDefault())`)
  await sayYes(page, '0639980003')
  await expect.poll(() => records(site)).toEqual([['+33639980003', 'GRANTED']])
  await send(page)
  await page.getByLabel('Téléphone').fill('0639980004')
  await send(page)
  await expect
    .poll(() => records(site))
    .toEqual([
      ['+33639980003', 'GRANTED'],
      ['+33639980004', 'UNANSWERED'],
    ])
  await expect(page.getByRole('radio', { name: 'Oui' })).not.toBeChecked()
})
