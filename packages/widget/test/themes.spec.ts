import type { Page } from '@playwright/test'
import { expect, FIELDS, test, testCase, type Site } from './site.ts'

const base = 'constat-choices fieldset >> nth=0'
const styleOf = (page: Page, property: string): Promise<string> =>
  page.locator(base).evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)
const open = async (page: Page, site: Site, attributes: string, css = ''): Promise<void> => {
  await page.goto(
    site.serve({
      head: `<style>${css}</style>`,
      form: FIELDS + site.element.replace('notice=', `${attributes} notice=`),
    }),
  )
  await expect(page.getByRole('group', { name: 'Vos choix' })).toBeVisible()
}
const observed = (page: Page): Promise<unknown> =>
  page.evaluate(`JSON.parse(new FormData(document.forms[0]).get('choices-observation'))`)

for (const [attributes, css, background] of [
  ['', '', /0?\b1 1 1|255, 255, 255/],
  ['', ':root { color-scheme: dark }', /0\.105|27, 27, 31/],
  ['theme="dark"', '', /0\.105|27, 27, 31/],
  ['theme="light"', ':root { color-scheme: dark }', /\b1 1 1|255, 255, 255/],
  ['theme="dsfr"', ':root { color-scheme: dark }', /0\.086|22, 22, 22/],
] as const)
  testCase(`theme [${attributes}] in a page of {${css}}`, async ({ page, site }) => {
    await open(page, site, attributes, css)
    expect(await styleOf(page, 'background-color')).toMatch(background)
  })

test('tokens of the page reach in, in any colour space', async ({ page, site }) => {
  await open(
    page,
    site,
    '',
    `:root { --constat-color: oklch(30% 0.1 20); --constat-background: #fffbe6; --constat-radius: 2rem;
      --constat-space: 900px; --constat-font-family: Georgia }`,
  )
  expect(await styleOf(page, 'background-color')).toMatch(/1 0\.984|255, 251, 230/)
  expect(await styleOf(page, 'border-top-left-radius')).toBe('24px')
  expect(await styleOf(page, 'padding-top')).toBe('48px')
  expect(await styleOf(page, 'font-family')).toBe('Georgia')
  expect(await observed(page)).not.toHaveProperty('systemColors')
})

for (const [weakness, css] of [
  ['text that hardly differs from its ground', '--constat-color: #bbb'],
  ['transparent text on black', '--constat-color: transparent; --constat-background: #000'],
  [
    'text brighter than any white on white',
    '--constat-color: color(srgb 3 3 3); --constat-accent: color(srgb-linear 50 50 50); --constat-error: color(srgb 3 3 3); --constat-focus: color(srgb 3 3 3); --constat-background: #fff',
  ],
  [
    'text darker than any black on black',
    '--constat-color: color(srgb -0.6 -0.6 -0.6); --constat-accent: #fff; --constat-error: #fff; --constat-focus: #fff; --constat-background: #000',
  ],
  ['links in the colour of the ground', '--constat-accent: white'],
  ['errors in the colour of the ground', '--constat-error: #fefefe'],
  ['a focus ring that does not show', '--constat-focus: white'],
] as const)
  testCase(
    `${weakness}: the system colours stand in, and the observation says so`,
    async ({ page, site }) => {
      const messages: string[] = []
      page.on('console', (message) => messages.push(message.text()))
      await open(page, site, '', `:root { ${css} }`)
      expect(await styleOf(page, 'color')).toBe('rgb(0, 0, 0)')
      expect(await styleOf(page, 'background-color')).toBe('rgb(255, 255, 255)')
      await expect.poll(() => observed(page)).toMatchObject({ systemColors: true })
      expect(messages.join()).toContain('contrast')
    },
  )

test('colours that the page changes after the answer are measured when the form goes', async ({
  page,
  site,
}) => {
  await open(page, site, '')
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.evaluate(() => {
    document.documentElement.style.cssText = '--constat-accent: #fff; --constat-color: #eee'
    document.addEventListener('submit', (event) => event.preventDefault())
    document.forms[0]?.requestSubmit()
  })
  expect(await observed(page)).toMatchObject({ systemColors: true })
})

test('a notice alone gives up colours that a change of theme makes too weak', async ({ page, site }) => {
  await page.goto(
    site.serve({
      head: '<style>:root { --constat-color: #222 }</style>',
      form: site.element.replaceAll('constat-choices', 'constat-notice'),
    }),
  )
  const text = page.locator('constat-notice [part=base]')
  await expect(text).toHaveCSS('color', /34|0\.13/)
  await page.locator('constat-notice').evaluate((element) => element.setAttribute('theme', 'dark'))
  await expect(text).toHaveClass('plain')
})

test('yes and no look the same, whatever the page says of their parts', async ({ page, site }) => {
  await open(
    page,
    site,
    '',
    `constat-choices::part(choice) { font-size: 40px; background: lime; opacity: .1 }
     constat-choices::part(choice):last-of-type { display: none !important }
     constat-choices::part(legend) { text-indent: -9999px }`,
  )
  const look = (name: string) =>
    page
      .getByRole('radio', { name })
      .locator('..')
      .evaluate((element) => {
        const { fontSize, backgroundColor, opacity, borderTopColor, color } = getComputedStyle(element)
        const { width, height } = element.getBoundingClientRect()
        return { fontSize, backgroundColor, opacity, borderTopColor, color, width, height }
      })
  expect(await look('Non')).toEqual(await look('Oui'))
  expect(await look('Non')).toMatchObject({ fontSize: '16px', opacity: '1' })
  await page.getByRole('radio', { name: 'Non' }).check()
  const { questions } = (await observed(page)) as { questions: Record<string, unknown> }
  expect(questions['partenaires']).toMatchObject({ equal: true })
})

test('a page that hides the element by its attribute hides it; what was hidden was not seen', async ({
  page,
  site,
}) => {
  await page.goto(site.serve({ form: FIELDS + site.element.replace('notice=', 'hidden notice=') }))
  const group = page.getByRole('group', { name: 'Vos choix' })
  const timeSeen = () =>
    page.evaluate<number>(
      `document.querySelector('constat-choices').proof.observation.questions.appel.visibleMs`,
    )
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  await page.waitForTimeout(1000)
  await expect(group).toBeHidden()
  expect(
    await page.evaluate(`document.querySelector('constat-choices').getBoundingClientRect().height`),
  ).toBe(0)
  expect(await timeSeen()).toBe(0)
  await page.evaluate(`document.querySelector('constat-choices').hidden = false`)
  await expect(group).toBeVisible()
  await expect.poll(timeSeen).toBeGreaterThan(500)
  await page.evaluate(`document.querySelector('constat-choices').hidden = 'until-found'`)
  await expect(group).toBeVisible()
})

test('states tell a page’s sheet where the element stands', async ({ page, site }) => {
  const notice = site.answers.notice!
  site.answers.notice = {
    ...notice,
    questions: notice.questions.map((question) => ({ ...question, required: true })),
  }
  await open(page, site, '')
  const stateOf = (state: string) => page.locator(`constat-choices:state(${state})`)
  await expect(stateOf('ready')).toHaveCount(1)
  await expect(stateOf('loading')).toHaveCount(0)
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(stateOf('invalid')).toHaveCount(1)
  await expect(page.getByRole('radio', { name: 'Oui' })).toBeFocused()
  await expect(page.getByRole('group', { name: 'réponse obligatoire' })).toHaveAccessibleName(
    /Choisissez oui ou non/,
  )
  await page.getByRole('radio', { name: 'Non' }).check()
  await expect(stateOf('invalid')).toHaveCount(0)
})

test('the element as a whole can require an answer, never a yes', async ({ page, site }) => {
  await open(page, site, 'required')
  const isValid = () => page.evaluate('document.querySelector("constat-choices").checkValidity()')
  expect(await isValid()).toBe(false)
  await page.getByRole('radio', { name: 'Non' }).check()
  expect(await isValid()).toBe(true)
})
